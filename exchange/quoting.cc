#include "exchange/quoting.h"

#include <charconv>

namespace lockstep {

std::string Unquoted(std::string_view text, char mark) {
  std::string plain;
  while (!text.empty()) {
    unsigned value = 0;
    const std::string_view digits = text.substr(1, text.front() == mark ? 2 : 0);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    const bool is_quoted = digits.size() == 2 && error == std::errc() && end == digits.data() + 2;
    plain += is_quoted ? static_cast<char>(value) : text.front();
    text.remove_prefix(is_quoted ? 3 : 1);
  }
  return plain;
}

}  // namespace lockstep
