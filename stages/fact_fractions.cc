#include "stages/fact_fractions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "locales/ascii.h"
#include "stages/fact_numbers.h"

namespace lockstep {
namespace {

constexpr std::size_t kMostDigits = 12;        // what is divided fits into 64 bits, six places more included
constexpr std::uint64_t kMillion = 1'000'000;  // six places

struct Sign {
  std::string_view text;
  std::uint64_t above, below;
};
constexpr std::array<Sign, 15> kSigns = {{
    {"¼", 1, 4},
    {"½", 1, 2},
    {"¾", 3, 4},
    {"⅓", 1, 3},
    {"⅔", 2, 3},
    {"⅕", 1, 5},
    {"⅖", 2, 5},
    {"⅗", 3, 5},
    {"⅘", 4, 5},
    {"⅙", 1, 6},
    {"⅚", 5, 6},
    {"⅛", 1, 8},
    {"⅜", 3, 8},
    {"⅝", 5, 8},
    {"⅞", 7, 8},
}};
constexpr std::array<std::string_view, 2> kStrokes = {"/", "\u2044"};

// `millions` / `divisor` millionths.
std::string Quotient(std::uint64_t millions, std::uint64_t divisor) {
  const std::uint64_t rounded = (millions + divisor / 2) / divisor;
  return CanonicalDecimal(std::to_string(rounded / kMillion), fmt::format("{:06}", rounded % kMillion));
}

// One or two ASCII digits at `at`, which moves behind them; 0 where others stand there.
std::uint64_t TakeShortNumber(std::string_view text, std::size_t& at) {
  std::uint64_t value = 0;
  const std::size_t begin = at;
  while (at < text.size() && at < begin + 2 && IsAsciiDigit(text[at])) {
    value = value * 10 + static_cast<std::uint64_t>(text[at++] - '0');
  }
  return ReadDigit(text, at).size == 0 ? value : 0;
}

bool DividesInches(std::uint64_t below) {
  return below >= 2 && below <= 64 && (below & (below - 1)) == 0;
}

}  // namespace

FractionToken ReadFractionSign(std::string_view text, std::size_t offset) {
  if (offset >= text.size() || static_cast<unsigned char>(text[offset]) < 0x80) return {};
  const std::string_view rest = text.substr(offset);
  const auto sign =
      std::find_if(kSigns.begin(), kSigns.end(), [&](const Sign& known) { return rest.starts_with(known.text); });
  if (sign == kSigns.end()) return {};
  return {offset + sign->text.size(), Quotient(sign->above * kMillion, sign->below)};
}

FractionToken ReadWrittenFraction(std::string_view text, std::size_t offset) {
  std::size_t at = offset;
  const std::uint64_t above = TakeShortNumber(text, at);
  const auto stroke = std::find_if(kStrokes.begin(), kStrokes.end(),
                                   [&](std::string_view mark) { return text.substr(at).starts_with(mark); });
  if (stroke == kStrokes.end()) return {};
  at += stroke->size();
  const std::uint64_t below = TakeShortNumber(text, at);
  if (above % 2 == 0 || above >= below || !DividesInches(below)) return {};
  return {at, Quotient(above * kMillion, below)};
}

std::string DivideDecimal(std::string_view value, int divisor) {
  std::uint64_t digits = 0;
  std::uint64_t scale = 1;
  bool behind_point = false;
  for (const char c : value.substr(0, kMostDigits)) {
    if (c == '.') {
      behind_point = true;
      continue;
    }
    digits = digits * 10 + static_cast<std::uint64_t>(c - '0');
    if (behind_point) scale *= 10;
  }
  return Quotient(digits * kMillion, static_cast<std::uint64_t>(divisor) * scale);
}

}  // namespace lockstep
