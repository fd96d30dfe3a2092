#include "stages/mdx.h"

#include <algorithm>
#include <optional>

#include "locales/ascii.h"
#include "stages/byte_set.h"
#include "stages/code_spans.h"
#include "stages/fences.h"
#include "stages/model/line_ends.h"

namespace lockstep {
namespace {

bool OpensName(char c) {
  return IsAsciiLetter(c) || c == '_' || c == '$';
}
bool IsNameByte(char c) {
  return OpensName(c) || IsAsciiDigit(c) || c == '-' || c == '.' || c == ':';
}

// Reads JavaScript as far as its brackets: those in strings, templates and comments are none.
class BracketReader {
 public:
  BracketReader(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  std::size_t at() const { return at_; }
  bool AtEnd() const { return at_ >= text_.size(); }
  bool IsOpen() const { return !open_.empty(); }

  // Moves on by one character, string or comment.
  void Step() {
    const char c = text_[at_];
    if (IsOpen() && open_.back() == '`') return InTemplate(c);
    if (c == '\\') return Skip(2);
    if (c == '"' || c == '\'') return String(c);
    if (c == '/') return Comment();
    Skip(1);
    if (IsOpen() && c == open_.back()) open_.pop_back();
    if (c == '`') open_.push_back(c);
    if (c == '(') open_.push_back(')');
    if (c == '[') open_.push_back(']');
    if (c == '{') open_.push_back('}');
  }

 private:
  void Skip(std::size_t size) { at_ = std::min(at_ + size, text_.size()); }
  void SkipBehind(std::string_view mark, std::size_t from) {
    const std::size_t found = text_.find(mark, from);
    at_ = found == std::string_view::npos ? text_.size() : found + mark.size();
  }

  void InTemplate(char c) {
    if (text_.substr(at_, 2) == "${") {
      open_.push_back('}');
      return Skip(2);
    }
    if (c == '`') open_.pop_back();
    Skip(c == '\\' ? 2 : 1);
  }

  // An apostrophe is no quote: text between tags has some. Nor is what its line does not close.
  void String(char quote) {
    const bool is_apostrophe = at_ > 0 && IsNameByte(text_[at_ - 1]) && text_[at_ - 1] != ':';
    if (is_apostrophe) return Skip(1);
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != quote && !IsLineEnd(text_[end])) end += text_[end] == '\\' ? 2 : 1;
    Skip(end < text_.size() && text_[end] == quote ? end + 1 - at_ : 1);
  }

  // Two slashes in an address are no comment.
  void Comment() {
    const std::string_view mark = text_.substr(at_, 2);
    const bool is_line = mark == "//" && (at_ == 0 || text_[at_ - 1] != ':');
    if (mark == "/*")
      SkipBehind("*/", at_ + 2);
    else
      Skip(is_line ? kLineEnds.FindIn(text_, at_) - at_ : 1);
  }

  std::string_view text_;
  std::size_t at_;
  std::string open_;  // what closes the brackets that are open; a template closes with what opened it
};

struct Tag {
  std::string_view name;  // "" of a fragment, `<>`
  bool closes = false;    // </a>
  bool is_alone = false;  // <a />
};

// Takes tags and expressions. Where one is not taken, at() says how far it was read.
class JsxReader {
 public:
  JsxReader(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  std::size_t at() const { return at_; }
  char Here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool AtLineEnd() const { return at_ >= text_.size() || IsLineEnd(text_[at_]); }
  void TakeBlanks() {
    while (IsAsciiBlank(Here())) ++at_;
  }

  // `<Card title="x" on={() => a > b} {...more} />`
  std::optional<Tag> TakeTag() {
    if (!Take('<')) return std::nullopt;
    Tag tag;
    tag.closes = Take('/');
    tag.name = TakeName();
    if (tag.name.empty()) return Take('>') ? std::optional(tag) : std::nullopt;
    while (true) {
      TakeSpace();
      if (Take('>')) return tag;
      if (Take('/')) break;
      if (!TakeAttribute()) return std::nullopt;
    }
    tag.is_alone = true;
    return Take('>') ? std::optional(tag) : std::nullopt;
  }

  // `{a ? "}" : {b: 1}}`
  bool TakeExpression() {
    if (Here() != '{') return false;
    BracketReader reader(text_, at_);
    do {
      reader.Step();
    } while (reader.IsOpen() && !reader.AtEnd());
    at_ = reader.at();
    return !reader.IsOpen();
  }

 private:
  bool Take(char c) {
    if (Here() != c) return false;
    ++at_;
    return true;
  }
  void TakeSpace() {
    while (IsAsciiBlank(Here()) || IsLineEnd(Here())) ++at_;
  }
  std::string_view TakeName() {
    const std::size_t begin = at_;
    if (OpensName(Here())) {
      while (IsNameByte(Here())) ++at_;
    }
    return text_.substr(begin, at_ - begin);
  }

  bool TakeAttribute() {
    if (Here() == '{') return TakeExpression();
    if (TakeName().empty()) return false;
    TakeSpace();
    if (!Take('=')) return true;
    TakeSpace();
    if (Here() == '{') return TakeExpression();
    const char quote = Here();
    if (quote != '"' && quote != '\'') return false;
    const std::size_t close = text_.find(quote, at_ + 1);
    at_ = close == std::string_view::npos ? text_.size() : close + 1;
    return close != std::string_view::npos;
  }

  std::string_view text_;
  std::size_t at_;
};

bool IsBlankLine(std::string_view line) {
  return std::all_of(line.begin(), line.end(), IsAsciiBlank);
}

class MdxScan {
 public:
  explicit MdxScan(std::string_view text) : text_(text), code_spans_(text) {}

  ForeignSyntax Run() && {
    while (at_ < text_.size()) ReadLine();
    return std::move(found_);
  }

 private:
  // A component whose end is still to come.
  struct Parent {
    std::string_view name;
    std::size_t column = 0;              // of its tag, as the parser will see it
    std::optional<std::size_t> indents;  // how much more its text is indented by; its first line tells
  };

  void ReadLine() {
    line_ = {at_, kLineEnds.FindIn(text_, at_)};
    const std::size_t indent = TakeIndent();
    const std::size_t begin = SkipMarkers();
    at_ = Behind(line_.end);
    const bool is_text = !IsInFence(begin) && begin < line_.end && !TakeModule() && !TakeBlock(begin, indent);
    in_paragraph_ = is_text && text_[begin] != '#';
    if (is_text) ReadText(begin);
  }

  std::size_t Behind(std::size_t line_end) const { return SkipLineEnd(text_, line_end); }

  // What the line is indented by for being in a component, as nobody indents code in MDX.
  std::size_t TakeIndent() {
    const std::string_view line = Slice(text_, line_);
    const std::size_t indent = std::min(line.find_first_not_of(" \t"), line.size());
    if (parents_.empty() || indent == line.size()) return 0;
    Parent& parent = parents_.back();
    const std::size_t surplus = indent - std::min(indent, parent.column);
    if (!parent.indents) parent.indents = surplus;
    const std::size_t size = std::min(*parent.indents, surplus);
    if (size > 0) found_.indents.push_back({line_.begin, line_.begin + size});
    return size;
  }

  // Where the line's text begins: behind the marks of quotes and, outside of fences, of list items.
  std::size_t SkipMarkers() {
    in_quote_ = false;
    std::size_t at = line_.begin;
    while (at < line_.end) {
      const bool is_quote = text_[at] == '>';
      in_quote_ = in_quote_ || is_quote;
      const std::size_t item = fence_.empty() ? ItemMarker(at) : 0;
      if (!is_quote && !IsAsciiBlank(text_[at]) && item == 0) break;
      at += std::max<std::size_t>(item, 1);
    }
    return at;
  }

  // The size of `-` or `12.` at `at`, or 0.
  std::size_t ItemMarker(std::size_t at) const {
    std::size_t end = at;
    while (end < line_.end && end - at < 9 && IsAsciiDigit(text_[end])) ++end;
    const std::string_view marks = end > at ? ".)" : "-*+";
    if (end == line_.end || marks.find(text_[end]) == std::string_view::npos) return 0;
    ++end;
    return end == line_.end || IsAsciiBlank(text_[end]) ? end - at : 0;
  }

  bool IsInFence(std::size_t begin) {
    const std::string_view line = Slice(text_, {begin, line_.end});
    const std::string_view fence = FenceOf(line, "`~$");
    const std::string_view rest = line.substr(fence.size());
    if (!fence_.empty()) {
      if (fence.starts_with(fence_) && IsBlankLine(rest)) fence_ = {};
      return true;
    }
    // Code and formulas in text look alike.
    const char mark = fence.empty() ? '\0' : fence.front();
    const bool opens =
        mark == '~' || (mark == '`' && rest.find(mark) == std::string_view::npos) || (mark == '$' && IsBlankLine(rest));
    if (opens) fence_ = fence;
    return opens;
  }

  // `import` and `export` go up to a blank line; there may be some in brackets.
  bool TakeModule() {
    const std::string_view line = Slice(text_, line_);
    if (in_paragraph_ || (!line.starts_with("import ") && !line.starts_with("export "))) return false;
    std::size_t end = RunEnd(line_.begin);
    if (!is_open_module_) {
      BracketReader reader(text_, line_.begin);
      while (!reader.AtEnd() && (reader.IsOpen() || !EndsRun(reader.at()))) reader.Step();
      is_open_module_ = reader.IsOpen();
      if (!is_open_module_) end = reader.at();
    }
    found_.blocks.push_back({BlockKind::kCode, {line_.begin, end}});
    at_ = Behind(end);
    return true;
  }

  // True for a line end with a blank line, or nothing, behind it.
  bool EndsRun(std::size_t at) const {
    if (!IsLineEnd(text_[at])) return false;
    const std::size_t next = Behind(at);
    return IsBlankLine(Slice(text_, {next, kLineEnds.FindIn(text_, next)}));
  }

  // The end of the last line before a blank one.
  std::size_t RunEnd(std::size_t at) {
    if (at < run_end_) return run_end_;
    run_end_ = kLineEnds.FindIn(text_, at);
    while (run_end_ < text_.size() && !EndsRun(run_end_)) run_end_ = kLineEnds.FindIn(text_, Behind(run_end_));
    return run_end_;
  }

  // Tags and expressions, on one or several lines, with nothing else beside them.
  bool TakeBlock(std::size_t begin, std::size_t indent) {
    // What was read once for nothing is not read to its end again. The marks of a quote would stand amid the rest.
    const bool is_one_line = in_quote_ || begin < read_until_;
    JsxReader reader(is_one_line ? text_.substr(0, line_.end) : text_, begin);
    std::vector<Tag> tags;
    std::size_t end = begin;
    do {
      if (!Take(reader, tags)) {
        read_until_ = std::max(read_until_, reader.at());
        return false;
      }
      end = reader.at();
      reader.TakeBlanks();
    } while (!reader.AtLineEnd());
    found_.blocks.push_back({BlockKind::kOther, {begin, end}});
    if (!in_quote_) Nest(tags, begin - line_.begin - indent);
    at_ = Behind(reader.at());
    return true;
  }

  static bool Take(JsxReader& reader, std::vector<Tag>& tags) {
    if (reader.Here() != '<') return reader.TakeExpression();
    const std::optional<Tag> tag = reader.TakeTag();
    if (tag) tags.push_back(*tag);
    return tag.has_value();
  }

  void Nest(const std::vector<Tag>& tags, std::size_t column) {
    for (const Tag& tag : tags) {
      if (!tag.closes && !tag.is_alone) parents_.push_back({tag.name, column, std::nullopt});
      if (tag.closes && !parents_.empty() && parents_.back().name == tag.name) parents_.pop_back();
    }
  }

  // The line from `begin` on, and those behind it into which a tag, an expression or code goes on.
  void ReadText(std::size_t begin) {
    static constexpr ByteSet kStarts("\n\r\\`<{");
    for (at_ = kStarts.FindIn(text_, begin); at_ < text_.size(); at_ = kStarts.FindIn(text_, at_)) {
      const char c = text_[at_];
      if (IsLineEnd(c)) {
        at_ = Behind(at_);
        return;
      }
      if (c == '`') {
        at_ = code_spans_.EndOf(at_, RunEnd(at_)).value_or(TicksEnd(text_, at_));
      } else if (c == '\\') {
        at_ += at_ + 1 < text_.size() && !IsLineEnd(text_[at_ + 1]) ? 2 : 1;
      } else {
        at_ = BehindInline();
      }
    }
  }

  std::size_t BehindInline() {
    if (at_ < unclosed_ || IsDestination()) return at_ + 1;
    const std::size_t limit = in_quote_ ? line_.end : RunEnd(at_);
    JsxReader reader(text_.substr(0, limit), at_);
    std::vector<Tag> tags;
    if (!Take(reader, tags)) {
      unclosed_ = reader.at();
      return at_ + 1;
    }
    found_.inlines.push_back({at_, reader.at()});
    return reader.at();
  }

  // `[text](<a b.md>)`
  bool IsDestination() const { return at_ >= 2 && text_.substr(at_ - 2, 3) == "](<"; }

  std::string_view text_;
  std::size_t at_ = 0;
  Range line_;              // that was begun last
  bool in_quote_ = false;   // that line
  std::string_view fence_;  // that is open
  bool in_paragraph_ = false;
  std::vector<Parent> parents_;
  // What keeps the search linear.
  std::size_t run_end_ = 0;     // of the last run of lines that was asked for
  std::size_t read_until_ = 0;  // by a block that was none
  std::size_t unclosed_ = 0;    // up to here, what opens in text does not close
  CodeSpans code_spans_;
  bool is_open_module_ = false;  // one that never closes was read to the end of the text
  ForeignSyntax found_;
};

}  // namespace

bool IsMdx(std::string_view path) {
  return path.ends_with(".mdx");
}

ForeignSyntax FindMdx(std::string_view text) {
  return MdxScan(text).Run();
}

bool IsElement(std::string_view text, Range line, const std::vector<Range>& inlines) {
  const auto stands_before = [](Range range, std::size_t at) { return range.begin < at; };
  const auto first = std::lower_bound(inlines.begin(), inlines.end(), line.begin, stands_before);
  if (first == inlines.end() || first->begin != line.begin) return false;
  const std::string_view name = JsxReader(Slice(text, *first), 0).TakeTag().value_or(Tag{}).name;
  int depth = 0;
  for (auto at = first; at != inlines.end() && at->end <= line.end; ++at) {
    const std::optional<Tag> tag = JsxReader(Slice(text, *at), 0).TakeTag();
    if (!tag || tag->name != name || tag->is_alone) continue;
    depth += tag->closes ? -1 : 1;
    if (depth <= 0) return at->end == line.end;
  }
  return false;
}

std::string WithMasked(std::string text, const std::vector<Range>& inlines) {
  // The first byte tells addresses and formulas where to end; a comma opens nothing, wherever it stands.
  for (const Range range : inlines) {
    std::replace_if(
        text.begin() + static_cast<std::ptrdiff_t>(range.begin + 1),
        text.begin() + static_cast<std::ptrdiff_t>(range.end), [](char c) { return !IsLineEnd(c); }, ',');
  }
  return text;
}

std::string WithoutIndents(std::string_view text, const std::vector<Range>& indents) {
  std::string out;
  out.reserve(text.size());
  std::size_t at = 0;
  for (const Range indent : indents) {
    out += text.substr(at, indent.begin - at);
    at = indent.end;
  }
  return out += text.substr(at);
}

}  // namespace lockstep
