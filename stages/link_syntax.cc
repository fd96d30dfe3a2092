#include "stages/link_syntax.h"

#include <algorithm>

#include "locales/ascii.h"

namespace lockstep {
namespace {

constexpr std::size_t kMaxLabel = 1000;  // CommonMark's limit: it keeps the search linear
constexpr std::size_t kMaxTitle = 4000;  // ours: a mark that is never closed is not looked for forever
constexpr int kMaxParentheses = 32;      // cmark's limit inside a destination

// Spaces with at most one line end among them, as Markdown allows; a quote marker may open the new line.
std::size_t SkipSpace(std::string_view text, std::size_t at) {
  bool line_start = false;
  while (at < text.size() && (IsAsciiSpace(text[at]) || (line_start && text[at] == '>'))) {
    line_start = line_start || IsLineEnd(text[at]);
    ++at;
  }
  return at;
}

std::optional<std::size_t> BracketedDestinationEnd(std::string_view text, std::size_t at) {
  for (++at; at < text.size(); ++at) {
    if (text[at] == '>') return at + 1;
    if (IsLineEnd(text[at]) || text[at] == '<') return std::nullopt;
    if (text[at] == '\\') ++at;
  }
  return std::nullopt;
}

std::optional<std::size_t> DestinationEnd(std::string_view text, std::size_t at) {
  if (at < text.size() && text[at] == '<') return BracketedDestinationEnd(text, at);
  int depth = 0;
  for (; at < text.size() && !IsAsciiSpace(text[at]); ++at) {
    if (text[at] == '\\' && at + 1 < text.size() && !IsAsciiSpace(text[at + 1])) {
      ++at;
    } else if (text[at] == '(') {
      if (++depth > kMaxParentheses) return std::nullopt;
    } else if (text[at] == ')' && --depth < 0) {
      break;
    }
  }
  if (depth > 0) return std::nullopt;
  return at;
}

std::optional<std::size_t> TitleEnd(std::string_view text, std::size_t at) {
  if (at >= text.size()) return std::nullopt;
  const char open = text[at];
  if (open != '"' && open != '\'' && open != '(') return std::nullopt;
  const char close = open == '(' ? ')' : open;
  const std::size_t limit = std::min(text.size(), at + kMaxTitle);
  for (++at; at < limit; ++at) {
    if (text[at] == close) return at + 1;
    if (text[at] == '\\') ++at;
  }
  return std::nullopt;
}

bool OnlyBlanksUntilLineEnd(std::string_view text, std::size_t at) {
  while (at < text.size() && IsAsciiBlank(text[at])) ++at;
  return at >= text.size() || IsLineEnd(text[at]);
}

}  // namespace

std::optional<std::size_t> InlineLinkEnd(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '(') return std::nullopt;
  at = SkipSpace(text, at + 1);
  const std::optional<std::size_t> destination = DestinationEnd(text, at);
  if (!destination) return std::nullopt;
  at = SkipSpace(text, *destination);
  if (at > *destination) {
    if (const std::optional<std::size_t> title = TitleEnd(text, at)) at = SkipSpace(text, *title);
  }
  if (at >= text.size() || text[at] != ')') return std::nullopt;
  return at + 1;
}

std::optional<std::size_t> LinkLabelEnd(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '[') return std::nullopt;
  const std::size_t limit = std::min(text.size(), at + kMaxLabel);
  for (++at; at < limit; ++at) {
    if (text[at] == ']') return at + 1;
    if (text[at] == '[') return std::nullopt;
    if (text[at] == '\\') ++at;
  }
  return std::nullopt;
}

std::optional<std::size_t> LinkDefinitionEnd(std::string_view text, std::size_t at) {
  const std::optional<std::size_t> label = LinkLabelEnd(text, at);
  if (!label || *label - at <= 2 || *label >= text.size() || text[*label] != ':') return std::nullopt;
  at = SkipSpace(text, *label + 1);
  const std::optional<std::size_t> destination = DestinationEnd(text, at);
  if (!destination || *destination == at) return std::nullopt;
  const std::size_t title_begin = SkipSpace(text, *destination);
  if (title_begin > *destination) {
    const std::optional<std::size_t> title = TitleEnd(text, title_begin);
    if (title && OnlyBlanksUntilLineEnd(text, *title)) return *title;
  }
  if (!OnlyBlanksUntilLineEnd(text, *destination)) return std::nullopt;
  return *destination;
}

}  // namespace lockstep
