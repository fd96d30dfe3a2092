// Line numbers of byte offsets, in whatever order they are asked for: the text is looked through once.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "locales/range.h"

namespace lockstep {

class LineCounter {
 public:
  explicit LineCounter(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      const bool lone_cr = text[at] == '\r' && (at + 1 == text.size() || text[at + 1] != '\n');
      if (text[at] == '\n' || lone_cr) begins_.push_back(at + 1);
    }
  }

  // The line, from 1, of the byte at `offset`. LF, CRLF and CR end a line.
  std::uint32_t LineOf(std::size_t offset) const {
    const auto next = std::upper_bound(begins_.begin(), begins_.end(), offset);
    return static_cast<std::uint32_t>(next - begins_.begin()) + 1;
  }
  std::uint32_t FirstLine(Range range) const { return LineOf(range.begin); }
  std::uint32_t LastLine(Range range) const { return LineOf(range.empty() ? range.begin : range.end - 1); }

 private:
  std::vector<std::size_t> begins_;  // of all lines but the first
};

}  // namespace lockstep
