// Numbers as texts of a language write them, and decimals as exact strings: money never meets a double.
//
// A canonical decimal has an optional '-', no leading or trailing zeros and no grouping: "3500", "0.4", "-1.5", "0".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "locales/locale.h"

namespace lockstep {

// The canonical decimal of `integer`.`fraction` times ten to the power of `exponent` >= 0; digits only.
std::string CanonicalDecimal(std::string_view integer, std::string_view fraction, int exponent = 0);
// `value` times ten to the power of `exponent` >= 0. Requires a canonical decimal that is not negative.
std::string ScaleDecimal(std::string_view value, int exponent);
// The sum of two canonical decimals that are not negative.
std::string AddDecimals(std::string_view a, std::string_view b);
// < 0, 0, > 0. Requires canonical decimals that are not negative.
int CompareDecimals(std::string_view a, std::string_view b);

// The digit of any script at `offset`: its bytes (0 = no digit stands there) and its value.
struct DigitAt {
  std::size_t size = 0;
  char digit = '0';
};
DigitAt ReadDigit(std::string_view text, std::size_t offset);

struct NumberToken {
  std::size_t end = 0;
  std::string value;       // canonical decimal
  bool plain = false;      // digits only: no separator
  std::size_t digits = 0;  // before the decimal separator
};

// Reads numbers by a locale's separators. A group separator stands behind one to three digits that do not begin with 0
// and before exactly three (two or three where lakhs are grouped); all of a number are the same. A decimal point that
// is no group separator is one in every language: 0.5 and 44.1 are what they are in German, while 3.500 is 3500.
class NumberReader {
 public:
  explicit NumberReader(const Locale& locale);

  // The number that begins with the digit at `offset`.
  NumberToken Read(std::string_view text, std::size_t offset) const;

 private:
  std::size_t GroupedEnd(std::string_view text, std::size_t offset, std::string& digits) const;
  bool TakeGroup(std::string_view text, std::size_t& offset, std::string_view separator, std::string& digits) const;
  std::size_t SeparatorAt(std::string_view text, std::size_t offset, const std::vector<std::string>& separators) const;

  std::vector<std::string> decimal_;
  std::vector<std::string> group_;
  bool indian_grouping_;
};

}  // namespace lockstep
