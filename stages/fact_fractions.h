// Fractions as people measure with them: "6½", "1/4", the last part of "6 1/2".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lockstep {

struct FractionToken {
  std::size_t end = 0;  // 0 = none stands there
  std::string value;    // canonical decimal; of thirds and the like six places
  explicit operator bool() const { return end > 0; }
};

// The character of a fraction at `offset`: ½.
FractionToken ReadFractionSign(std::string_view text, std::size_t offset);

// "1/4" at `offset`: less than one, in lowest terms, and of halves, quarters ... sixty-fourths, as inches are divided.
// "24/96", "4/5" and "1/2/2024" are something else.
FractionToken ReadWrittenFraction(std::string_view text, std::size_t offset);

// `value` divided by `divisor`, rounded to six places. Requires a canonical decimal of at most twelve characters that
// is not negative.
std::string DivideDecimal(std::string_view value, int divisor);

}  // namespace lockstep
