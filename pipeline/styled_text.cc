#include "pipeline/styled_text.h"

#include <algorithm>

#include "locales/unicode.h"

namespace lockstep {
namespace {

// A line is never narrower than this, however deep its indent is.
constexpr std::size_t kNarrowest = 20;

// NOLINTBEGIN(misc-misleading-bidirectional): written as escapes, they mislead nobody
const char* const kRightToLeftIsolate = "\xE2\x81\xA7";  // U+2067
const char* const kPopIsolate = "\xE2\x81\xA9";          // U+2069
// NOLINTEND(misc-misleading-bidirectional)

std::size_t Columns(std::string_view text) {
  return static_cast<std::size_t>(DisplayWidth(text));
}

std::size_t WithoutSpaces(std::string_view text, std::size_t begin, std::size_t end) {
  while (end > begin && text[end - 1] == ' ') --end;
  return end;
}

// Addresses, model names and compounds stay whole, though Unicode would break them at `/` and `-`.
bool IsInsideAsciiWord(std::string_view text, std::size_t at) {
  const auto is_ascii = [](char c) { return c != ' ' && static_cast<unsigned char>(c) < 0x80; };
  return at < text.size() && is_ascii(text[at - 1]) && is_ascii(text[at]);
}

// The ends of the lines of `text`, as many words on each as fit.
std::vector<std::size_t> LineEnds(std::string_view text, std::size_t width) {
  if (width == 0 || Columns(text) <= width) return {text.size()};
  std::vector<std::size_t> ends;
  std::size_t columns = 0;
  std::size_t at = 0;
  for (const std::size_t next : LineBreaks(text)) {
    if (IsInsideAsciiWord(text, next)) continue;
    // Spaces at the end of a line take no room.
    const std::size_t word = Columns(text.substr(at, WithoutSpaces(text, at, next) - at));
    if (columns > 0 && columns + word > width) {
      ends.push_back(at);
      columns = 0;
    }
    columns += Columns(text.substr(at, next - at));
    at = next;
  }
  ends.push_back(text.size());
  return ends;
}

}  // namespace

Layout LayoutOf(const Arguments& arguments, const Console& console) {
  const ConsoleOptions& options = console.options();
  const std::size_t width = options.terminal ? options.width : 0;
  const auto asked = arguments.Number("width");
  return {asked ? static_cast<std::size_t>(*asked) : width, options.color_out, options.terminal};
}

StyledText& StyledText::Add(std::string_view text, Style style) {
  text_ += Printable(text);
  spans_.push_back({text_.size(), style});
  return *this;
}

std::string StyledText::Line(std::size_t begin, std::size_t end, bool color) const {
  std::string line;
  for (const Span& span : spans_) {
    const std::size_t to = std::min(span.end, end);
    if (to > begin) {
      line += Paint(span.style, std::string_view(text_).substr(begin, to - begin), color);
      begin = to;
    }
    if (begin == end) break;
  }
  return line;
}

std::string StyledText::Lay(const Layout& layout, std::size_t indent, bool right_to_left) const {
  const std::size_t width = layout.width == 0 ? 0 : std::max(layout.width, kNarrowest + indent) - indent;
  const bool isolate = layout.isolate && right_to_left;
  std::string out;
  std::size_t begin = 0;
  for (const std::size_t end : LineEnds(text_, width)) {
    out += std::string(indent, ' ');
    if (isolate) out += kRightToLeftIsolate;
    out += Line(begin, WithoutSpaces(text_, begin, end), layout.color);
    if (isolate) out += kPopIsolate;
    out += '\n';
    begin = end;
  }
  return out;
}

}  // namespace lockstep
