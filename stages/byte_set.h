// A set of bytes to look for: one table, where std::string_view::find_first_of searches the set for every byte.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace lockstep {

class ByteSet {
 public:
  constexpr explicit ByteSet(std::string_view bytes) {
    for (const char c : bytes) has_[static_cast<unsigned char>(c)] = true;
  }

  constexpr bool Has(char c) const { return has_[static_cast<unsigned char>(c)]; }

  // The offset of the first byte of the set in `text` from `from` on, or text.size().
  constexpr std::size_t FindIn(std::string_view text, std::size_t from) const {
    std::size_t at = std::min(from, text.size());
    while (at < text.size() && !Has(text[at])) ++at;
    return at;
  }

 private:
  std::array<bool, 256> has_{};
};

inline constexpr ByteSet kLineEnds{"\r\n"};

}  // namespace lockstep
