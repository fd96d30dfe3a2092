// Line numbers of byte offsets that mostly ascend: each byte is counted once.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "locales/range.h"

namespace lockstep {

class LineCounter {
 public:
  explicit LineCounter(std::string_view text) : text_(text), has_cr_(text.find('\r') != std::string_view::npos) {}

  // The line, from 1, of the byte at `offset`. LF, CRLF and CR end a line.
  std::uint32_t LineOf(std::size_t offset) {
    if (offset < at_) {
      at_ = 0;
      line_ = 1;
    }
    if (!has_cr_) {
      const std::string_view passed = text_.substr(std::min(at_, text_.size()), offset - at_);
      line_ += static_cast<std::uint32_t>(std::count(passed.begin(), passed.end(), '\n'));
      at_ = offset;
      return line_;
    }
    for (; at_ < offset && at_ < text_.size(); ++at_) {
      const bool lone_cr = text_[at_] == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] != '\n');
      if (text_[at_] == '\n' || lone_cr) ++line_;
    }
    return line_;
  }
  std::uint32_t FirstLine(Range range) { return LineOf(range.begin); }
  std::uint32_t LastLine(Range range) { return LineOf(range.empty() ? range.begin : range.end - 1); }

 private:
  std::string_view text_;
  bool has_cr_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
};

}  // namespace lockstep
