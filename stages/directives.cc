#include "stages/directives.h"

#include <algorithm>
#include <array>
#include <string>

#include "locales/ascii.h"
#include "stages/byte_set.h"
#include "stages/fences.h"
#include "stages/model/line_ends.h"

namespace lockstep {
namespace {

constexpr std::size_t kLongestLine = 400;  // longer ones are text
constexpr std::string_view kBlanks = " \t";

bool IsNameByte(char c) {
  return IsAsciiAlnum(c) || c == '-' || c == '_';
}

// A line that is read from its begin; the rest keeps its place.
class LineReader {
 public:
  explicit LineReader(std::string_view line) : line_(line) {}

  std::string_view Rest() const { return line_.substr(at_); }
  bool AtEnd() const { return at_ == line_.size(); }
  bool Take(std::string_view text) {
    if (!Rest().starts_with(text)) return false;
    at_ += text.size();
    return true;
  }
  // Takes `mark` as often as it stands there; returns how often.
  std::size_t TakeRun(char mark) {
    const std::size_t begin = at_;
    at_ = std::min(line_.find_first_not_of(mark, at_), line_.size());
    return at_ - begin;
  }
  bool TakeBlanks() {
    const std::size_t begin = at_;
    at_ = std::min(line_.find_first_not_of(kBlanks, at_), line_.size());
    return at_ > begin;
  }
  std::string_view TakeName() {
    const std::size_t begin = at_;
    if (AtEnd() || !IsAsciiLetter(line_[at_])) return "";
    while (!AtEnd() && IsNameByte(line_[at_])) ++at_;
    return line_.substr(begin, at_ - begin);
  }
  // All that is left, between `open` and `close`; nothing where it is not in such marks.
  std::optional<Range> TakeEnclosed(std::string_view open, std::string_view close) {
    const std::string_view rest = Rest();
    const bool encloses = rest.size() >= open.size() + close.size() && rest.starts_with(open) && rest.ends_with(close);
    if (!encloses) return std::nullopt;
    const Range inside{at_ + open.size(), line_.size() - close.size()};
    if (Slice(line_, inside).find(close) != std::string_view::npos) return std::nullopt;
    at_ = line_.size();
    return inside;
  }
  // All that is left, between quotes; there may be quotes inside.
  std::optional<Range> TakeQuoted() {
    const std::string_view rest = Rest();
    if (rest.size() < 2 || !rest.starts_with('"') || !rest.ends_with('"')) return std::nullopt;
    const Range inside{at_ + 1, line_.size() - 1};
    at_ = line_.size();
    return inside;
  }
  // What is in the brackets of `[Title]{#id}`, which ends the line.
  std::optional<Range> TakeLabel() {
    if (!Rest().starts_with('[')) return std::nullopt;
    const std::size_t close = ClosingBracket();
    const std::string_view behind = line_.substr(std::min(close + 1, line_.size()));
    const bool ends = behind.empty() || (behind.starts_with('{') && behind.ends_with('}'));
    if (close == line_.size() || !ends) return std::nullopt;
    const Range inside{at_ + 1, close};
    at_ = line_.size();
    return inside;
  }
  Range RestRange() const { return {at_, line_.size()}; }

 private:
  // The `]` that closes the bracket here, or the line's end.
  std::size_t ClosingBracket() const {
    int depth = 0;
    for (std::size_t at = at_; at < line_.size(); ++at) {
      if (line_[at] == '[') ++depth;
      if (line_[at] == ']' && --depth == 0) return at;
      if (line_[at] == '\\') ++at;
    }
    return line_.size();
  }

  std::string_view line_;
  std::size_t at_ = 0;
};

// `title` (bytes of `line`) without the attributes behind it: `Click me {open}`.
Range WithoutAttributes(std::string_view line, Range title) {
  const std::string_view text = Slice(line, title);
  const std::size_t open = text.ends_with('}') ? text.rfind('{') : std::string_view::npos;
  const bool has_some = open != std::string_view::npos && open > 0 && IsAsciiBlank(text[open - 1]);
  return has_some ? Range{title.begin, title.begin + open} : title;
}

// `::: tip`, `:::note[Title]{#id}`, `::: details Title {open}`, `::: {.wide}`, `:::{card}`, `::: package.module`, `:::`
std::optional<Directive> ReadContainer(std::string_view line) {
  using Below = Directive::Below;
  LineReader reader(line);
  if (reader.TakeRun(':') < 3) return std::nullopt;
  reader.TakeBlanks();
  if (reader.Rest().starts_with('{')) return Directive{{}, Below::kFields};
  const std::string_view name = reader.TakeName();
  if (const std::optional<Range> label = reader.TakeLabel()) return Directive{*label};
  if (name.empty()) return Directive{};
  const bool has_title = reader.TakeBlanks() && !reader.Rest().starts_with('{');
  // A message has a colour behind its name.
  if (!has_title || name == "message") return Directive{{}, Below::kOptions};
  return Directive{WithoutAttributes(line, reader.RestRange())};
}

// `/// details | Title`, `/// note`, `///`
std::optional<Directive> ReadSlashes(std::string_view line) {
  LineReader reader(line);
  if (reader.TakeRun('/') < 3) return std::nullopt;
  if (reader.AtEnd()) return Directive{};
  if (!reader.TakeBlanks()) return std::nullopt;
  const std::string_view name = reader.TakeName();
  reader.TakeBlanks();
  if (name.empty() || (!reader.AtEnd() && !reader.Take("|"))) return std::nullopt;
  reader.TakeBlanks();
  // These have an element or a number there.
  const bool has_title = name != "html" && !name.ends_with("caption");
  return Directive{has_title ? reader.RestRange() : Range{}, Directive::Below::kOptions};
}

// `!!! note`, `???+ note inline "Title"`
std::optional<Directive> ReadAdmonition(std::string_view line) {
  LineReader reader(line);
  if (!reader.Take("!!!") && !reader.Take("???+") && !reader.Take("???")) return std::nullopt;
  std::size_t names = 0;
  for (bool more = reader.TakeBlanks(); more && !reader.AtEnd() && reader.Rest().front() != '"'; ++names) {
    if (reader.TakeName().empty()) return std::nullopt;
    more = reader.TakeBlanks();
  }
  if (names == 0) return std::nullopt;
  if (const std::optional<Range> title = reader.TakeQuoted()) return Directive{*title};
  return reader.AtEnd() ? std::optional(Directive{}) : std::nullopt;
}

// `=== "Title"`
std::optional<Directive> ReadTab(std::string_view line) {
  LineReader reader(line);
  if (!reader.Take("===")) return std::nullopt;
  if (!reader.Take("!")) reader.Take("+");
  if (!reader.TakeBlanks()) return std::nullopt;
  const std::optional<Range> title = reader.TakeQuoted();
  return title ? std::optional(Directive{*title}) : std::nullopt;
}

// `[!NOTE]`, `[!tip]- Title`
std::optional<Directive> ReadAlert(std::string_view line) {
  LineReader reader(line);
  if (!reader.Take("[!") || reader.TakeName().empty() || !reader.Take("]")) return std::nullopt;
  if (!reader.Take("-")) reader.Take("+");
  if (!reader.AtEnd() && !reader.TakeBlanks()) return std::nullopt;
  return Directive{reader.RestRange()};
}

// `{: .lead }`, `{:toc}`, `{.lead}`, `{ #anchor }`
std::optional<Directive> ReadAttributes(std::string_view line) {
  LineReader reader(line);
  const std::optional<Range> inside = reader.TakeEnclosed("{", "}");
  if (!inside) return std::nullopt;
  LineReader attributes(Slice(line, *inside));
  attributes.TakeBlanks();
  const std::string_view text = attributes.Rest();
  const bool opens = text.starts_with(':') || text.starts_with('.') || text.starts_with('#');
  return opens && text.size() > 1 ? std::optional(Directive{}) : std::nullopt;
}

struct TagMarks {
  std::string_view open;
  std::string_view close;
};
constexpr std::array<TagMarks, 3> kTagMarks = {{{"{%", "%}"}, {"{{<", ">}}"}, {"{{%", "%}}"}}};

// `{% tabs %}`, `{{< note >}}`; nothing but that.
std::optional<Directive> ReadShortcode(std::string_view line) {
  for (const TagMarks& marks : kTagMarks) {
    if (LineReader(line).TakeEnclosed(marks.open, marks.close)) return Directive{};
  }
  return std::nullopt;
}

// A place for the table of contents: `[TOC]`, `[[toc]]`, `[[_TOC_]]`
bool IsContents(std::string_view line) {
  std::string lower(line);
  std::transform(lower.begin(), lower.end(), lower.begin(), AsciiLower);
  return lower == "[toc]" || lower == "[[toc]]" || lower == "[[_toc_]]";
}

// `(install)=`, which links lead to
bool IsTarget(std::string_view line) {
  const std::optional<Range> label = LineReader(line).TakeEnclosed("(", ")=");
  return label && !label->empty();
}

// `*[HTML]: Hypertext Markup Language`; not `*[Note]: with emphasis*`
bool IsAbbreviation(std::string_view line) {
  const std::size_t end = line.starts_with("*[") ? line.find(']') : std::string_view::npos;
  return end != std::string_view::npos && end > 2 && line.substr(end + 1).starts_with(':') && !line.ends_with('*');
}

// A file whose text the generator puts here: `--8<-- "a.md"`, `<<< @/a.js{2}`
bool IsInclusion(std::string_view line) {
  LineReader reader(line);
  if (reader.Take("<<<")) {
    reader.TakeBlanks();
    return reader.Take("@/") || reader.Take("./") || reader.Take("../") || (reader.Take("/") && !reader.AtEnd());
  }
  if (reader.TakeRun('-') == 0 || !reader.Take("8<") || reader.TakeRun('-') == 0) return false;
  return reader.AtEnd() || (reader.TakeBlanks() && (reader.TakeQuoted() || reader.TakeEnclosed("'", "'")));
}

std::optional<Directive> WithoutTitle(bool is_directive) {
  return is_directive ? std::optional(Directive{}) : std::nullopt;
}

std::string_view Trimmed(std::string_view line) {
  const std::size_t begin = std::min(line.find_first_not_of(kBlanks), line.size());
  const std::size_t end = line.find_last_not_of(kBlanks) + 1;
  return begin < end ? line.substr(begin, end - begin) : std::string_view();
}

// What closes a shortcode for code that `line` opens, written without blanks; "" where it opens none.
std::string ClosingTag(std::string_view line) {
  static constexpr std::array<std::string_view, 10> kForCode = {
      "highlight", "code", "codeblock", "mermaid", "math", "katex", "comment", "plantuml", "graphviz", "chart"};
  for (const TagMarks& marks : kTagMarks) {
    const std::optional<Range> inside = LineReader(line).TakeEnclosed(marks.open, marks.close);
    if (!inside || inside->empty() || Slice(line, *inside).ends_with('/')) continue;
    LineReader tag(Slice(line, *inside));
    tag.Take("-");
    tag.TakeBlanks();
    const std::string_view name = tag.TakeName();
    if (std::find(kForCode.begin(), kForCode.end(), name) == kForCode.end()) continue;
    const std::string_view end = marks.open == "{%" ? "end" : "/";
    return std::string(marks.open) + std::string(end) + std::string(name) + std::string(marks.close);
  }
  return "";
}

bool Closes(std::string_view line, std::string_view closing) {
  if (!line.starts_with(closing.substr(0, 2))) return false;
  std::string plain;
  std::copy_if(line.begin(), line.end(), std::back_inserter(plain),
               [](char c) { return kBlanks.find(c) == std::string_view::npos; });
  std::erase(plain, '-');
  return plain == closing;
}

class ShortcodeScan {
 public:
  explicit ShortcodeScan(std::string_view text) : text_(text) {}

  std::vector<Range> Run() && {
    while (at_ < text_.size()) {
      const Range line = NextLine();
      const std::string_view trimmed = Trimmed(Slice(text_, line));
      if (InFence(trimmed)) continue;
      const std::string closing = trimmed.starts_with('{') ? ClosingTag(trimmed) : "";
      if (!closing.empty()) TakeUpTo(closing, line.begin);
    }
    return std::move(found_);
  }

 private:
  Range NextLine() {
    const Range line{at_, kLineEnds.FindIn(text_, at_)};
    at_ = SkipLineEnd(text_, line.end);
    return line;
  }

  // Follows fences; the marks of quotes and lists may stand before them.
  bool InFence(std::string_view line) {
    line.remove_prefix(std::min(line.find_first_not_of("> \t"), line.size()));
    const std::string_view fence = FenceOf(line, "`~");
    if (fence_.empty()) {
      fence_ = fence;
      return !fence.empty();
    }
    const bool closes = fence.starts_with(fence_) && Trimmed(line.substr(fence.size())).empty();
    if (closes) fence_ = {};
    return true;
  }

  // A tag that is not closed is remembered, so that a thousand of them are searched for once.
  void TakeUpTo(const std::string& closing, std::size_t begin) {
    if (std::find(unclosed_.begin(), unclosed_.end(), closing) != unclosed_.end()) return;
    const std::size_t behind = at_;
    while (at_ < text_.size()) {
      const Range line = NextLine();
      if (!Closes(Trimmed(Slice(text_, line)), closing)) continue;
      found_.push_back({begin, line.end});
      return;
    }
    at_ = behind;
    unclosed_.push_back(closing);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string_view fence_;  // that is open
  std::vector<std::string> unclosed_;
  std::vector<Range> found_;
};

}  // namespace

std::optional<Directive> ReadDirective(std::string_view line) {
  if (line.size() > kLongestLine || line.empty()) return std::nullopt;
  switch (line.front()) {
    case ':': return ReadContainer(line);
    case '/': return ReadSlashes(line);
    case '!':
    case '?': return ReadAdmonition(line);
    case '=': return ReadTab(line);
    case '(': return WithoutTitle(IsTarget(line));
    case '*': return WithoutTitle(IsAbbreviation(line));
    case '<':
    case '-': return WithoutTitle(IsInclusion(line));
    case '[': return IsContents(line) ? Directive{} : ReadAlert(line);
    case '{': {
      const std::optional<Directive> attributes = ReadAttributes(line);
      return attributes ? attributes : ReadShortcode(line);
    }
    default: return std::nullopt;
  }
}

bool IsField(std::string_view line) {
  LineReader reader(line);
  return reader.Take(":") && !reader.TakeName().empty() && reader.Take(":") && (reader.AtEnd() || reader.TakeBlanks());
}

bool OpensOptions(std::string_view line) {
  LineReader reader(line);
  const bool is_key = !line.empty() && IsAsciiLower(line.front()) && !reader.TakeName().empty() && reader.Take(":");
  return is_key && (reader.AtEnd() || reader.TakeBlanks());
}

std::size_t DefinitionMark(std::string_view line) {
  LineReader reader(line);
  const bool is_one = reader.Take(":") && reader.TakeBlanks() && !reader.AtEnd();
  return is_one ? reader.RestRange().begin : 0;
}

Range FindHeadingAttributes(std::string_view heading) {
  const std::size_t begin = heading.ends_with('}') ? heading.rfind('{') : std::string_view::npos;
  const bool has_some = begin != std::string_view::npos && ReadAttributes(heading.substr(begin)).has_value();
  return has_some ? Range{begin, heading.size()} : Range{heading.size(), heading.size()};
}

std::vector<Range> FindCodeShortcodes(std::string_view text) {
  // Nearly all texts have none.
  const bool may_have = text.find("{%") != std::string_view::npos || text.find("{{<") != std::string_view::npos ||
                        text.find("{{%") != std::string_view::npos;
  return may_have ? ShortcodeScan(text).Run() : std::vector<Range>();
}

}  // namespace lockstep
