// Line numbers of byte offsets, in whatever order they are asked for: the text is looked through once.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "locales/range.h"
#include "stages/model/line_ends.h"

namespace lockstep {

class LineCounter {
 public:
  explicit LineCounter(std::string_view text) : begins_(LineBegins(text, {0, text.size()})) {}

  // The line, from 1, of the byte at `offset`. LF, CRLF and CR end a line.
  std::uint32_t LineOf(std::size_t offset) const {
    const auto next = std::upper_bound(begins_.begin(), begins_.end(), offset);
    return static_cast<std::uint32_t>(next - begins_.begin());
  }
  std::uint32_t FirstLine(Range range) const { return LineOf(range.begin); }
  std::uint32_t LastLine(Range range) const { return LineOf(range.empty() ? range.begin : range.end - 1); }

 private:
  std::vector<std::size_t> begins_;  // of the lines
};

}  // namespace lockstep
