#include "stages/sentence_text.h"

#include <algorithm>

#include "locales/ascii.h"

namespace lockstep {
namespace {

using Kind = InlineCode::Kind;
using Position = InlineCode::Position;

// Behind a run of citations `[1][3]` or `[1, 3]` at `at`, or `at`.
std::size_t SkipCitations(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] == '[') {
    std::size_t end = at + 1;
    while (end < text.size() && (IsAsciiDigit(text[end]) || text[end] == ',' || text[end] == ' ' || text[end] == '-'))
      ++end;
    if (end == at + 1 || !IsAsciiDigit(text[at + 1]) || end >= text.size() || text[end] != ']') break;
    at = end + 1;
  }
  return at;
}

// True where `text` ends with a full stop or the like, closing quotes behind it or not.
bool EndsSentence(std::string_view text) {
  for (const std::string_view mark : {".", "!", "?", "。", "！", "？", "．", "।", "۔", "؟", "።", ".\"", ".”", ".)"}) {
    if (text.size() >= mark.size() && text.back() == mark.back() && text.substr(text.size() - mark.size()) == mark)
      return true;
  }
  return false;
}

}  // namespace

SentenceText::SentenceText(std::string_view file, const Block& block) : file_(file.substr(0, block.range.end)) {
  text_.reserve(block.range.size());
  std::size_t at = block.range.begin;
  for (const InlineCode& code : block.codes) {
    Copy(at, code.range.begin);
    AddCode(code);
    at = code.range.end;
  }
  Copy(at, block.range.end);
}

void SentenceText::Add(std::string_view replacement, std::size_t begin, std::size_t end, bool closes) {
  spans_.push_back({text_.size(), begin, end, closes, false});
  text_ += replacement;
}

void SentenceText::CopyPlain(std::size_t begin, std::size_t end) {
  if (begin == end) return;
  spans_.push_back({text_.size(), begin, end, false, true});
  text_ += file_.substr(begin, end - begin);
}

// Citations behind a full stop belong to the sentence that it ends.
void SentenceText::Copy(std::size_t begin, std::size_t end) {
  const std::string_view part = file_.substr(0, end);
  std::size_t from = begin;
  for (std::size_t at = part.find('[', begin); at != std::string_view::npos;) {
    const std::size_t behind = SkipCitations(part, at);
    if (behind > at) {
      CopyPlain(from, at);
      std::string_view before = text_;
      if (!before.empty() && before.back() == ' ') before.remove_suffix(1);
      Add(EndsSentence(before) ? "" : "n", at, behind, true);
      from = behind;
    }
    at = part.find('[', std::max(behind, at + 1));
  }
  CopyPlain(from, end);
}

void SentenceText::AddCode(const InlineCode& code) {
  const Range range = code.range;
  if (code.kind == Kind::kLineBreak) return Add(" ", range.begin, range.end, false);
  if (code.kind == Kind::kEscape) return Add(file_.substr(range.begin + 1, 1), range.begin, range.end, false);
  const bool behind_end = code.kind == Kind::kFootnote && EndsSentence(text_);
  if (code.position == Position::kClose || behind_end) return Add("", range.begin, range.end, true);
  if (code.position == Position::kOpen) return Add("", range.begin, range.end, false);
  Add(code.kind == Kind::kHtml ? " " : "Xx", range.begin, range.end, false);
}

std::size_t SentenceText::ToFile(std::size_t offset) {
  while (next_ < spans_.size() && (next_ + 1 < spans_.size() ? spans_[next_ + 1].text_begin : text_.size()) < offset) {
    ++next_;
  }
  if (next_ == spans_.size()) return file_.size();
  const Span& span = spans_[next_];
  const std::size_t end = next_ + 1 < spans_.size() ? spans_[next_ + 1].text_begin : text_.size();
  if (offset < end) return span.verbatim ? span.file_begin + (offset - span.text_begin) : span.file_begin;
  // At the very end of a span: what closes behind it goes along.
  std::size_t at = span.file_end;
  for (std::size_t i = next_ + 1; i < spans_.size() && spans_[i].text_begin == offset && spans_[i].closes; ++i) {
    at = spans_[i].file_end;
  }
  return at;
}

}  // namespace lockstep
