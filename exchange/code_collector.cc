#include "exchange/code_collector.h"

#include <fmt/format.h>

#include <charconv>

#include "locales/unicode.h"

namespace lockstep {
namespace {

char32_t CharacterOf(std::string_view hex) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), value, 16);
  const bool is_character = error == std::errc() && end == hex.data() + hex.size() && value <= 0x10FFFF &&
                            (value < 0xD800 || value > 0xDFFF) && value != 0;
  return is_character ? static_cast<char32_t>(value) : U'\uFFFD';
}

}  // namespace

void CodeCollector::Add(std::string_view element, PackageCode code, std::optional<InlineCode::Kind> kind,
                        CodedText& text) {
  if (code.id.empty()) return Complain(fmt::format("a code of it has no id: <{}>", element));
  code.kind = kinds_.try_emplace(code.id, kind.value_or(code.kind)).first->second;
  if (kind) code.kind = *kind;
  std::string& original = originals_[{code.id, code.position}];
  if (original.empty()) original = code.original;
  if (code.original.empty()) code.original = original;
  text.emplace_back(std::move(code));
}

void CodeCollector::AddCharacter(std::string_view hex, CodedText& text) {
  std::string character;
  AppendUtf8(CharacterOf(hex), character);
  Append(character, text);
}

void CodeCollector::Refuse(std::string_view element) {
  Complain(fmt::format("its text has an element that is not known: <{}>", element));
}

void CodeCollector::Complain(std::string problem) {
  if (problem_.empty()) problem_ = std::move(problem);
}

}  // namespace lockstep
