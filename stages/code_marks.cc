#include "stages/code_marks.h"

#include "locales/ascii.h"

namespace lockstep {
namespace {

bool IsMark(char c) {
  return c == '*' || c == '`' || c == '$' || c == '~';
}

bool BeginsTag(std::string_view text, std::size_t at) {
  if (text[at] != '<' || at + 1 == text.size()) return false;
  const char next = text[at + 1];
  return next == '/' || IsAsciiLower(next);
}

}  // namespace

std::vector<Range> FindCodeMarks(std::string_view text) {
  std::vector<Range> marks;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    std::size_t end = at + 1;
    if (IsMark(c)) {
      while (end < text.size() && text[end] == c) ++end;
      if (end - at > 1 || c == '*' || c == '`') marks.push_back({at, end});
    } else if (c == ']' && end < text.size() && text[end] == '(') {
      marks.push_back({at, ++end});
    } else if (BeginsTag(text, at)) {
      while (end < text.size() && text[end] != '>' && text[end] != ' ') ++end;
      if (end < text.size() && text[end] == '>') ++end;
      marks.push_back({at, end});
    }
    at = end;
  }
  return marks;
}

}  // namespace lockstep
