#include "stages/rating_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "locales/ascii.h"

namespace lockstep {
namespace {

// A number of a rating in billionths: sums of tenths are exact, as people count.
using Decimal = std::int64_t;
constexpr Decimal kOne = 1'000'000'000;
constexpr std::size_t kMaxDigits = 8;  // before and behind the point; no rating comes near

std::optional<Decimal> ParseDecimal(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point);
  const std::string_view part = point < text.size() ? text.substr(point + 1) : std::string_view();
  const bool digits =
      std::all_of(whole.begin(), whole.end(), IsAsciiDigit) && std::all_of(part.begin(), part.end(), IsAsciiDigit);
  if (!digits || whole.size() + part.size() == 0 || whole.size() > kMaxDigits || part.size() > kMaxDigits) {
    return std::nullopt;
  }
  Decimal value = 0;
  for (const char c : whole) value = value * 10 + (c - '0') * kOne;
  Decimal place = kOne / 10;
  for (const char c : part) {
    value += (c - '0') * place;
    place /= 10;
  }
  return negative ? -value : value;
}

// With as many decimals as the value needs, and `decimals` at least: a rating of 3.0 is not called 3.
std::string FormatDecimal(Decimal value, std::size_t decimals = 0) {
  const Decimal size = value < 0 ? -value : value;
  std::string out = fmt::format("{}{}.{:09}", value < 0 ? "-" : "", size / kOne, size % kOne);
  const std::size_t point = out.find('.');
  out.erase(std::max(out.find_last_not_of('0') + 1, point + 1 + decimals));
  if (out.back() == '.') out.pop_back();
  return out;
}

std::size_t DecimalsOf(const YamlNode& number) {
  const std::size_t point = number.scalar.find('.');
  return point == std::string::npos ? 0 : number.scalar.size() - point - 1;
}

std::optional<Decimal> NumberOf(const YamlNode& value) {
  if (!value.IsScalar() || value.style != YamlNode::Style::kPlain) return std::nullopt;
  return ParseDecimal(value.scalar);
}

// The rating's numbers by kRatingNames, or nothing unless all of them are numbers.
std::optional<std::array<Decimal, kRatingNames.size()>> NumbersOf(const YamlNode& rating) {
  std::array<Decimal, kRatingNames.size()> numbers{};
  if (rating.items.size() != numbers.size()) return std::nullopt;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const std::optional<Decimal> number = NumberOf(rating.items[i]);
    if (!number) return std::nullopt;
    numbers[i] = *number;
  }
  return numbers;
}

std::string_view KindName(const YamlNode& value) {
  switch (value.kind) {
    case YamlNode::Kind::kNull: return "empty";
    case YamlNode::Kind::kMap: return "a mapping";
    case YamlNode::Kind::kSequence: return "a list";
    case YamlNode::Kind::kScalar: return "a single value";
  }
  return "empty";
}

// Whether the numbers can be compared.
bool CheckForm(const Source& source, const YamlNode& rating, Diagnostics& diags) {
  if (rating.kind != YamlNode::Kind::kSequence) {
    diags.Warning(source, rating.range, "rating-type",
                  fmt::format("rating is {}, expected a list of {} numbers", KindName(rating), kRatingNames.size()));
    return false;
  }
  if (rating.items.size() != kRatingNames.size()) {
    const std::size_t count = rating.items.size();
    diags.Warning(
        source, rating.range, "rating-length",
        fmt::format("rating has {} number{}, expected {}", count, count == 1 ? "" : "s", kRatingNames.size()));
    return false;
  }
  bool numbers = true;
  for (std::size_t i = 0; i < kRatingNames.size(); ++i) {
    if (NumberOf(rating.items[i])) continue;
    numbers = false;
    diags.Warning(
        source, rating.items[i].range, "rating-type",
        fmt::format("`{}` is `{}`, expected a number", kRatingNames[i], Slice(source.text, rating.items[i].range)));
  }
  return numbers;
}

void CheckRange(const Source& source, const YamlNode& rating, std::size_t i, Decimal number, Diagnostics& diags) {
  const Decimal most = i == 0 ? (static_cast<Decimal>(kRatingNames.size()) - 1) * kOne : kOne;
  if (number >= 0 && number <= most) return;
  diags.Warning(
      source, rating.items[i].range, "rating-range",
      fmt::format("`{}` is {}, expected 0 to {}", kRatingNames[i], FormatDecimal(number), FormatDecimal(most)));
}

void CheckSum(const Source& source, const YamlNode& rating, const std::array<Decimal, kRatingNames.size()>& numbers,
              Diagnostics& diags) {
  Decimal sum = 0;
  for (std::size_t i = 1; i < numbers.size(); ++i) sum += numbers[i];
  if (sum == numbers[0]) return;
  const std::size_t decimals = DecimalsOf(rating.items[0]);
  diags.Warning(source, rating.items[0].range, "rating-sum",
                fmt::format("`total` is {}, expected {}, the sum of the criteria", FormatDecimal(numbers[0], decimals),
                            FormatDecimal(sum, decimals)));
}

// The score in `\Large \text{0.5}`: between the innermost braces, else the first number.
std::optional<Decimal> ScoreOf(std::string_view line) {
  if (const std::size_t open = line.rfind('{'); open != std::string_view::npos) {
    std::string_view inside = line.substr(open + 1, std::min(line.find('}', open), line.size()) - open - 1);
    inside.remove_prefix(std::min(inside.find_first_not_of(' '), inside.size()));
    inside = inside.substr(0, inside.find_last_not_of(' ') + 1);
    if (const std::optional<Decimal> number = ParseDecimal(inside)) return number;
  }
  const std::size_t begin = line.find_first_of("0123456789");
  if (begin == std::string_view::npos) return std::nullopt;
  std::string_view number = line.substr(begin, line.find_first_not_of("0123456789.", begin) - begin);
  while (!number.empty() && number.back() == '.') number.remove_suffix(1);
  return ParseDecimal(number);
}

// The place of a section's number in the rating, or 0 where it has none.
std::size_t CriterionOf(const Document& document, const Block& block) {
  if (block.section >= document.sections.size()) return 0;
  const auto found = std::find(kRatingNames.begin() + 1, kRatingNames.end(), document.sections[block.section].id);
  return found == kRatingNames.end() ? 0 : static_cast<std::size_t>(found - kRatingNames.begin());
}

void CheckScoreLines(const Document& document, const YamlNode& rating, Diagnostics& diags) {
  const Source& source = document.source;
  for (const Block& block : document.blocks) {
    if (block.kind != BlockKind::kScoreLine) continue;
    const std::size_t i = CriterionOf(document, block);
    if (i == 0 || i >= rating.items.size()) continue;
    const std::optional<Decimal> score = ScoreOf(Slice(source.text, block.range));
    const std::optional<Decimal> rated = NumberOf(rating.items[i]);
    if (!score || !rated || *score == *rated) continue;
    const std::size_t decimals = DecimalsOf(rating.items[i]);
    const std::string expected = FormatDecimal(*rated, decimals);
    diags.Warning(source, block.range, "score-differs",
                  fmt::format("score line says {}, expected {} as in the rating's `{}`",
                              FormatDecimal(*score, decimals), expected, kRatingNames[i]));
    diags.AddNote(source, rating.items[i].range, fmt::format("the rating says {}", expected));
  }
}

}  // namespace

void CheckRating(const Document& document, Diagnostics& diags) {
  const Field* field = document.front.Find("rating");
  if (field == nullptr) return;
  const YamlNode& rating = field->value;
  const Source& source = document.source;
  if (CheckForm(source, rating, diags)) {
    const auto numbers = NumbersOf(rating).value();
    for (std::size_t i = 0; i < numbers.size(); ++i) CheckRange(source, rating, i, numbers[i], diags);
    CheckSum(source, rating, numbers, diags);
  }
  // With a number missing or too many, which is which is a guess.
  if (rating.items.size() == kRatingNames.size()) CheckScoreLines(document, rating, diags);
}

std::vector<std::string> RatingOf(const FrontMatter& front) {
  const Field* field = front.Find("rating");
  const auto numbers = field == nullptr ? std::nullopt : NumbersOf(field->value);
  std::vector<std::string> out;
  if (!numbers) return out;
  for (const Decimal number : *numbers) out.push_back(FormatDecimal(number));
  return out;
}

}  // namespace lockstep
