#include "exchange/po_context.h"

#include <fmt/format.h>

#include <charconv>

namespace lockstep {
namespace {

// `text` with "%" and the characters of `special` as %2F.
std::string Quoted(std::string_view text, std::string_view special) {
  std::string quoted;
  for (const char c : text) {
    if (c == '%' || special.find(c) != std::string_view::npos) {
      quoted += fmt::format("%{:02X}", static_cast<unsigned>(c));
    } else {
      quoted += c;
    }
  }
  return quoted;
}

std::string Unquoted(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    unsigned value = 0;
    const std::string_view digits = text.substr(1, text.front() == '%' ? 2 : 0);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    const bool is_quoted = digits.size() == 2 && error == std::errc() && end == digits.data() + 2;
    plain += is_quoted ? static_cast<char>(value) : text.front();
    text.remove_prefix(is_quoted ? 3 : 1);
  }
  return plain;
}

}  // namespace

std::string WritePoContext(const PoContext& context) {
  return fmt::format("{}/{}#{}", Quoted(context.collection, "/#"), Quoted(context.ref, "#"), context.unit);
}

PoContext ReadPoContext(std::string_view text) {
  const std::size_t hash = text.rfind('#');
  const std::size_t slash = text.substr(0, hash).find('/');
  if (hash == std::string_view::npos || slash == std::string_view::npos) return {{}, {}, std::string(text)};
  return {Unquoted(text.substr(0, slash)), Unquoted(text.substr(slash + 1, hash - slash - 1)),
          std::string(text.substr(hash + 1))};
}

}  // namespace lockstep
