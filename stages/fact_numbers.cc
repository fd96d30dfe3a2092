#include "stages/fact_numbers.h"

#include <algorithm>

#include "locales/ascii.h"
#include "locales/unicode.h"

namespace lockstep {
namespace {

struct Parts {
  std::string_view integer;
  std::string_view fraction;
};

Parts Split(std::string_view decimal) {
  const std::size_t point = decimal.find('.');
  if (point == std::string_view::npos) return {decimal, {}};
  return {decimal.substr(0, point), decimal.substr(point + 1)};
}

std::vector<std::string> Characters(std::string_view text) {
  std::vector<std::string> characters;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = DecodeAt(text, at).size;
    characters.emplace_back(text.substr(at, size));
    at += size;
  }
  return characters;
}

// Appends the digits that stand at `offset` and returns where they end.
std::size_t TakeDigits(std::string_view text, std::size_t offset, std::string& digits) {
  for (DigitAt next = ReadDigit(text, offset); next.size > 0; next = ReadDigit(text, offset)) {
    digits.push_back(next.digit);
    offset += next.size;
  }
  return offset;
}

}  // namespace

std::string CanonicalDecimal(std::string_view integer, std::string_view fraction, int exponent) {
  std::string digits(integer);
  digits += fraction;
  std::size_t point = integer.size() + static_cast<std::size_t>(exponent);
  if (digits.size() < point) digits.resize(point, '0');

  const std::size_t lead = std::min(digits.find_first_not_of('0'), point);
  std::string value = lead < point ? digits.substr(lead, point - lead) : "0";
  const std::size_t last = digits.find_last_not_of('0');
  if (last != std::string::npos && last >= point) value.append(1, '.').append(digits, point, last + 1 - point);
  return value;
}

std::string ScaleDecimal(std::string_view value, int exponent) {
  const auto [integer, fraction] = Split(value);
  return CanonicalDecimal(integer, fraction, exponent);
}

std::string AddDecimals(std::string_view a, std::string_view b) {
  const Parts x = Split(a);
  const Parts y = Split(b);
  const std::size_t places = std::max(x.fraction.size(), y.fraction.size());
  const std::size_t size = std::max(x.integer.size(), y.integer.size()) + 1;
  std::string sum(size + places, '0');
  int carry = 0;
  for (std::size_t i = sum.size(); i-- > 0;) {
    const auto digit = [&](const Parts& n) {
      if (i >= size) return i - size < n.fraction.size() ? n.fraction[i - size] - '0' : 0;
      const std::size_t from_right = size - i;
      return from_right <= n.integer.size() ? n.integer[n.integer.size() - from_right] - '0' : 0;
    };
    carry += digit(x) + digit(y);
    sum[i] = static_cast<char>('0' + carry % 10);
    carry /= 10;
  }
  const std::string_view digits = sum;
  return CanonicalDecimal(digits.substr(0, size), digits.substr(size));
}

int CompareDecimals(std::string_view a, std::string_view b) {
  const Parts x = Split(a);
  const Parts y = Split(b);
  if (x.integer.size() != y.integer.size()) return x.integer.size() < y.integer.size() ? -1 : 1;
  const int order = x.integer.compare(y.integer);
  return order != 0 ? order : x.fraction.compare(y.fraction);  // no trailing zeros: order of the strings
}

DigitAt ReadDigit(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return {};
  const auto byte = static_cast<unsigned char>(text[offset]);
  if (byte < 0x80) return IsAsciiDigit(text[offset]) ? DigitAt{1, text[offset]} : DigitAt{};
  if (byte >= 0xE3 && byte <= 0xE9) return {};  // kana and Han: no digits there, and much of our text
  if (byte == 0xEF && text.substr(offset, 2) != "\xEF\xBC") return {};  // only full-width digits begin so
  const CodePoint c = DecodeAt(text, offset);
  const int value = DigitValue(c.value);
  return value < 0 ? DigitAt{} : DigitAt{c.size, static_cast<char>('0' + value)};
}

NumberReader::NumberReader(const Locale& locale)
    : decimal_(Characters(locale.decimal_separators)),
      group_(Characters(locale.group_separators)),
      indian_grouping_(locale.indian_grouping) {
  if (std::find(decimal_.begin(), decimal_.end(), ".") == decimal_.end()) decimal_.emplace_back(".");
}

std::size_t NumberReader::SeparatorAt(std::string_view text, std::size_t offset,
                                      const std::vector<std::string>& separators) const {
  if (offset >= text.size()) return 0;
  for (const std::string& separator : separators) {
    if (text[offset] == separator[0] && text.substr(offset).starts_with(separator)) return separator.size();
  }
  return 0;
}

// Takes a group that ends the number or is followed by a separator: "12,34,567" has a group of two.
bool NumberReader::TakeGroup(std::string_view text, std::size_t& offset, std::string_view separator,
                             std::string& digits) const {
  if (!text.substr(offset).starts_with(separator)) return false;
  char group[3];
  std::size_t count = 0;
  std::size_t at = offset + separator.size();
  for (DigitAt next = ReadDigit(text, at); next.size > 0; next = ReadDigit(text, at)) {
    if (count == 3) return false;
    group[count++] = next.digit;
    at += next.size;
  }
  const bool two_and_more = indian_grouping_ && count == 2 && text.substr(at).starts_with(separator) &&
                            ReadDigit(text, at + separator.size()).size > 0;
  if (count != 3 && !two_and_more) return false;
  digits.append(group, count);
  offset = at;
  return true;
}

// `offset` is behind the first `digits`; adds the groups that follow.
std::size_t NumberReader::GroupedEnd(std::string_view text, std::size_t offset, std::string& digits) const {
  if (digits.size() > 3 || digits[0] == '0') return offset;
  const std::size_t size = SeparatorAt(text, offset, group_);
  if (size == 0) return offset;
  const std::string_view separator = text.substr(offset, size);
  while (TakeGroup(text, offset, separator, digits)) continue;
  return offset;
}

NumberToken NumberReader::Read(std::string_view text, std::size_t offset) const {
  NumberToken token;
  std::string integer;
  std::string fraction;
  const std::size_t first_end = TakeDigits(text, offset, integer);
  token.end = GroupedEnd(text, first_end, integer);
  token.plain = token.end == first_end;
  token.digits = integer.size();
  const std::size_t point = SeparatorAt(text, token.end, decimal_);
  if (point > 0 && ReadDigit(text, token.end + point).size > 0) {
    token.end = TakeDigits(text, token.end + point, fraction);
    token.plain = false;
  }
  token.value = CanonicalDecimal(integer, fraction);
  return token;
}

}  // namespace lockstep
