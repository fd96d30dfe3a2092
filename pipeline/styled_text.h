// Text of several styles, laid out in lines of a terminal's width.
//
// Lines are broken where Unicode allows it and measured in columns, so that Japanese and Thai, combining marks and
// emoji come out even. Text of a language that is written from right to left is isolated line by line: it cannot
// reorder what stands beside it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/command.h"
#include "pipeline/console.h"

namespace lockstep {

struct Layout {
  std::size_t width = 0;  // columns; 0 = lines are never broken
  bool color = false;
  bool isolate = false;  // for a terminal; what is read by programs stays free of invisible characters
};

// The layout for standard output: --width says how wide, else the terminal; nothing is broken in a pipe.
Layout LayoutOf(const Arguments& arguments, const Console& console);

class StyledText {
 public:
  // Adds `text`, made printable.
  StyledText& Add(std::string_view text, Style style = Style::kPlain);
  bool empty() const { return text_.empty(); }

  // Lines that begin with `indent` spaces and end in a line end. A word that is wider than a line stands out.
  std::string Lay(const Layout& layout, std::size_t indent, bool right_to_left = false) const;

 private:
  struct Span {
    std::size_t end;  // in text_
    Style style;
  };
  std::string Line(std::size_t begin, std::size_t end, bool color) const;

  std::string text_;
  std::vector<Span> spans_;
};

}  // namespace lockstep
