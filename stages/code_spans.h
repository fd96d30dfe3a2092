// Finds where code within text ends, in a text whose marks nobody has paired yet.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace lockstep {

// Behind the run of backticks at `at`.
std::size_t TicksEnd(std::string_view text, std::size_t at);

// Asked from the text's begin to its end. What was looked for in vain is not looked for again, so that marks which
// nothing closes take linear time.
class CodeSpans {
 public:
  explicit CodeSpans(std::string_view text) : text_(text) {}

  // Behind the code that the run of backticks at `at` opens; nothing where no run of as many follows before `limit`,
  // which is the same for all that stand before it.
  std::optional<std::size_t> EndOf(std::size_t at, std::size_t limit);

 private:
  static constexpr std::size_t kMostTicks = 16;  // of a mark: more are rather a line

  std::string_view text_;
  std::array<std::size_t, kMostTicks + 1> unclosed_{};  // up to here, by their number, none follows
};

}  // namespace lockstep
