#include "stages/block_kinds.h"

#include <algorithm>
#include <array>
#include <string>

#include "locales/ascii.h"

namespace lockstep {
namespace {

constexpr std::size_t kLongestLine = 200;  // a score or date line is short; longer ones are not looked at

std::string_view Trim(std::string_view text) {
  while (!text.empty() && IsAsciiSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsAsciiSpace(text.back())) text.remove_suffix(1);
  return text;
}

bool Take(std::string_view& text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix) return false;
  text.remove_prefix(prefix.size());
  return true;
}

template <std::size_t N>
bool TakeAny(std::string_view& text, const std::array<std::string_view, N>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(), [&](std::string_view prefix) { return Take(text, prefix); });
}

// Takes digits; returns how many there were.
std::size_t TakeDigits(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), IsAsciiDigit);
  const auto count = static_cast<std::size_t>(end - text.begin());
  text.remove_prefix(count);
  return count;
}

void TakeSpaces(std::string_view& text) {
  while (!text.empty() && IsAsciiSpace(text.front())) text.remove_prefix(1);
}

// `\Large`, braces and spaces show a number, they are not part of it.
void TakeLayout(std::string_view& text) {
  for (bool more = true; more && !text.empty();) {
    more = false;
    if (IsAsciiSpace(text.front()) || text.front() == '{' || text.front() == '}') {
      text.remove_prefix(1);
      more = true;
    } else if (text.front() == '\\' && text.size() > 1 && IsAsciiLetter(text[1])) {
      text.remove_prefix(1);
      while (!text.empty() && IsAsciiLetter(text.front())) text.remove_prefix(1);
      more = true;
    }
  }
}

bool TakeDateSeparator(std::string_view& text) {
  static constexpr std::array<std::string_view, 12> kSeparators = {".",  "/",  "-", "年", "月", "．",
                                                                   "／", "－", "–", "‐",  "년", "월"};
  TakeSpaces(text);
  const bool found = TakeAny(text, kSeparators);
  TakeSpaces(text);
  return found;
}

}  // namespace

bool IsScoreLine(std::string_view line) {
  line = Trim(line);
  if (line.size() > kLongestLine || !Take(line, "$$") || line.size() < 3) return false;
  if (line.substr(line.size() - 2) != "$$") return false;
  line.remove_suffix(2);
  TakeLayout(line);
  if (TakeDigits(line) == 0) return false;
  if ((Take(line, ".") || Take(line, ",")) && TakeDigits(line) == 0) return false;
  TakeLayout(line);
  return line.empty();
}

bool IsDateLine(std::string_view line) {
  static constexpr std::array<std::string_view, 3> kOpen = {"(", "（", "["};
  static constexpr std::array<std::string_view, 3> kClose = {")", "）", "]"};
  static constexpr std::array<std::string_view, 3> kDay = {"日", "일", "."};
  line = Trim(line);
  if (line.size() > kLongestLine) return false;
  const bool opened = TakeAny(line, kOpen);
  TakeSpaces(line);
  if (TakeDigits(line) != 4 || !TakeDateSeparator(line)) return false;
  const std::size_t month = TakeDigits(line);
  if (month < 1 || month > 2 || !TakeDateSeparator(line)) return false;
  const std::size_t day = TakeDigits(line);
  if (day < 1 || day > 2) return false;
  TakeSpaces(line);
  TakeAny(line, kDay);
  TakeSpaces(line);
  return TakeAny(line, kClose) == opened && line.empty();
}

bool OpensReference(std::string_view line) {
  line = Trim(line);
  while (!line.empty() && (line.front() == '*' || line.front() == '_' || line.front() == '\\')) line.remove_prefix(1);
  if (!Take(line, "[")) return false;
  const std::size_t digits = TakeDigits(line);
  if (digits < 1 || digits > 4 || (!Take(line, "]") && !Take(line, "\\]"))) return false;
  return line.empty() || (line.front() != '[' && line.front() != '(' && line.front() != ',' && line.front() != '.');
}

bool IsFormula(std::string_view paragraph) {
  paragraph = Trim(paragraph);
  if (paragraph.size() < 5) return false;
  const std::string_view open = paragraph.substr(0, 2);
  const std::string_view close = open == "$$" ? "$$" : open == "\\[" ? "\\]" : "";
  return !close.empty() && paragraph.find(close, 2) == paragraph.size() - 2;
}

BlockKind KindOfLine(std::string_view line) {
  if (IsScoreLine(line)) return BlockKind::kScoreLine;
  if (IsDateLine(line)) return BlockKind::kDateLine;
  return BlockKind::kParagraph;
}

}  // namespace lockstep
