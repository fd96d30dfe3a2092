#include "stages/fact_forms.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "locales/ascii.h"
#include "locales/unicode.h"
#include "stages/fact_numbers.h"
#include "stages/facts.h"

namespace lockstep {
namespace {

// From the first digit of `text` to behind its last one; empty where there is none.
Range DigitsOf(std::string_view text) {
  Range digits;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    if (IsDigit(c.value)) {
      if (digits.end == 0) digits.begin = at;
      digits.end = at + c.size;
    }
    at += c.size;
  }
  return digits;
}

// How many digits stand behind the decimal separator of `written`, which says the canonical `value`: more than the
// value has where it ends in zeros.
std::size_t DecimalsOf(std::string_view written, std::string_view value) {
  const std::string_view digits = Slice(written, DigitsOf(written));
  const std::size_t of_value = value.find('.') == std::string_view::npos ? 0 : value.size() - value.find('.') - 1;
  std::size_t zeros = 0;
  while (zeros < digits.size() && digits[digits.size() - 1 - zeros] == '0') ++zeros;
  const std::size_t before = digits.size() - zeros;
  const bool behind_point = before > 0 && (digits[before - 1] == '.' || digits[before - 1] == ',');
  // "49.90": the zeros are decimals; "1,000": they are not, and the value says so.
  if (of_value > 0) return of_value + zeros;
  return behind_point && zeros < 3 ? zeros : 0;
}

std::string WithDecimals(std::string value, std::size_t decimals) {
  const std::size_t point = value.find('.');
  std::size_t has = point == std::string::npos ? 0 : value.size() - point - 1;
  if (has == 0 && decimals > 0) value += '.';
  for (; has < decimals; ++has) value += '0';
  return value;
}

bool IsGrouped(std::string_view digits, const Locale& locale) {
  const std::size_t group =
      locale.group_separators.empty()
          ? std::string_view::npos
          : digits.find(locale.group_separators.substr(0, DecodeAt(locale.group_separators, 0).size));
  return group != std::string_view::npos;
}

// `number` in the digits that `text` begins with: "30" is "٣٠" where the text has "٢٥".
std::string InDigitsOf(std::string_view text, std::string_view number) {
  const char32_t first = DecodeAt(text, 0).value;
  const char32_t zero = first - static_cast<char32_t>(DigitValue(first));
  std::string out;
  for (const char c : number) {
    AppendUtf8(IsAsciiDigit(c) ? zero + static_cast<char32_t>(c - '0') : static_cast<unsigned char>(c), out);
  }
  return out;
}

std::optional<std::string> RewriteNumber(std::string_view text, const Fact& from, const Fact& to,
                                         std::string_view written, const Locale& locale) {
  const Range digits = DigitsOf(text);
  if (digits.empty() || from.value.starts_with('-') || to.value.starts_with('-')) return std::nullopt;
  // "2年半", "2 h 30": digits that say only a part of it.
  const NumberToken said = NumberReader(locale).Read(Slice(text, digits), 0);
  if (said.end != digits.size() || said.value != from.value) return std::nullopt;
  const std::string value = WithDecimals(to.value, DecimalsOf(written, to.value));
  // Four digits and more without separators are how this text writes numbers.
  const std::size_t whole = std::min(from.value.find('.'), from.value.size());
  const bool grouped = whole < 4 || IsGrouped(Slice(text, digits), locale);
  std::string number = FormatNumber(value, locale);
  if (!grouped) {
    Locale plain;
    plain.decimal_separators = locale.decimal_separators;
    plain.group_separators.clear();
    number = FormatNumber(value, plain);
  }
  return std::string(text.substr(0, digits.begin)) + InDigitsOf(Slice(text, digits), number) +
         std::string(text.substr(digits.end));
}

struct DateParts {
  std::string year, month, day;  // digits; "" = not said
};

DateParts PartsOf(std::string_view date) {
  DateParts parts;
  parts.year = date.substr(0, std::min<std::size_t>(4, date.size()));
  if (date.size() >= 7) parts.month = date.substr(5, 2);
  if (date.size() >= 10) parts.day = date.substr(8, 2);
  return parts;
}

// A part of a date as a pattern's field of `letters` letters asks for it.
std::string Digits(const std::string& part, std::size_t letters) {
  return letters < 2 && part.size() == 2 && part[0] == '0' ? part.substr(1) : part;
}

std::optional<std::string> RewriteDate(std::string_view text, const Fact& from, const Fact& to, const Locale& locale) {
  if (from.value.size() != to.value.size()) return std::nullopt;
  if (from.value.size() == 4 && text == from.value) return to.value;
  const std::size_t sets = std::max<std::size_t>(1, locale.month_names.size() / 12);
  for (const std::string& pattern : locale.date_patterns) {
    for (std::size_t names = 0; names < sets; ++names) {
      if (FormatDate(from.value, pattern, locale, names) == text) return FormatDate(to.value, pattern, locale, names);
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> FormatDate(std::string_view date, std::string_view pattern, const Locale& locale,
                                      std::size_t names) {
  if (date.size() < 4 || date.front() == '-') return std::nullopt;
  const DateParts parts = PartsOf(date);
  std::string out;
  for (std::size_t at = 0; at < pattern.size();) {
    const char letter = pattern[at];
    std::size_t end = at + 1;
    if (letter != 'y' && letter != 'M' && letter != 'd') {
      out += letter;
      at = end;
      continue;
    }
    while (end < pattern.size() && pattern[end] == letter) ++end;
    const std::string& part = letter == 'y' ? parts.year : letter == 'M' ? parts.month : parts.day;
    if (part.empty()) return std::nullopt;
    if (letter == 'M' && end - at > 2) {
      const std::size_t month = names * 12 + static_cast<std::size_t>(std::stoi(part)) - 1;
      if (month >= locale.month_names.size()) return std::nullopt;
      out += locale.month_names[month];
    } else {
      out += letter == 'y' ? part : Digits(part, end - at);
    }
    at = end;
  }
  return out;
}

std::optional<std::string> RewriteFact(std::string_view text, const Fact& from, const Fact& to,
                                       std::string_view written, const Locale& locale) {
  switch (to.kind) {
    case FactKind::kUrl:
    case FactKind::kModelName: return std::string(written);
    case FactKind::kDate: return RewriteDate(text, from, to, locale);
    default: return RewriteNumber(text, from, to, written, locale);
  }
}

}  // namespace lockstep
