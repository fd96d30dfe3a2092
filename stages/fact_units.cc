#include "stages/fact_units.h"

#include <algorithm>
#include <array>

namespace lockstep {
namespace {

struct Ratio {
  std::string_view bigger, smaller;
  int count;
};
constexpr std::array<Ratio, 10> kRatios = {{
    {"year", "month", 12},
    {"week", "day", 7},
    {"day", "h", 24},
    {"h", "min", 60},
    {"min", "s", 60},
    {"km", "m", 1000},
    {"m", "cm", 100},
    {"ft", "inch", 12},
    {"kg", "g", 1000},
    {"lb", "oz", 16},
}};

constexpr std::array<std::string_view, 6> kSpans = {"min", "h", "day", "week", "month", "year"};
constexpr std::array<std::string_view, 10> kDivided = {"inch", "ft", "lb", "oz", "l", "W", "m", "km", "kg", "s"};

}  // namespace

int CountIn(std::string_view bigger, std::string_view smaller) {
  const auto ratio = std::find_if(kRatios.begin(), kRatios.end(), [&](const Ratio& known) {
    return known.bigger == bigger && known.smaller == smaller;
  });
  return ratio == kRatios.end() ? 0 : ratio->count;
}

bool IsSpanOfTime(std::string_view unit) {
  return std::find(kSpans.begin(), kSpans.end(), unit) != kSpans.end();
}

bool IsDivided(std::string_view unit) {
  return IsSpanOfTime(unit) || std::find(kDivided.begin(), kDivided.end(), unit) != kDivided.end();
}

}  // namespace lockstep
