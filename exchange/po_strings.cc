#include "exchange/po_strings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace lockstep {
namespace {

constexpr std::array<std::pair<char, char>, 9> kEscapes = {{{'\\', '\\'},
                                                            {'"', '"'},
                                                            {'\n', 'n'},
                                                            {'\t', 't'},
                                                            {'\r', 'r'},
                                                            {'\a', 'a'},
                                                            {'\b', 'b'},
                                                            {'\f', 'f'},
                                                            {'\v', 'v'}}};

// The digits that `text` begins with, in `base`, no more than `most`: their value, and how many they are.
std::pair<unsigned, std::size_t> NumberAt(std::string_view text, int base, std::size_t most) {
  unsigned value = 0;
  const std::string_view digits = text.substr(0, most);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  return {value, error == std::errc() ? static_cast<std::size_t>(end - digits.data()) : 0};
}

// What the escape behind a backslash stands for, and its size; 0 = it is none.
std::pair<char, std::size_t> EscapeAt(std::string_view text) {
  if (text.empty()) return {};
  for (const auto& [character, letter] : kEscapes) {
    if (text.front() == letter) return {character, 1};
  }
  if (text.front() == 'x') {
    const auto [value, size] = NumberAt(text.substr(1), 16, 2);
    return {static_cast<char>(value), size == 0 ? 0 : size + 1};
  }
  const auto [value, size] = NumberAt(text, 8, 3);
  return {static_cast<char>(value), value > 0xFF ? 0 : size};
}

}  // namespace

std::string EscapePo(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    const auto known = std::find_if(kEscapes.begin(), kEscapes.end(), [&](const auto& e) { return e.first == c; });
    if (known != kEscapes.end()) {
      escaped += '\\';
      escaped += known->second;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      escaped += fmt::format("\\{:03o}", static_cast<unsigned>(c));
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::optional<std::string> UnescapePo(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    if (text.front() != '\\') {
      plain += text.front();
      text.remove_prefix(1);
      continue;
    }
    const auto [character, size] = EscapeAt(text.substr(1));
    if (size == 0) return std::nullopt;
    plain += character;
    text.remove_prefix(1 + size);
  }
  return plain;
}

}  // namespace lockstep
