// Classes of ASCII characters, for bytes of UTF-8: no byte of another character is in any of them. What a person calls
// a letter or a digit, in any script, is asked of locales/unicode.h.
#pragma once

#include <cstddef>
#include <string_view>

namespace lockstep {

constexpr bool IsAsciiDigit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool IsAsciiLower(char c) {
  return c >= 'a' && c <= 'z';
}
constexpr bool IsAsciiUpper(char c) {
  return c >= 'A' && c <= 'Z';
}
constexpr bool IsAsciiLetter(char c) {
  return IsAsciiLower(c) || IsAsciiUpper(c);
}
constexpr bool IsAsciiAlnum(char c) {
  return IsAsciiLetter(c) || IsAsciiDigit(c);
}

constexpr bool IsLineEnd(char c) {
  return c == '\n' || c == '\r';
}
// Where the line of `text` that holds offset `at` ends, without its end.
inline std::size_t LineEnd(std::string_view text, std::size_t at) {
  const std::size_t end = text.find_first_of("\r\n", at);
  return end == std::string_view::npos ? text.size() : end;
}
constexpr bool IsAsciiBlank(char c) {
  return c == ' ' || c == '\t';
}
constexpr bool IsAsciiSpace(char c) {
  return IsAsciiBlank(c) || IsLineEnd(c);
}

constexpr char AsciiLower(char c) {
  return IsAsciiUpper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace lockstep
