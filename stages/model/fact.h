// A typed value inside a text: what must say the same in every language.
#pragma once

#include <string>

#include "locales/range.h"

namespace lockstep {

enum class FactKind {
  kScore,        // a rating of the site's own scale, as score lines give it
  kPrice,        // amount + ISO 4217 code
  kMeasurement,  // number + unit of measurement
  kPercentage,
  kCitation,  // [3]
  kDate,      // value is ISO 8601: 2025-12-16, 2025-12, 2025; also 1990s, and --12-16 where no year is said.
              // Four bare digits that begin with 19 or 20 are a year
  kUrl,
  kNumber,     // a bare number
  kModelName,  // ATH-M50x, A50III, 5.1.2: letters and digits that are a name, not a quantity; value in capitals
};

// Two facts are the same where kind, value and unit are: `$350`, `USD 350` and `350 US dollars`
// are one price, `3,500` and `3.500` (German) one number.
struct Fact {
  FactKind kind = FactKind::kNumber;
  std::string value;  // numbers: plain decimal without grouping or trailing zeros, "3500", "0.4", "-1.5"
  std::string unit;   // kPrice: "USD"; kMeasurement: canonical symbol, "kHz"; else ""
  Range range;        // bytes in the text that was searched

  bool SameValue(const Fact& other) const { return kind == other.kind && value == other.value && unit == other.unit; }
  bool operator==(const Fact&) const = default;
};

// "score", "price", "measurement" ...: for JSON, the dump and the masked key.
const char* Name(FactKind kind);

}  // namespace lockstep
