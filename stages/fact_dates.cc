#include "stages/fact_dates.h"

#include <fmt/format.h>

#include <algorithm>

#include "locales/ascii.h"
#include "stages/fact_numbers.h"

namespace lockstep {
namespace {

constexpr int kFirstYear = 1000;
constexpr int kLastYear = 2999;
constexpr int kFirstOffsetYear = 2400;  // Buddhist years are beyond it, Gregorian ones of our texts are not

bool IsAscii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

bool DigitFollows(std::string_view text, std::size_t offset) {
  return ReadDigit(text, offset).size > 0;
}

// "2025-12-161" and "2025.12.16.4" are no dates.
bool NumberGoesOn(std::string_view text, std::size_t offset) {
  if (DigitFollows(text, offset)) return true;
  if (offset >= text.size()) return false;
  const char c = text[offset];
  return (c == '.' || c == '-' || c == '/') && DigitFollows(text, offset + 1);
}

bool PlausibleDay(int year, int month, int day) {
  if (day == 0) return true;
  constexpr int kDays[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year == 0 || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
  return day <= kDays[month - 1] - (month == 2 && !leap ? 1 : 0);
}

std::string IsoDate(int year, int month, int day) {
  if (year == 0) return fmt::format("--{:02}-{:02}", month, day);
  if (month == 0) return fmt::format("{:04}", year);
  if (day == 0) return fmt::format("{:04}-{:02}", year, month);
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

}  // namespace

DateReader::DateReader(const Locale& locale) : eras_(locale.eras), year_offset_(locale.year_offset) {
  for (const std::string& text : locale.date_patterns) {
    Pattern pattern = Parse(text);
    if (pattern.empty()) continue;
    const Field::Kind first = pattern[0].kind;
    const bool named = first == Field::Kind::kMonthName;
    (named ? named_ : first == Field::Kind::kLiteral ? led_ : numeric_).push_back(std::move(pattern));
  }
}

// ICU's letters: y M d, the count telling the form; 'quoted' text and all other characters stand for themselves.
DateReader::Pattern DateReader::Parse(std::string_view pattern) {
  Pattern fields;
  bool quoted = false;
  for (std::size_t i = 0; i < pattern.size();) {
    const char c = pattern[i];
    if (c == '\'') {
      quoted = !quoted;
      ++i;
      continue;
    }
    const std::size_t run = std::min(pattern.find_first_not_of(c, i), pattern.size()) - i;
    if (!quoted && (c == 'y' || c == 'M' || c == 'd')) {
      const Field::Kind month = run > 2 ? Field::Kind::kMonthName : Field::Kind::kMonth;
      fields.push_back({c == 'y' ? Field::Kind::kYear : c == 'd' ? Field::Kind::kDay : month, run == 2, {}});
      i += run;
      continue;
    }
    if (fields.empty() || fields.back().kind != Field::Kind::kLiteral) fields.emplace_back();
    fields.back().literal.push_back(c);
    ++i;
  }
  return fields;
}

// False where a date of the numeric `pattern` cannot begin with the number [offset, end): most numbers are no dates,
// and what stands behind them tells it at once.
bool DateReader::MayBegin(const Pattern& pattern, std::string_view text, std::size_t offset, std::size_t end) {
  if (end < text.size() && !IsAscii(text[end]) && DigitFollows(text, end)) return true;  // digits of two scripts
  const Field& first = pattern[0];
  const bool ascii = IsAsciiDigit(text[offset]);
  if (ascii && (end - offset > 2) != (first.kind == Field::Kind::kYear)) return false;
  if (pattern.size() < 2 || pattern[1].kind != Field::Kind::kLiteral || first.kind == Field::Kind::kDay) return true;
  const char mark = pattern[1].literal[0];
  const char next = end < text.size() ? text[end] : '\0';
  const bool spaced = mark == ' ' || !IsAscii(mark);  // a space of any width may stand here
  return next == mark || (spaced && (next == ' ' || !IsAscii(next)));
}

bool DateReader::TakeNumber(std::string_view text, std::size_t& at, std::size_t least, std::size_t most, int& value) {
  std::size_t count = 0;
  std::size_t end = at;
  value = 0;
  for (DigitAt next = ReadDigit(text, end); next.size > 0 && count <= most; next = ReadDigit(text, end)) {
    value = value * 10 + (next.digit - '0');
    end += next.size;
    ++count;
  }
  if (count < least || count > most) return false;
  at = end;
  return true;
}

bool DateReader::TakeYear(std::string_view text, Parts& parts) const {
  if (parts.year_before > 0) {
    const bool taken = TakeNumber(text, parts.end, 1, 2, parts.year) && parts.year > 0;
    parts.year += parts.year_before;
    return taken;
  }
  if (!TakeNumber(text, parts.end, 4, 4, parts.year)) return false;
  if (parts.year >= kFirstOffsetYear) parts.year -= year_offset_;
  return parts.year >= kFirstYear && parts.year <= kLastYear;
}

// Also the two names of one month that Arabic writes for all its countries: "أيار/مايو".
bool DateReader::TakeMonthName(std::string_view text, const FactWords& words, Parts& parts) {
  const auto month = words.MonthAt(text, parts.end);
  if (!month) return false;
  parts.month = month.id + 1;
  parts.end = month.at;
  if (!text.substr(parts.end).starts_with('/')) return true;
  const auto other = words.MonthAt(text, parts.end + 1);
  if (other && other.id == month.id) parts.end = other.at;
  return true;
}

bool DateReader::TakeField(const Field& field, std::string_view text, const FactWords& words, Parts& parts) const {
  std::size_t& at = parts.end;
  switch (field.kind) {
    case Field::Kind::kLiteral: {
      const std::string_view literal = field.literal;
      const bool ascii = IsAscii(literal[0]);
      if (!ascii) at += SpaceAt(text, at);  // "2025 年"
      std::size_t i = 0;
      for (; i < literal.size(); ++i) {
        const std::size_t size = literal[i] == ' ' ? SpaceAt(text, at) : (text.substr(at, 1) == literal.substr(i, 1));
        if (size == 0) return false;
        at += size;
      }
      if (!ascii && DigitFollows(text, at + SpaceAt(text, at))) at += SpaceAt(text, at);
      return true;
    }
    case Field::Kind::kYear: return TakeYear(text, parts);
    case Field::Kind::kMonth:
      return TakeNumber(text, at, field.two_digits ? 2 : 1, 2, parts.month) && parts.month >= 1 && parts.month <= 12;
    case Field::Kind::kDay: {
      if (!TakeNumber(text, at, field.two_digits ? 2 : 1, 2, parts.day) || parts.day < 1) return false;
      if (const auto ordinal = words.OrdinalBehind(text, at)) at = ordinal.at;
      return parts.day <= 31;
    }
    case Field::Kind::kMonthName: return TakeMonthName(text, words, parts);
  }
  return false;
}

std::optional<DateReader::Parts> DateReader::Match(const Pattern& pattern, std::string_view text, std::size_t begin,
                                                   const FactWords& words, int year_before) const {
  Parts parts;
  parts.year_before = year_before;
  parts.end = begin;
  for (const Field& field : pattern) {
    if (!TakeField(field, text, words, parts)) return std::nullopt;
  }
  // A trailing space of a literal such as "年" is not part of the date; a letter would make it another word.
  if (NumberGoesOn(text, parts.end) && pattern.back().kind != Field::Kind::kLiteral) return std::nullopt;
  if (!WordEnds(text, begin, parts.end)) return std::nullopt;
  if (!PlausibleDay(parts.year, parts.month, parts.day)) return std::nullopt;
  return parts;
}

std::optional<DateReader::Date> DateReader::Read(std::string_view text, std::size_t floor, std::size_t offset,
                                                 const FactWords& words) const {
  std::optional<Date> longest;
  const auto consider = [&](const Pattern& pattern, std::size_t begin, const Era& era = {}) {
    const std::optional<Parts> parts = Match(pattern, text, begin, words, era.year_before);
    if (!parts || (longest && parts->end <= longest->range.end)) return;
    longest = Date{{begin - era.word.size(), parts->end}, IsoDate(parts->year, parts->month, parts->day)};
  };
  if (auto month = words.MonthBefore(text, floor, offset)) {
    if (month.at > floor && text[month.at - 1] == '/') {
      const auto other = words.MonthEndingAt(text, floor, month.at - 1);
      if (other && other.id == month.id) month.at = other.at;
    }
    for (const Pattern& pattern : named_) consider(pattern, month.at);
    if (longest && longest->range.end <= offset) longest.reset();
  }
  const std::size_t word_end = std::max(floor, offset - SpaceBefore(text, offset));
  for (const Pattern& pattern : led_) {
    const std::string& word = pattern[0].literal;
    if (text.substr(floor, word_end - floor).ends_with(word)) consider(pattern, word_end - word.size());
  }
  for (const Era& era : eras_) {
    if (!text.substr(floor, offset - floor).ends_with(era.word)) continue;
    for (const Pattern& pattern : numeric_) {
      if (pattern[0].kind == Field::Kind::kYear) consider(pattern, offset, era);
    }
  }
  std::size_t end = offset;
  while (end < text.size() && IsAsciiDigit(text[end])) ++end;
  for (const Pattern& pattern : numeric_) {
    if (MayBegin(pattern, text, offset, end)) consider(pattern, offset);
  }
  return longest;
}

}  // namespace lockstep
