// Classes of ASCII characters, for bytes of UTF-8: no byte of another character is in any of them. What a person calls
// a letter or a digit, in any script, is asked of locales/unicode.h.
#pragma once

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
