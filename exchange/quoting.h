// Names in places where not every character may stand: the others become a mark and two hexadecimal digits, "%2F".
#pragma once

#include <string>
#include <string_view>

namespace lockstep {

// `keeps(byte)` says which bytes stand as they are; the mark is not among them.
template <typename Keeps>
std::string Quoted(std::string_view text, char mark, const Keeps& keeps) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string quoted;
  for (const char c : text) {
    if (c != mark && keeps(c)) {
      quoted += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      quoted += {mark, kDigits[byte >> 4U], kDigits[byte & 0xFU]};
    }
  }
  return quoted;
}

// What is not quoted stays as it is.
std::string Unquoted(std::string_view text, char mark);

}  // namespace lockstep
