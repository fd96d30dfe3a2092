#include "stages/fact_words.h"

#include <algorithm>

#include "locales/ascii.h"
#include "locales/unicode.h"
#include "stages/fact_numbers.h"

namespace lockstep {
namespace {

constexpr int kNoUnit = 0;
constexpr std::size_t kLongWord = 4;  // from here on, letter case is a matter of style

bool IsHangul(char32_t c) {
  return (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x1100 && c <= 0x11FF);
}

// A letter that joins its neighbours to one word.
bool IsWordLetter(char32_t c) {
  if (c < 0x80) return IsAsciiLetter(static_cast<char>(c));
  return IsLetter(c) && !IsUnspacedScript(c) && !IsHangul(c);
}

bool IsSingleLetter(std::string_view word) {
  return word.size() == 1 && IsAsciiLetter(word[0]);
}

// The size of the one of `marks` that stands at `offset`, or 0.
template <std::size_t N>
std::size_t AnyAt(std::string_view text, std::size_t offset, const std::string_view (&marks)[N]) {
  if (offset > text.size()) return 0;
  const std::string_view rest = text.substr(offset);
  for (const std::string_view mark : marks) {
    if (!rest.empty() && rest.front() == mark.front() && rest.starts_with(mark)) return mark.size();
  }
  return 0;
}

constexpr std::string_view kSpaces[] = {" ", "\u00A0", "\u202F", "\u2009", "\u3000"};
constexpr std::string_view kDashes[] = {"-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212", "\uFF0D"};
constexpr std::string_view kWaves[] = {"~", "\u301C", "\uFF5E", "\u223C", "...", "\u2026"};

std::string_view Trim(std::string_view text) {
  while (const std::size_t size = SpaceAt(text, 0)) text.remove_prefix(size);
  while (const std::size_t size = SpaceBefore(text, text.size())) text.remove_suffix(size);
  return text;
}

// Behind the space or the hyphen that may join a number and its word; `offset` where there is none.
std::size_t SkipJoint(std::string_view text, std::size_t offset) {
  if (const std::size_t space = SpaceAt(text, offset)) return offset + space;
  return offset + DashAt(text, offset);
}

constexpr std::string_view kDoubleQuotes[] = {"\"", "”", "“", "„"};
constexpr std::string_view kSingleQuotes[] = {"'", "’", "‘", "‚"};

// The last of `marks` in `text`; npos where none stands there.
template <std::size_t N>
std::size_t LastOf(std::string_view text, const std::string_view (&marks)[N]) {
  std::size_t last = std::string_view::npos;
  for (const std::string_view mark : marks) {
    const std::size_t at = text.rfind(mark);
    if (at != std::string_view::npos && (last == std::string_view::npos || at > last)) last = at;
  }
  return last;
}

// True for the quotation mark at `at` if the one before it opens a quotation: 'called "Mark 2.0"' speaks of no inches.
bool ClosesQuotation(std::string_view text, std::size_t at) {
  const bool is_double = AnyAt(text, at, kDoubleQuotes) > 0;
  if (!is_double && AnyAt(text, at, kSingleQuotes) == 0) return false;
  const std::string_view head = text.substr(0, at);
  const std::size_t before = is_double ? LastOf(head, kDoubleQuotes) : LastOf(head, kSingleQuotes);
  if (before == std::string_view::npos) return false;
  return before == 0 || std::string_view(" ([").find(text[before - 1]) != std::string_view::npos;
}

// True for the mark at `at`, behind a number, that is an apostrophe and no prime: "the 1990's", "80's".
bool IsApostrophe(std::string_view text, std::size_t at) {
  constexpr std::size_t kYearDigits = 4;
  const std::size_t size = AnyAt(text, at, kSingleQuotes);
  if (size == 0) return false;
  const bool letter = at + size < text.size() && IsWordLetter(DecodeAt(text, at + size).value);
  const std::string_view before = text.substr(0, at);
  const bool year = at >= kYearDigits && std::all_of(before.end() - kYearDigits, before.end(), IsAsciiDigit);
  return letter || year;
}

}  // namespace

std::size_t SpaceAt(std::string_view text, std::size_t offset) {
  return AnyAt(text, offset, kSpaces);
}

std::size_t SpaceBefore(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  for (const std::string_view space : kSpaces) {
    if (!before.empty() && before.back() == space.back() && before.ends_with(space)) return space.size();
  }
  return 0;
}

std::size_t DashAt(std::string_view text, std::size_t offset) {
  return AnyAt(text, offset, kDashes);
}

bool WordEnds(std::string_view text, std::size_t begin, std::size_t end) {
  if (end >= text.size() || end == begin) return true;
  const char next = text[end];
  if (static_cast<unsigned char>(next) < 0x80) {
    if (!IsAsciiAlnum(next)) return true;
    return IsAsciiDigit(next) ? !IsAsciiLetter(text[end - 1]) : !IsWordLetter(LastCodePoint(text.substr(0, end)));
  }
  return !IsWordLetter(DecodeAt(text, end).value) || !IsWordLetter(LastCodePoint(text.substr(0, end)));
}

bool WordBegins(std::string_view text, std::size_t begin) {
  if (begin == 0) return true;
  return !IsWordLetter(DecodeAt(text, begin).value) || !IsWordLetter(LastCodePoint(text.substr(0, begin)));
}

void FactWords::AnyCase::Add(std::string_view word, int id) {
  exact.Add(word, id);
  if (word.size() >= kLongWord) folded.Add(word, id);
}

bool EndsInWordLetter(std::string_view text) {
  return IsWordLetter(LastCodePoint(text));
}

FactWords::Found FactWords::AnyCase::At(std::string_view text, std::size_t offset) const {
  if (offset >= text.size()) return {};
  const auto ends = [&](std::size_t size) { return WordEnds(text, offset, offset + size); };
  const std::string_view rest = text.substr(offset);
  WordTable::Match match = exact.Longest(rest, ends);
  if (match.size == 0) match = folded.Longest(rest, ends);
  return {match.size > 0, offset + match.size, match.id};
}

FactWords::FactWords(const Locale& locale) : range_words_(locale.range_words) {
  AddUnits(locale);
  AddCurrencies(locale);
  AddMonths(locale);
  for (const Magnitude& magnitude : locale.magnitudes) magnitudes_.Add(magnitude.word, magnitude.exponent);
  for (const std::string& word : locale.percent_words) percents_.Add(word, 0);
  for (const std::string& word : locale.ordinal_suffixes) ordinals_.Add(word, 0);
  for (const std::string& word : locale.decade_words) decades_.Add(word, 0);
  for (const std::string& word : locale.half_words) halves_.Add(word, 0);
  for (const std::string& word : locale.half_prefixes) half_prefixes_.Add(word, 0);
  for (const std::string& word : locale.and_words) ands_.Add(word, 0);
}

void FactWords::AddUnits(const Locale& locale) {
  units_.emplace_back();
  for (const std::string& word : locale.not_units) unit_words_.exact.Add(word, kNoUnit);
  for (const UnitNames& unit : locale.units) {
    const int id = static_cast<int>(units_.size());
    units_.push_back(unit.symbol);
    for (const std::string& word : unit.names) unit_words_.Add(word, id);
    for (const std::string& word : unit.joined) joined_units_.Add(word, id);
  }
}

void FactWords::AddCurrencies(const Locale& locale) {
  for (const CurrencyNames& currency : locale.currencies) {
    const int id = static_cast<int>(currencies_.size());
    currencies_.push_back(currency.code);
    for (const std::string& word : currency.after) currency_words_.Add(word, id);
    for (const std::string& word : currency.before) currency_prefixes_.Add(word, id);
  }
}

void FactWords::AddMonths(const Locale& locale) {
  for (std::size_t i = 0; i < locale.month_names.size(); ++i) {
    const std::string& name = locale.month_names[i];
    if (ReadDigit(name, 0).size > 0) continue;  // "12月": the pattern has the number
    months_.Add(name, static_cast<int>(i % 12));
    months_before_.Add(name, static_cast<int>(i % 12));
  }
}

FactWords::Found FactWords::UnitBehind(std::string_view text, std::size_t offset) const {
  if (text.substr(std::min(offset, text.size())).starts_with('+')) ++offset;  // "10+ years"
  const std::size_t word = SkipJoint(text, offset);
  const bool hyphen = DashAt(text, offset) > 0;
  Found unit = unit_words_.At(text, word);
  // What stands right behind the number, or behind a hyphen, may also be a unit that is a word elsewhere.
  if (word < text.size() && (word == offset || hyphen)) {
    const auto ends = [&](std::size_t size) {
      const std::size_t end = word + size;
      const bool goes_on = hyphen && end < text.size() && (text[end] == '/' || text[end] == '-');  // "2-in/2-out"
      return !goes_on && WordEnds(text, word, end);
    };
    const WordTable::Match joined = joined_units_.Longest(text.substr(word), ends);
    const bool enough = joined.size > (hyphen ? 1U : 0U) && !ClosesQuotation(text, word) && !IsApostrophe(text, word);
    if (enough && (!unit || joined.size > unit.at - word)) unit = {true, word + joined.size, joined.id};
  }
  return unit && unit.id != kNoUnit ? unit : Found{};
}

FactWords::Found FactWords::CurrencyBehind(std::string_view text, std::size_t offset) const {
  const Found currency = currency_words_.At(text, SkipJoint(text, offset));
  if (!currency) return {};
  // "in 2024 $350": the sign belongs to what follows; "= 5 $$" ends a formula.
  const bool formula = text.substr(currency.at).starts_with('$');
  return formula || ReadDigit(text, currency.at).size > 0 ? Found{} : currency;
}

FactWords::Found FactWords::CurrencyBefore(std::string_view text, std::size_t floor, std::size_t offset) const {
  const auto match_at = [&](std::size_t end) {
    const auto begins = [&](std::size_t size) { return WordBegins(text, end - size); };
    const WordTable::Match match = currency_prefixes_.Longest(text.substr(floor, end - floor), begins);
    return Found{match.size > 0, end - match.size, match.id};
  };
  const Found joined = match_at(offset);
  if (joined) return joined;
  const std::size_t space = SpaceBefore(text, offset);
  return space > 0 && offset - space >= floor ? match_at(offset - space) : Found{};
}

FactWords::Found FactWords::MagnitudeBehind(std::string_view text, std::size_t offset, bool letters) const {
  const std::size_t word = SkipJoint(text, offset);
  const Found magnitude = magnitudes_.At(text, word);
  if (!magnitude || !IsSingleLetter(text.substr(word, magnitude.at - word))) return magnitude;
  return letters && word == offset ? magnitude : Found{};
}

FactWords::Found FactWords::PercentBehind(std::string_view text, std::size_t offset) const {
  return percents_.At(text, SkipJoint(text, offset));
}

FactWords::Found FactWords::OrdinalBehind(std::string_view text, std::size_t offset) const {
  if (offset >= text.size()) return {};
  const auto ends = [&](std::size_t size) { return WordEnds(text, offset, offset + size); };
  const WordTable::Match match = ordinals_.Longest(text.substr(offset), ends);
  return {match.size > 0, offset + match.size, match.id};
}

FactWords::Found FactWords::HalfBehind(std::string_view text, std::size_t offset) const {
  return halves_.At(text, SkipJoint(text, offset));
}

FactWords::Found FactWords::HalfBefore(std::string_view text, std::size_t floor, std::size_t offset) const {
  const std::size_t end = offset - SpaceBefore(text, offset);
  if (end <= floor) return {};
  const auto begins = [&](std::size_t size) { return WordBegins(text, end - size); };
  const WordTable::Match match = half_prefixes_.Longest(text.substr(floor, end - floor), begins);
  return {match.size > 0, end - match.size, match.id};
}

std::size_t FactWords::PartBehind(std::string_view text, std::size_t offset, bool and_word) const {
  const std::size_t begin = offset + SpaceAt(text, offset);
  if (!and_word) return begin;
  const auto ends = [&](std::size_t size) { return WordEnds(text, begin, begin + size); };
  const WordTable::Match word = ands_.Longest(text.substr(begin), ends);
  return begin + word.size + (word.size > 0 ? SpaceAt(text, begin + word.size) : 0);
}

FactWords::Found FactWords::DecadeBehind(std::string_view text, std::size_t offset) const {
  if (offset >= text.size()) return {};
  const auto ends = [&](std::size_t size) { return WordEnds(text, offset, offset + size); };
  const WordTable::Match match = decades_.Longest(text.substr(offset), ends);
  return {match.size > 0, offset + match.size, match.id};
}

FactWords::Found FactWords::MonthAt(std::string_view text, std::size_t offset) const {
  if (offset >= text.size()) return {};
  const auto ends = [&](std::size_t size) { return WordEnds(text, offset, offset + size); };
  const WordTable::Match match = months_.Longest(text.substr(offset), ends);
  return {match.size > 0, offset + match.size, match.id};
}

FactWords::Found FactWords::MonthBefore(std::string_view text, std::size_t floor, std::size_t offset) const {
  const std::size_t end = offset - SpaceBefore(text, offset);
  return end == offset ? Found{} : MonthEndingAt(text, floor, end);
}

FactWords::Found FactWords::MonthEndingAt(std::string_view text, std::size_t floor, std::size_t end) const {
  if (end <= floor) return {};
  const auto begins = [&](std::size_t size) { return WordBegins(text, end - size); };
  const WordTable::Match match = months_before_.Longest(text.substr(floor, end - floor), begins);
  return {match.size > 0, end - match.size, match.id};
}

bool FactWords::IsRangeMark(std::string_view gap) const {
  if (gap.size() > 32) return false;
  const std::string_view mark = Trim(gap);
  if (mark.empty()) return false;
  if (DashAt(mark, 0) == mark.size() || AnyAt(mark, 0, kWaves) == mark.size()) return true;
  return std::find(range_words_.begin(), range_words_.end(), mark) != range_words_.end();
}

}  // namespace lockstep
