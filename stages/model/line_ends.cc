#include "stages/model/line_ends.h"

namespace lockstep {

std::size_t LineBegin(std::string_view text, std::size_t at) {
  // Between CR and LF is still the line that they end.
  if (at > 0 && at < text.size() && text[at] == '\n' && text[at - 1] == '\r') --at;
  while (at > 0 && !IsLineEnd(text[at - 1])) --at;
  return at;
}

std::size_t SkipLineEnd(std::string_view text, std::size_t at) {
  if (at >= text.size() || !IsLineEnd(text[at])) return at;
  return at + (text.substr(at, 2) == "\r\n" ? 2 : 1);
}

std::vector<std::size_t> LineBegins(std::string_view text, Range range) {
  std::vector<std::size_t> begins = {range.begin};
  for (std::size_t at = range.begin; at < range.end; ++at) {
    const bool lone_cr = text[at] == '\r' && (at + 1 == range.end || text[at + 1] != '\n');
    if (text[at] == '\n' || lone_cr) begins.push_back(at + 1);
  }
  return begins;
}

std::string LineEndOf(std::string_view text) {
  const std::size_t at = text.find_first_of("\r\n");
  if (at == std::string_view::npos || text[at] == '\n') return "\n";
  return at + 1 < text.size() && text[at + 1] == '\n' ? "\r\n" : "\r";
}

std::string WithLineEnds(std::string_view text, std::string_view line_end) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (IsLineEnd(text[at])) {
      out += line_end;
      at = SkipLineEnd(text, at);
    } else {
      out += text[at++];
    }
  }
  return out;
}

}  // namespace lockstep
