#include "stages/facts.h"

#include <algorithm>

#include "locales/unicode.h"
#include "stages/fact_scanner.h"
#include "stages/negations.h"

namespace lockstep {

struct FactFinder::Tables {
  explicit Tables(const Locale& locale) : language(locale), negations(locale), currency(locale.currency) {}
  FactLanguage language;
  Negations negations;
  std::string currency;
};

FactFinder::FactFinder(const Locale& locale) : tables_(std::make_shared<const Tables>(locale)) {}

std::vector<Fact> FactFinder::Find(std::string_view text) const {
  return FactScanner(text, tables_->language).Run();
}

std::optional<Fact> FactFinder::FindPrice(std::string_view value) const {
  const bool is_amount = ReadDigit(value, 0).size > 0;
  const NumberToken number = is_amount ? tables_->language.numbers.Read(value, 0) : NumberToken{};
  if (is_amount && number.end == value.size()) {
    if (tables_->currency.empty()) return std::nullopt;
    return Fact{FactKind::kPrice, number.value, tables_->currency, {0, value.size()}};
  }
  const std::vector<Fact> facts = Find(value);
  const auto found =
      std::find_if(facts.begin(), facts.end(), [](const Fact& fact) { return fact.kind == FactKind::kPrice; });
  return found == facts.end() ? std::nullopt : std::optional(*found);
}

std::optional<std::size_t> FactFinder::CountNegations(std::string_view text) const {
  return tables_->negations.Count(text);
}

namespace {

// The first of `characters`, or "".
std::string_view FirstCharacter(std::string_view characters) {
  return characters.substr(0, DecodeAt(characters, 0).size);
}

// True where a group separator stands before the last `rest` digits: before three, and then two where lakhs are
// grouped.
bool GroupBegins(std::size_t rest, bool indian) {
  if (rest < 3) return false;
  return indian ? rest % 2 == 1 : rest % 3 == 0;
}

}  // namespace

std::string FormatNumber(std::string_view value, const Locale& locale) {
  std::string out;
  if (value.starts_with('-')) {
    out.push_back('-');
    value.remove_prefix(1);
  }
  const std::size_t point = std::min(value.find('.'), value.size());
  const std::string_view group = FirstCharacter(locale.group_separators);
  for (std::size_t i = 0; i < point; ++i) {
    if (i > 0 && GroupBegins(point - i, locale.indian_grouping)) out += group;
    out += value[i];
  }
  if (point < value.size()) {
    const std::string_view decimal = FirstCharacter(locale.decimal_separators);
    out += decimal.empty() ? "." : decimal;
    out += value.substr(point + 1);
  }
  return out;
}

std::string MaskFacts(std::string_view text, const std::vector<Fact>& facts) {
  std::string masked;
  masked.reserve(text.size());
  std::size_t at = 0;
  for (const Fact& fact : facts) {
    masked += text.substr(at, fact.range.begin - at);
    masked += '{';
    masked += Name(fact.kind);
    masked += '}';
    at = fact.range.end;
  }
  masked += text.substr(at);
  return masked;
}

}  // namespace lockstep
