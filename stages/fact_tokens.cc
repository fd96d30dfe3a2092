#include "stages/fact_tokens.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "locales/ascii.h"
#include "stages/fact_numbers.h"
#include "stages/fact_words.h"

namespace lockstep {
namespace {

constexpr std::size_t kLongestModelHead = 40;  // looked back for at every digit: keep it short
constexpr int kLongestCitationRange = 20;      // "[1-999999]" is not that many facts
constexpr std::size_t kLongestCitationNumber = 4;

bool IsNameChar(char c) {
  return IsAsciiAlnum(c) || c == '_';
}

bool StartsWith(std::string_view text, std::size_t offset, std::string_view what) {
  return text.substr(std::min(offset, text.size())).starts_with(what);
}

std::size_t SkipSpaces(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] == ' ') ++at;
  return at;
}

bool IsUrlChar(char c) {
  if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7F) return false;
  return std::string_view("<>\"`{}|\\^").find(c) == std::string_view::npos;
}

// A closing bracket belongs to the URL where the URL opened it.
std::size_t UrlEnd(std::string_view text, std::size_t at) {
  int round = 0;
  int square = 0;
  for (; at < text.size() && IsUrlChar(text[at]); ++at) {
    if (text[at] == '(') ++round;
    if (text[at] == '[') ++square;
    if (text[at] == ')' && --round < 0) break;
    if (text[at] == ']' && --square < 0) break;
  }
  return at;
}

constexpr std::string_view kOpenWide = "\uFF3B";
constexpr std::string_view kCloseWide = "\uFF3D";

struct CitedNumber {
  Range range;
  int value = 0;
  bool ends_range = false;  // "-4" of "[2-4]"
};

// The numbers between the brackets, or nothing where something else stands there. `at` is behind the opening
// bracket, and then behind the closing one.
std::vector<CitedNumber> CitedNumbers(std::string_view text, std::size_t& at) {
  std::vector<CitedNumber> numbers;
  bool range = false;
  while (true) {
    at += SpaceAt(text, at);
    CitedNumber number{{at, at}, 0, range};
    std::size_t digits = 0;
    for (DigitAt d = ReadDigit(text, at); d.size > 0 && digits <= kLongestCitationNumber; d = ReadDigit(text, at)) {
      number.value = number.value * 10 + (d.digit - '0');
      at += d.size;
      ++digits;
    }
    if (digits == 0 || digits > kLongestCitationNumber) return {};
    number.range.end = at;
    numbers.push_back(number);

    at += SpaceAt(text, at);
    for (const std::string_view close : {std::string_view("]"), kCloseWide}) {
      if (!StartsWith(text, at, close)) continue;
      at += close.size();
      return numbers;
    }
    const std::size_t dash = range ? 0 : DashAt(text, at);
    range = dash > 0;
    std::size_t separator = dash;
    for (const std::string_view mark : {",", ";", "，", "、"}) {
      if (StartsWith(text, at, mark)) separator = mark.size();
    }
    if (separator == 0) return {};
    at += separator;
  }
}

Fact Citation(int number, Range range) {
  return {FactKind::kCitation, std::to_string(number), "", range};
}

}  // namespace

std::size_t TakeUrl(std::string_view text, std::size_t offset, std::vector<Fact>& facts) {
  std::size_t head = 0;
  for (const std::string_view scheme : {"https://", "http://", "www."}) {
    if (StartsWith(text, offset, scheme)) head = scheme.size();
  }
  if (head == 0 || (offset > 0 && IsNameChar(text[offset - 1]))) return offset;
  std::size_t end = UrlEnd(text, offset + head);
  while (end > offset + head && std::string_view(".,;:!?'*_~").find(text[end - 1]) != std::string_view::npos) --end;
  if (end == offset + head) return offset;

  std::string_view value = text.substr(offset, end - offset);
  if (value.ends_with('/')) value.remove_suffix(1);
  facts.push_back({FactKind::kUrl, std::string(value), "", {offset, end}});
  return end;
}

std::size_t TakeCitation(std::string_view text, std::size_t offset, std::vector<Fact>& facts) {
  std::size_t at = offset + (StartsWith(text, offset, kOpenWide) ? kOpenWide.size() : 1);
  const std::vector<CitedNumber> numbers = CitedNumbers(text, at);
  if (numbers.empty()) return offset;
  if (numbers.size() == 1) {
    facts.push_back(Citation(numbers[0].value, {offset, at}));
    return at;
  }
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const CitedNumber& number = numbers[i];
    if (number.ends_range && number.value - numbers[i - 1].value <= kLongestCitationRange) {
      // The numbers that are meant but not written stand where the dash does.
      Range dash{numbers[i - 1].range.end, number.range.begin};
      for (int between = numbers[i - 1].value + 1; between < number.value; ++between) {
        facts.push_back(Citation(between, dash));
        dash.begin = dash.end;
      }
    }
    facts.push_back(Citation(number.value, number.range));
  }
  return at;
}

std::size_t TakeScore(std::string_view text, std::size_t offset, std::vector<Fact>& facts) {
  if (!StartsWith(text, offset, "$$")) return offset;
  const std::string_view window = text.substr(offset, 80);
  std::size_t at = SkipSpaces(window, 2);
  while (StartsWith(window, at, "\\")) {
    ++at;
    while (at < window.size() && IsAsciiLetter(window[at])) ++at;
    at = SkipSpaces(window, at);
  }
  const bool braced = StartsWith(window, at, "{");
  if (braced) at = SkipSpaces(window, at + 1);
  const std::size_t begin = at;
  while (at < window.size() && (IsAsciiDigit(window[at]) || window[at] == '.')) ++at;
  const std::string_view number = window.substr(begin, at - begin);
  const std::size_t point = number.find('.');
  if (number.empty() || point == 0 || (point != std::string_view::npos && number.find('.', point + 1) < at)) {
    return offset;
  }
  std::size_t close = SkipSpaces(window, at);
  if (braced && !StartsWith(window, close, "}")) return offset;
  if (braced) close = SkipSpaces(window, close + 1);
  if (!StartsWith(window, close, "$$")) return offset;

  const bool whole = point == std::string_view::npos;
  facts.push_back({FactKind::kScore,
                   CanonicalDecimal(number.substr(0, point), whole ? "" : number.substr(point + 1)),
                   "",
                   {offset + begin, offset + at}});
  return offset + close + 2;
}

std::size_t ModelNameBegin(std::string_view text, std::size_t floor, std::size_t offset) {
  const std::size_t least = std::max(floor, offset > kLongestModelHead ? offset - kLongestModelHead : 0);
  std::size_t begin = offset;
  while (begin > least) {
    // One more part: letters and digits, joined to what follows directly or by a hyphen.
    std::size_t end = begin;
    if (text[end - 1] == '-') --end;
    std::size_t part = end;
    while (part > least && IsNameChar(text[part - 1])) --part;
    const std::string_view word = text.substr(part, end - part);
    if (word.empty()) break;
    // "sub-20" and "mid-2023" are words before a number, and not a name.
    const bool plain_word = word.size() >= 3 && std::all_of(word.begin(), word.end(), IsAsciiLower);
    if (end < begin && plain_word) break;
    begin = part;
    if (begin == least || text[begin - 1] != '-') break;
  }
  return begin;
}

std::size_t ModelNameEnd(std::string_view text, std::size_t offset) {
  const auto part_end = [&](std::size_t at) {
    while (at < text.size() && IsNameChar(text[at])) ++at;
    return at;
  };
  std::size_t end = part_end(offset);
  while (end + 1 < text.size()) {
    if (text[end] == '.' && IsAsciiDigit(text[end + 1])) {
      end = part_end(end + 1);
      continue;
    }
    if (text[end] != '-') break;
    const std::size_t next = part_end(end + 1);
    const std::string_view part = text.substr(end + 1, next - end - 1);
    const bool word = part.size() >= 3 && std::all_of(part.begin() + 1, part.end(), IsAsciiLower);
    if (part.empty() || word) break;  // "A50-based", "X2-Series"
    end = next;
  }
  return end;
}

Fact ModelName(std::string_view text, Range range) {
  Fact fact{FactKind::kModelName, std::string(Slice(text, range)), "", range};
  for (char& c : fact.value) {
    if (IsAsciiLower(c)) c = static_cast<char>(c - 'a' + 'A');
  }
  return fact;
}

}  // namespace lockstep
