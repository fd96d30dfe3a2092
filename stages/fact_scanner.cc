#include "stages/fact_scanner.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "locales/ascii.h"
#include "locales/unicode.h"
#include "stages/fact_tokens.h"
#include "stages/fact_units.h"

namespace lockstep {
namespace {

constexpr std::size_t kUsualFacts = 4;  // of a segment that has any

constexpr std::size_t kLongestPart = 9;   // characters of the number that counts a smaller unit
constexpr std::size_t kLongestCount = 3;  // digits of what is counted: "2 hours and a half", "6 1/2 inch"

constexpr std::array<bool, 256> MakeStarts() {
  std::array<bool, 256> starts{};
  for (int c = '0'; c <= '9'; ++c) starts[static_cast<std::size_t>(c)] = true;
  for (const char c : {'[', '$', 'h', 'w'}) starts[static_cast<unsigned char>(c)] = true;
  // Lead bytes of the scripts that have digits of their own, of full-width forms and of characters that are fractions.
  for (const int c : {0xC2, 0xE2, 0xD9, 0xDB, 0xDF, 0xE0, 0xE1, 0xEA, 0xEF, 0xF0})
    starts[static_cast<std::size_t>(c)] = true;
  return starts;
}
constexpr std::array<bool, 256> kStarts = MakeStarts();

// The first byte from `at` on that may begin a fact, or the text's end.
std::size_t FindStart(std::string_view text, std::size_t at) {
  while (at < text.size() && !kStarts[static_cast<unsigned char>(text[at])]) ++at;
  return at;
}

// Most words that begin like this are none.
bool BeginsUrl(std::string_view head) {
  return head == "http" || head == "www.";
}

// Four digits that people read as a year.
bool IsYear(std::string_view value) {
  return value.size() == 4 && (value.starts_with("19") || value.starts_with("20"));
}

// False where the digits at `offset` are more or fewer than four, as a look at their bytes tells.
bool MayBeYear(std::string_view text, std::size_t offset) {
  std::size_t end = offset;
  while (end < text.size() && IsAsciiDigit(text[end])) ++end;
  const bool other_script = end < text.size() && static_cast<unsigned char>(text[end]) >= 0x80;
  return end - offset == 4 || other_script;
}

// ISO 4217 codes are three capitals.
bool IsCurrencyCode(std::string_view word) {
  return word.size() == 3 && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// A fact that was nothing but digits and may get its kind from its neighbour in a range.
bool IsBare(const Fact& fact) {
  return fact.kind == FactKind::kNumber || (fact.kind == FactKind::kDate && fact.range.size() == fact.value.size());
}

bool IsCount(std::string_view value) {
  return value.size() <= kLongestCount && std::all_of(value.begin(), value.end(), IsAsciiDigit);
}

bool IsQuantity(FactKind kind) {
  return kind == FactKind::kPrice || kind == FactKind::kMeasurement || kind == FactKind::kPercentage;
}

}  // namespace

std::vector<Fact> FactScanner::Run() && {
  for (std::size_t at = FindStart(text_, 0); at < text_.size();) {
    if (facts_.capacity() == 0) facts_.reserve(kUsualFacts);
    std::size_t end = at;
    if (IsAsciiDigit(text_[at])) {
      end = TakeDigit(at);
    } else {
      switch (text_[at]) {
        case 'h':
        case 'w':
          if (BeginsUrl(text_.substr(at, 4))) end = TakeUrl(text_, at, facts_);
          break;
        case '$': end = TakeScore(text_, at, facts_); break;
        case '[': end = TakeCitation(text_, at, facts_); break;
        default:
          if (ReadDigit(text_, at).size > 0) {
            end = TakeDigit(at);
          } else if (ReadFractionSign(text_, at)) {
            end = TakeQuantity(at);
          } else if (text_.substr(at, 3) == "\uFF3B") {
            end = TakeCitation(text_, at, facts_);
          }
      }
    }
    if (end > at) floor_ = end;
    at = FindStart(text_, std::max(end, at + 1));
  }
  return std::move(facts_);
}

std::size_t FactScanner::TakeDigit(std::size_t offset) {
  const std::size_t begin = ModelNameBegin(text_, floor_, offset);
  const bool name = begin < offset && !IsMultiplierSign(begin, offset) && !IsLabel(begin, offset) &&
                    !language_.words.CurrencyBefore(text_, begin, offset);
  if (name) return TakeModelName(begin, offset);
  if (const std::size_t end = TakeDecade(offset); end > offset) return end;
  if (std::optional<DateReader::Date> date = language_.dates.Read(text_, floor_, offset, language_.words)) {
    facts_.push_back({FactKind::kDate, std::move(date->value), "", date->range});
    return date->range.end;
  }
  return TakeQuantity(offset);
}

// "1990s", "1990年代".
std::size_t FactScanner::TakeDecade(std::size_t offset) {
  if (!MayBeYear(text_, offset)) return offset;
  const NumberToken year = language_.numbers.Read(text_, offset);
  if (!year.plain || year.digits != 4) return offset;
  const auto decade = language_.words.DecadeBehind(text_, year.end);
  if (!decade) return offset;
  facts_.push_back({FactKind::kDate, year.value + "s", "", {offset, decade.at}});
  return decade.at;
}

std::size_t FactScanner::TakeModelName(std::size_t begin, std::size_t offset) {
  const std::size_t end = ModelNameEnd(text_, offset);
  // A digit of another script is no part of a name: it is taken for itself.
  if (end == offset) return TakeQuantity(offset);
  facts_.push_back(ModelName(text_, {begin, end}));
  return end;
}

// "7.1.4" is a version or a layout: a name, not a quantity. `offset` is behind its second number.
std::size_t FactScanner::TakeVersion(std::size_t begin, std::size_t offset) {
  std::size_t end = offset;
  while (end < text_.size() &&
         (IsAsciiDigit(text_[end]) || (text_[end] == '.' && end + 1 < text_.size() && IsAsciiDigit(text_[end + 1])))) {
    ++end;
  }
  Fact name = ModelName(text_, {begin, end});
  const auto unit = language_.words.UnitBehind(text_, end);
  if (unit && language_.words.Unit(unit.id) == "1") {
    name.range.end = unit.at;  // "7.1.4ch"
  } else if (RunsIntoLetters(end)) {
    name = ModelName(text_, {begin, ModelNameEnd(text_, end)});
  }
  facts_.push_back(name);
  return name.range.end;
}

// "x2" and "120x80": times, not the letter of a name.
bool FactScanner::IsMultiplierSign(std::size_t begin, std::size_t offset) const {
  return offset - begin == 1 && (text_[begin] == 'x' || text_[begin] == 'X');
}

// "SNR110dB", "THD10%", "USB3.0": what a sentence would write with a space behind the letters.
bool FactScanner::IsLabel(std::size_t begin, std::size_t offset) const {
  const std::string_view head = Slice(text_, {begin, offset});
  if (!std::all_of(head.begin(), head.end(), IsAsciiLetter)) return false;
  const NumberToken number = language_.numbers.Read(text_, offset);
  if (language_.words.PercentBehind(text_, number.end)) return true;
  const auto unit = language_.words.UnitBehind(text_, number.end);
  const bool letters = RunsIntoLetters(number.end);
  if (letters) return unit && unit.at >= number.end + 2 && language_.words.Unit(unit.id) != "1";
  return !number.plain && !text_.substr(number.end).starts_with('-');
}

bool FactScanner::RunsIntoLetters(std::size_t end) const {
  if (end >= text_.size() || !IsAsciiLetter(text_[end])) return false;
  const bool times = (text_[end] == 'x' || text_[end] == 'X') && end + 1 < text_.size() && IsAsciiDigit(text_[end + 1]);
  return !times;
}

// The size of a minus sign before `offset`. Between two numbers, and behind a letter, it is a dash.
std::size_t FactScanner::SignBefore(std::size_t offset) const {
  std::size_t size = 0;
  const std::string_view head = text_.substr(0, offset);
  for (const std::string_view sign : {"-", "\u2212", "\u2013", "\uFF0D"}) {
    if (!head.empty() && head.back() == sign.back() && head.ends_with(sign)) size = sign.size();
  }
  if (size == 0 || offset - size < floor_) return 0;
  const std::size_t begin = offset - size;
  if (begin == 0) return size;
  const std::size_t behind = begin - SpaceBefore(text_, begin);
  if (!facts_.empty() && facts_.back().range.end == behind) return 0;
  if (behind < begin) return size;
  const std::string_view before = text_.substr(0, begin);
  if (before.ends_with("+/") || before.ends_with(")") || before.ends_with("]") || before.ends_with("-")) return 0;
  return IsAsciiDigit(before.back()) || EndsInWordLetter(before) ? 0 : size;
}

// The size of a percent sign that stands before its number, as in Turkish: "%25".
std::size_t FactScanner::PercentSignBefore(std::size_t begin) const {
  for (const std::string_view sign : {"%", "\u066A"}) {
    const std::string_view before = Slice(text_, {floor_, begin});
    if (!before.ends_with(sign)) continue;
    const std::size_t at = begin - sign.size();
    const bool free = at == 0 || SpaceBefore(text_, at) > 0 ||
                      std::string_view("(~<>=").find(text_[at - 1]) != std::string_view::npos;
    return free ? sign.size() : 0;
  }
  return 0;
}

// True where a unit stands behind the fraction that is divided so.
bool FactScanner::IsFractionOfUnit(const FractionToken& fraction) const {
  if (!fraction) return false;
  const auto unit = language_.words.UnitBehind(text_, fraction.end);
  return unit && IsDivided(language_.words.Unit(unit.id));
}

// A number with its fraction: "6½", "6 1/2 inch", "1/4-inch". A fraction of two numbers counts before a unit only.
NumberToken FactScanner::ReadNumber(std::size_t offset) const {
  if (FractionToken sign = ReadFractionSign(text_, offset)) return {sign.end, std::move(sign.value), false, 0};
  NumberToken number = language_.numbers.Read(text_, offset);
  if (!number.plain || number.digits > kLongestCount) return number;
  FractionToken alone = ReadWrittenFraction(text_, offset);
  if (IsFractionOfUnit(alone)) return {alone.end, std::move(alone.value), false, 0};

  const std::size_t space = SpaceAt(text_, number.end);
  const std::size_t joint = space > 0 ? space : text_.substr(number.end).starts_with('-');
  FractionToken part = ReadFractionSign(text_, number.end + joint);
  if (!part && joint > 0) {
    part = ReadWrittenFraction(text_, number.end + joint);
    if (!IsFractionOfUnit(part)) return number;
  }
  if (part) number = {part.end, AddDecimals(number.value, part.value), false, number.digits};
  return number;
}

std::size_t FactScanner::TakeQuantity(std::size_t offset) {
  const NumberToken number = ReadNumber(offset);
  const bool version =
      !number.plain && number.end + 1 < text_.size() && text_[number.end] == '.' && IsAsciiDigit(text_[number.end + 1]);
  if (version) return TakeVersion(offset, number.end);

  const std::size_t begin = offset - SignBefore(offset);
  const FactWords::Found before = language_.words.CurrencyBefore(text_, floor_, begin);
  Amount amount = ReadAmount(offset, number, static_cast<bool>(before));
  amount.range.begin = std::min(amount.range.begin, begin);
  if (begin < offset && amount.value != "0") amount.value.insert(amount.value.begin(), '-');

  Fact fact = before ? Price(amount, before) : Classify(amount);
  if (const std::size_t sign = PercentSignBefore(begin); sign > 0 && fact.range.end == number.end) {
    return Add({FactKind::kPercentage, amount.value, "", {begin - sign, number.end}}, amount);
  }
  const bool bare = fact.range.end == number.end && !before;
  if (bare && RunsIntoLetters(number.end)) {
    facts_.push_back(ModelName(text_, {offset, ModelNameEnd(text_, number.end)}));
    return facts_.back().range.end;
  }
  return Add(std::move(fact), amount);
}

FactScanner::Amount FactScanner::ReadAmount(std::size_t offset, const NumberToken& number, bool letters) const {
  Amount amount{{offset, number.end}, number.value, {}, 0, number.plain && number.digits == 4};
  AddHalf(amount);
  amount.coefficient = amount.value;
  if (const auto magnitude = language_.words.MagnitudeBehind(text_, amount.range.end, letters)) {
    amount.range.end = magnitude.at;
    amount.exponent = magnitude.id;
    amount.value = ScaleDecimal(amount.coefficient, magnitude.id);
    amount.year_like = false;
    AddSmallerPart(amount);
  }
  return amount;
}

// "1万2,800" and "2 लाख 50 हज़ार": each part is smaller than one of the part before.
void FactScanner::AddSmallerPart(Amount& amount) const {
  const bool spaced = static_cast<unsigned char>(text_[amount.range.end - 1]) < 0x80;
  int exponent = amount.exponent;
  while (exponent > 0) {
    const std::size_t space = SpaceAt(text_, amount.range.end);
    const std::size_t begin = amount.range.end + space;
    if (ReadDigit(text_, begin).size == 0) return;
    const NumberToken part = language_.numbers.Read(text_, begin);
    const auto magnitude = language_.words.MagnitudeBehind(text_, part.end, false);
    const int part_exponent = magnitude ? magnitude.id : 0;
    const bool apart = spaced || space > 0;
    const bool amount_goes_on = !spaced && language_.words.CurrencyBehind(text_, part.end);  // "12만 9,000원"
    if (part_exponent >= exponent || (apart && part_exponent == 0 && !amount_goes_on)) return;
    const std::string value = ScaleDecimal(part.value, part_exponent);
    if (CompareDecimals(value, ScaleDecimal("1", exponent)) >= 0) return;
    amount.value = AddDecimals(amount.value, value);
    amount.range.end = magnitude ? magnitude.at : part.end;
    amount.exponent = 0;
    exponent = part_exponent;
  }
}

Fact FactScanner::Price(const Amount& amount, const FactWords::Found& currency) const {
  Fact fact{FactKind::kPrice, amount.value, language_.words.Currency(currency.id), {currency.at, amount.range.end}};
  // "$350 CAD": the code says which dollars.
  if (const auto behind = language_.words.CurrencyBehind(text_, amount.range.end)) {
    const std::string& code = language_.words.Currency(behind.id);
    const std::string_view word = Slice(text_, {behind.at - std::min<std::size_t>(3, behind.at), behind.at});
    if (IsCurrencyCode(word) || code == fact.unit) {
      fact.unit = code;
      fact.range.end = behind.at;
    }
  }
  return fact;
}

Fact FactScanner::Classify(const Amount& amount) const {
  const FactWords& words = language_.words;
  const Range& range = amount.range;
  const auto until = [&](FactKind kind, std::string unit, std::size_t end) {
    return Fact{kind, amount.value, std::move(unit), {range.begin, end}};
  };
  if (const auto percent = words.PercentBehind(text_, range.end)) return until(FactKind::kPercentage, "", percent.at);
  if (const auto currency = words.CurrencyBehind(text_, range.end)) {
    return until(FactKind::kPrice, words.Currency(currency.id), currency.at);
  }
  if (const auto unit = words.UnitBehind(text_, range.end)) {
    const std::string& symbol = words.Unit(unit.id);
    if (symbol == "1") return until(FactKind::kNumber, "", unit.at);
    Fact measured = until(FactKind::kMeasurement, symbol, unit.at);
    AddHalf(measured);
    AddSmallerUnits(measured);
    return measured;
  }
  if (text_.substr(range.end).starts_with('h') && IsCount(amount.value)) {
    Fact hours = until(FactKind::kMeasurement, "h", range.end + 1);
    AddSmallerUnits(hours);
    if (hours.range.end > range.end + 1) return hours;  // "2h30"
  }
  if (const auto ordinal = words.OrdinalBehind(text_, range.end)) return until(FactKind::kNumber, "", ordinal.at);
  const bool year = amount.year_like && IsYear(amount.value);
  return until(year ? FactKind::kDate : FactKind::kNumber, "", range.end);
}

// "2年半", "2 heures et demie": of a span of time, half of its unit more.
void FactScanner::AddHalf(Fact& measured) const {
  if (!IsSpanOfTime(measured.unit) || !IsCount(measured.value)) return;
  const auto half = language_.words.HalfBehind(text_, measured.range.end);
  if (!half) return;
  measured.value = AddDecimals(measured.value, "0.5");
  measured.range.end = half.at;
}

// "साढ़े 4", "2个半小时", "2 and a half hours": a half more that stands before the number, or between it and its unit.
void FactScanner::AddHalf(Amount& amount) const {
  if (!IsCount(amount.value)) return;
  if (const auto prefix = language_.words.HalfBefore(text_, floor_, amount.range.begin)) {
    amount.range.begin = prefix.at;
  } else {
    const auto half = language_.words.HalfBehind(text_, amount.range.end);
    if (!half || !language_.words.UnitBehind(text_, half.at)) return;
    amount.range.end = half.at;
  }
  amount.value = AddDecimals(amount.value, "0.5");
  amount.year_like = false;
}

// "2 hours 30 minutes", "1 m 20 cm", "2 h 30": one value in two units or three.
void FactScanner::AddSmallerUnits(Fact& measured) const {
  if (!IsCount(measured.value)) return;
  std::string unit = measured.unit;
  int parts = 1;  // of the smaller unit in one of the bigger
  while (true) {
    const bool is_span = IsSpanOfTime(unit);
    const std::size_t begin = language_.words.PartBehind(text_, measured.range.end, is_span);
    if (ReadDigit(text_, begin).size == 0) return;
    const NumberToken number = ReadNumber(begin);
    const SmallerPart part = ReadSmallerPart(unit, begin, number);
    const int count = CountIn(unit, part.unit);
    if (count == 0 || number.value.size() > kLongestPart) return;
    if (CompareDecimals(number.value, std::to_string(count)) >= 0) return;
    parts *= count;
    measured.value = AddDecimals(measured.value, DivideDecimal(number.value, parts));
    measured.range.end = part.end;
    unit = part.unit;
    if (!IsCount(number.value)) return;
  }
}

// The unit behind `number`, which stands at `begin` and behind a value of `bigger`.
FactScanner::SmallerPart FactScanner::ReadSmallerPart(std::string_view bigger, std::size_t begin,
                                                      const NumberToken& number) const {
  const bool behind_h = bigger == "h" && text_.substr(0, begin - SpaceBefore(text_, begin)).ends_with('h');
  if (const auto unit = language_.words.UnitBehind(text_, number.end)) {
    const std::string& symbol = language_.words.Unit(unit.id);
    const bool minutes = behind_h && symbol == "m" && text_.substr(0, unit.at).ends_with('m');
    return {minutes ? "min" : symbol, unit.at};  // "2h 30m"
  }
  const bool bare_minutes = behind_h && number.plain && number.digits == 2 && !GoesOnBehind(number.end) &&
                            !language_.dates.Read(text_, begin, begin, language_.words);
  return bare_minutes ? SmallerPart{"min", number.end} : SmallerPart{};
}

// True where the number that ends at `end` is more than that, or of something: "24 h 30 €", "8 h 20-40", "16 h 24-bit".
bool FactScanner::GoesOnBehind(std::size_t end) const {
  const FactWords& words = language_.words;
  if (words.PercentBehind(text_, end) || words.CurrencyBehind(text_, end)) return true;
  if (words.MagnitudeBehind(text_, end, true) || RunsIntoLetters(end)) return true;
  const std::size_t mark = end < text_.size() && std::string_view(".,:/").find(text_[end]) != std::string_view::npos;
  const std::size_t joint = mark > 0 ? mark : DashAt(text_, end);
  return joint > 0 && ReadDigit(text_, end + joint).size > 0;
}

std::size_t FactScanner::Add(Fact fact, const Amount& amount) {
  if (!facts_.empty()) ShareRange(facts_.back(), fact, amount);
  const std::size_t end = fact.range.end;
  facts_.push_back(std::move(fact));
  return end;
}

// "10-20 %", "$300-400", "1-2 million yen": what is written once belongs to both ends of a range.
void FactScanner::ShareRange(Fact& first, Fact& second, const Amount& amount) const {
  const bool forward = first.kind == FactKind::kPrice && IsBare(second);
  const bool backward = IsBare(first) && (IsQuantity(second.kind) || amount.exponent > 0);
  if (!forward && !backward) return;
  const std::string_view gap = text_.substr(first.range.end, second.range.begin - first.range.end);
  if (!language_.words.IsRangeMark(gap)) return;
  if (forward) {
    if (DashAt(gap, 0) != gap.size()) return;
    second.kind = first.kind;
    second.unit = first.unit;
    return;
  }
  first.kind = second.kind;
  first.unit = second.unit;
  if (amount.exponent > 0 && !first.value.starts_with('-') && CompareDecimals(first.value, amount.coefficient) < 0) {
    first.value = ScaleDecimal(first.value, amount.exponent);
  }
}

}  // namespace lockstep
