#include "stages/block_ranges.h"

#include <algorithm>

#include "locales/ascii.h"
#include "stages/link_syntax.h"

namespace lockstep {
namespace {

// The bytes from where the leaf begins to the end of the line `last`.
Range UpToLine(const LineTable& lines, const TreeLeaf& leaf, int last) {
  const std::size_t begin = lines.Offset(leaf.first_line, leaf.first_column);
  return {begin, std::max(begin, lines.Line(last).end)};
}

// True where the line holds nothing but `mark` repeated, behind blanks and quote markers.
bool IsRunOf(std::string_view line, char mark, std::size_t least) {
  while (!line.empty() && (IsAsciiSpace(line.front()) || line.front() == '>')) line.remove_prefix(1);
  while (!line.empty() && IsAsciiSpace(line.back())) line.remove_suffix(1);
  return line.size() >= least && line.find_first_not_of(mark) == std::string_view::npos;
}

Range WithoutQuotes(std::string_view file, Range line) {
  while (!line.empty() && (IsAsciiSpace(file[line.begin]) || file[line.begin] == '>')) ++line.begin;
  return line;
}

// `## Text ##` without both marks.
Range AtxHeading(std::string_view file, Range range) {
  while (!range.empty() && file[range.begin] == '#') ++range.begin;
  range = TrimSpace(file, range);
  std::size_t end = range.end;
  while (end > range.begin && file[end - 1] == '#') --end;
  const bool closes = end < range.end && (end == range.begin || IsAsciiBlank(file[end - 1]));
  if (closes) range.end = end;
  return TrimSpace(file, range);
}

Range Heading(std::string_view file, const LineTable& lines, const TreeLeaf& leaf) {
  const Range first = UpToLine(lines, leaf, leaf.first_line);
  if (!first.empty() && file[first.begin] == '#') return AtxHeading(file, first);
  const char mark = leaf.heading_level == 1 ? '=' : '-';
  int last = leaf.first_line;
  while (last < leaf.last_line && !IsRunOf(Slice(file, lines.Line(last + 1)), mark, 1)) ++last;
  return UpToLine(lines, leaf, last);
}

// Definitions at the head of a paragraph leave the tree, but its position still covers them.
Range WithoutDefinitions(std::string_view file, Range range) {
  const std::string_view text = file.substr(0, range.end);
  while (!range.empty() && file[range.begin] == '[') {
    const std::optional<std::size_t> end = LinkDefinitionEnd(text, range.begin);
    if (!end) break;
    range = TrimSpace(file, {*end, range.end});
  }
  return range;
}

// The size of `[x]` that `text` begins with, or 0.
std::size_t TaskBox(std::string_view text) {
  const bool box =
      text.size() >= 3 && text[0] == '[' && text[2] == ']' && (text[1] == ' ' || text[1] == 'x' || text[1] == 'X');
  return box && (text.size() == 3 || IsAsciiSpace(text[3])) ? 3 : 0;
}

Range WithoutTaskBox(std::string_view file, Range range) {
  return TrimSpace(file, {range.begin + TaskBox(Slice(file, range)), range.end});
}

Range Paragraph(std::string_view file, const LineTable& lines, const TreeLeaf& leaf) {
  Range range = TrimSpace(file, UpToLine(lines, leaf, leaf.last_line));
  if (leaf.list_depth > 0) range = WithoutTaskBox(file, range);
  return WithoutDefinitions(file, range);
}

Range Code(std::string_view file, const LineTable& lines, const TreeLeaf& leaf) {
  const std::size_t begin = lines.Offset(leaf.first_line, leaf.first_column);
  const char mark = begin < file.size() ? file[begin] : ' ';
  const bool fenced = file.substr(begin, 3) == "```" || file.substr(begin, 3) == "~~~";
  if (!fenced) return UpToLine(lines, leaf, leaf.last_line);
  const int behind = leaf.first_line + leaf.literal_lines + 1;
  const bool closed = IsRunOf(Slice(file, lines.Line(behind)), mark, 3);
  return UpToLine(lines, leaf, closed ? behind : behind - 1);
}

// The size of an ordered list's marker (`12.`, `3)`) that `text` begins with, or 0.
std::size_t NumberMarker(std::string_view text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const bool marker = digits > 0 && digits <= 9 && digits < text.size() && (text[digits] == '.' || text[digits] == ')');
  return marker && (digits + 1 == text.size() || IsAsciiSpace(text[digits + 1])) ? digits + 1 : 0;
}

// The size of `[^label]:` that `text` begins with and that ends it but for white space, or 0. With text behind
// it the line is a footnote that the parser dropped.
std::size_t FootnoteLabel(std::string_view text) {
  if (text.substr(0, 2) != "[^") return 0;
  const std::size_t end = text.find("]:");
  if (end == std::string_view::npos) return 0;
  return text.find_first_not_of(" \t", end + 2) == std::string_view::npos ? end + 2 : 0;
}

}  // namespace

Range WithoutMarkers(std::string_view file, Range line) {
  for (line = TrimSpace(file, line); !line.empty(); line = TrimSpace(file, line)) {
    const std::string_view text = Slice(file, line);
    const std::size_t single = std::min(text.find_first_not_of("#>*+-|:="), text.size());
    // A backslash alone is a hard break whose line was cut off.
    const std::size_t hard_break = text == "\\" ? 1 : 0;
    const std::size_t size = std::max({single, hard_break, NumberMarker(text), TaskBox(text), FootnoteLabel(text)});
    if (size == 0) break;
    line.begin += size;
  }
  return line;
}

Range TrimSpace(std::string_view file, Range range) {
  constexpr std::string_view kBom = "\xEF\xBB\xBF";
  while (!range.empty() && IsAsciiSpace(file[range.end - 1])) --range.end;
  while (!range.empty()) {
    if (IsAsciiSpace(file[range.begin]))
      ++range.begin;
    else if (Slice(file, range).substr(0, kBom.size()) == kBom)
      range.begin += kBom.size();
    else
      break;
  }
  return range;
}

Range LeafRange(std::string_view file, const LineTable& lines, const TreeLeaf& leaf) {
  if (leaf.first_line < 1 || leaf.first_column < 1) return {};
  switch (leaf.kind) {
    case TreeLeaf::Kind::kHeading: return WithoutDefinitions(file, TrimSpace(file, Heading(file, lines, leaf)));
    case TreeLeaf::Kind::kParagraph: return Paragraph(file, lines, leaf);
    case TreeLeaf::Kind::kCode: return TrimSpace(file, Code(file, lines, leaf));
    case TreeLeaf::Kind::kHtml: return TrimSpace(file, UpToLine(lines, leaf, leaf.first_line + leaf.literal_lines - 1));
    case TreeLeaf::Kind::kThematicBreak:
    case TreeLeaf::Kind::kTableCell: break;
  }
  return TrimSpace(file, UpToLine(lines, leaf, leaf.first_line));
}

int HeaderLine(std::string_view file, const LineTable& lines, int first) {
  for (int line = first; static_cast<std::size_t>(line) < lines.count(); ++line) {
    const Range next = WithoutQuotes(file, lines.Line(line + 1));
    const std::string_view text = Slice(file, next);
    const bool delimits =
        text.find('-') != std::string_view::npos && text.find_first_not_of("|:- \t") == std::string_view::npos;
    if (delimits) return line;
  }
  return first;
}

std::vector<Range> CellRanges(std::string_view file, Range row) {
  row = TrimSpace(file, row);
  if (!row.empty() && file[row.begin] == '|') ++row.begin;
  std::vector<Range> cells;
  std::size_t begin = row.begin;
  for (std::size_t at = row.begin; at < row.end; ++at) {
    if (file[at] == '\\') {
      ++at;
    } else if (file[at] == '|') {
      cells.push_back(TrimSpace(file, {begin, at}));
      begin = at + 1;
    }
  }
  if (begin < row.end) cells.push_back(TrimSpace(file, {begin, row.end}));
  return cells;
}

}  // namespace lockstep
