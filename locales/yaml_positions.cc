#include "locales/yaml_positions.h"

#include <algorithm>
#include <array>

#include "locales/ascii.h"

namespace lockstep {
namespace {

constexpr std::string_view kWhiteSpace = " \t\r\n";

bool IsWhite(char c) {
  return kWhiteSpace.find(c) != std::string_view::npos;
}

std::size_t SkipWhite(std::string_view text, std::size_t at) {
  while (at < text.size() && IsWhite(text[at])) ++at;
  return at;
}

// Only to be used between two tokens: there, a # always starts a comment.
std::size_t SkipWhiteAndComments(std::string_view text, std::size_t at) {
  for (at = SkipWhite(text, at); at < text.size() && text[at] == '#'; at = SkipWhite(text, at)) at = LineEnd(text, at);
  return at;
}

// Behind the anchor or tag at `at`.
std::size_t EndOfProperty(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) == "!<") {
    const std::size_t close = text.find('>', at);
    return close == std::string_view::npos ? text.size() : close + 1;
  }
  while (at < text.size() && !IsWhite(text[at]) && std::string_view(",[]{}").find(text[at]) == std::string_view::npos) {
    ++at;
  }
  return at;
}

std::size_t EndOfDoubleQuoted(std::string_view text, std::size_t begin) {
  for (std::size_t at = begin + 1; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      return at + 1;
    }
  }
  throw YamlError("the quoted text is never closed", begin);
}

std::size_t EndOfSingleQuoted(std::string_view text, std::size_t begin) {
  for (std::size_t at = begin + 1; at < text.size(); ++at) {
    if (text[at] != '\'') continue;
    if (at + 1 == text.size() || text[at + 1] != '\'') return at + 1;
    ++at;
  }
  throw YamlError("the quoted text is never closed", begin);  // yaml-cpp lets it end with the text
}

// Behind the last character of `value` that is not white space, found in `text` from `at` on.
std::size_t EndOfMatch(std::string_view text, std::size_t at, std::string_view value) {
  std::size_t end = at;
  for (const char c : value) {
    if (IsWhite(c)) continue;
    at = SkipWhite(text, at);
    if (at >= text.size() || text[at] != c) throw YamlError("a value of a form that cannot be located", end);
    end = ++at;
  }
  return end;
}

// `begin` is at | or >; the indicators and a comment may follow it in the line.
std::size_t EndOfBlockScalar(std::string_view text, std::size_t begin, std::string_view value) {
  std::size_t header = begin + 1;
  while (header < text.size() && std::string_view("+-0123456789").find(text[header]) != std::string_view::npos) {
    ++header;
  }
  const bool empty = value.find_first_not_of(kWhiteSpace) == std::string_view::npos;
  return empty ? header : EndOfMatch(text, LineEnd(text, header), value);
}

}  // namespace

std::size_t EndOfYamlProperties(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (at < text.size() && (text[at] == '&' || text[at] == '!')) {
    end = EndOfProperty(text, at);
    at = SkipWhiteAndComments(text, end);
  }
  return end;
}

std::size_t SkipYamlProperties(std::string_view text, std::size_t at) {
  const std::size_t end = EndOfYamlProperties(text, at);
  return end == at ? at : SkipWhiteAndComments(text, end);
}

YamlNode::Style YamlStyleAt(std::string_view text, std::size_t at) {
  switch (at < text.size() ? text[at] : '\0') {
    case '"': return YamlNode::Style::kDoubleQuoted;
    case '\'': return YamlNode::Style::kSingleQuoted;
    case '|': return YamlNode::Style::kLiteral;
    case '>': return YamlNode::Style::kFolded;
    default: return YamlNode::Style::kPlain;
  }
}

std::size_t EndOfYamlScalar(std::string_view text, std::size_t begin, YamlNode::Style style, std::string_view value) {
  switch (style) {
    case YamlNode::Style::kDoubleQuoted: return EndOfDoubleQuoted(text, begin);
    case YamlNode::Style::kSingleQuoted: return EndOfSingleQuoted(text, begin);
    case YamlNode::Style::kLiteral:
    case YamlNode::Style::kFolded: return EndOfBlockScalar(text, begin, value);
    case YamlNode::Style::kPlain: return EndOfMatch(text, begin, value);
  }
  return begin;
}

std::size_t EndOfYamlAlias(std::string_view text, std::size_t at) {
  return EndOfProperty(text, at);
}

std::size_t EndOfYamlBrackets(std::string_view text, std::size_t at, char bracket) {
  for (at = SkipWhiteAndComments(text, at); at < text.size(); at = SkipWhiteAndComments(text, at)) {
    if (text[at] == bracket) return at + 1;
    // What may stand between the last value and the bracket: a comma, and the marks of values left out.
    if (text[at] != ',' && text[at] != ':' && text[at] != '?') break;
    ++at;
  }
  throw YamlError("a list or mapping of a form that cannot be located", std::min(at, text.size()));
}

std::size_t EndOfYamlIndicator(std::string_view text, std::size_t at, char indicator) {
  const std::size_t place = SkipWhiteAndComments(text, at);
  return place < text.size() && text[place] == indicator ? place + 1 : at;
}

std::size_t YamlNullSize(std::string_view text, std::size_t at) {
  for (const std::string_view word : std::array<std::string_view, 4>{"null", "Null", "NULL", "~"}) {
    if (text.substr(at, word.size()) == word) return word.size();
  }
  return 0;
}

std::size_t YamlColumn(std::string_view text, std::size_t at) {
  const std::size_t line_end = at == 0 ? std::string_view::npos : text.find_last_of("\r\n", at - 1);
  return line_end == std::string_view::npos ? at : at - line_end - 1;
}

}  // namespace lockstep
