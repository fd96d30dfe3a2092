// Where the lines of a text begin, by Markdown's idea of a line: LF, CRLF and CR end one.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "locales/ascii.h"
#include "locales/range.h"
#include "stages/model/line_ends.h"

namespace lockstep {

class LineTable {
 public:
  // Lines of the bytes `range` of `file`; offsets are those of the file. Columns count from behind what `indents` (in
  // order, at the heads of lines) covers.
  LineTable(std::string_view file, Range range, std::vector<Range> indents = {})
      : file_(file), range_(range), indents_(std::move(indents)), begins_(LineBegins(file, range)) {}

  std::size_t count() const { return begins_.size(); }

  // The bytes of a line without its end. Lines count from 1; one that does not exist is empty, at the end.
  Range Line(int line) const {
    if (line < 1 || static_cast<std::size_t>(line) > begins_.size()) return {range_.end, range_.end};
    const std::size_t index = static_cast<std::size_t>(line) - 1;
    const std::size_t begin = begins_[index];
    std::size_t end = index + 1 < begins_.size() ? begins_[index + 1] : range_.end;
    while (end > begin && IsLineEnd(file_[end - 1])) --end;
    return {begin, end};
  }

  // The offset of a byte column (from 1), at most the line's end.
  std::size_t Offset(int line, int column) const {
    const Range bytes = Line(line);
    return std::min(Indented(bytes.begin) + static_cast<std::size_t>(std::max(column, 1) - 1), bytes.end);
  }

 private:
  // Behind the indent that `begin`, where a line begins, has.
  std::size_t Indented(std::size_t begin) const {
    const auto found = std::lower_bound(indents_.begin(), indents_.end(), begin,
                                        [](Range indent, std::size_t at) { return indent.begin < at; });
    return found != indents_.end() && found->begin == begin ? found->end : begin;
  }

  std::string_view file_;
  Range range_;
  std::vector<Range> indents_;
  std::vector<std::size_t> begins_;
};

}  // namespace lockstep
