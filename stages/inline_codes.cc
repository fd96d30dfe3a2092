#include "stages/inline_codes.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "locales/ascii.h"
#include "stages/link_syntax.h"
#include "stages/model/line_ends.h"

namespace lockstep {
namespace {

using Kind = InlineCode::Kind;
using Position = InlineCode::Position;

constexpr std::size_t kMaxEntity = 34;  // &CounterClockwiseContourIntegral;

bool IsPunctuation(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

// The bytes of the code point that `text` begins with.
std::size_t CodePointSize(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) ++size;
  return std::min(size, text.size());
}

// Walks events and bytes side by side.
class InlineWalk {
 public:
  InlineWalk(std::string_view file, Range range, int quote_depth, std::vector<PairedCode>& codes)
      : file_(file.substr(0, range.end)), at_(range.begin), quote_depth_(quote_depth), codes_(&codes) {}

  void Run(const std::vector<InlineEvent>& events) {
    for (const InlineEvent& event : events) {
      if (!Step(event)) break;
    }
    // What was opened before the walk ended has no end: it is text.
    for (const std::size_t open : open_) (*codes_)[open].code.range.end = (*codes_)[open].code.range.begin;
  }

 private:
  bool Step(const InlineEvent& event) {
    const bool enter = event.edge == InlineEvent::Edge::kEnter;
    if (in_autolink_ && event.kind != InlineEvent::Kind::kLink) return true;
    switch (event.kind) {
      case InlineEvent::Kind::kText: return Text(event.literal);
      case InlineEvent::Kind::kHtml: return Html(event.literal);
      case InlineEvent::Kind::kBreak: return Break();
      case InlineEvent::Kind::kCode: return CodeSpan();
      case InlineEvent::Kind::kFootnote: return Footnote();
      case InlineEvent::Kind::kEmphasis: return enter ? OpenMark(Kind::kEmphasis, 1) : CloseMark(1);
      case InlineEvent::Kind::kStrong: return enter ? OpenMark(Kind::kStrong, 2) : CloseMark(2);
      case InlineEvent::Kind::kLink: return enter ? OpenLink() : CloseLink();
      case InlineEvent::Kind::kImage: return enter ? OpenImage() : CloseLink();
    }
    return false;
  }

  char Here() const { return at_ < file_.size() ? file_[at_] : '\0'; }
  bool HereIs(std::string_view text) const { return file_.substr(at_, text.size()) == text; }

  std::size_t Add(Kind kind, Position position, std::size_t end) {
    codes_->push_back({{kind, position, {at_, end}}, std::nullopt});
    at_ = end;
    return codes_->size() - 1;
  }

  bool Open(Kind kind, std::size_t size) {
    open_.push_back(Add(kind, Position::kOpen, at_ + size));
    return true;
  }

  bool Close(std::size_t end) {
    const std::size_t opening = open_.back();
    open_.pop_back();
    const std::size_t closing = Add((*codes_)[opening].code.kind, Position::kClose, end);
    (*codes_)[opening].partner = closing;
    (*codes_)[closing].partner = opening;
    return true;
  }

  bool Text(std::string_view literal) {
    while (!literal.empty()) {
      const std::size_t used = Here() == '\\' ? Escape(literal) : Here() == '&' ? Entity(literal) : Plain(literal);
      if (used == 0) return false;
      literal.remove_prefix(used);
    }
    return true;
  }

  // Equal bytes up to the next that could mean something else.
  std::size_t Plain(std::string_view literal) {
    const std::string_view bytes = file_.substr(at_, literal.size());
    std::size_t size = 0;
    while (size < bytes.size() && bytes[size] == literal[size] && bytes[size] != '\\' && bytes[size] != '&') ++size;
    at_ += size;
    return size;
  }

  std::size_t Escape(std::string_view literal) {
    const bool escapes = at_ + 1 < file_.size() && IsPunctuation(file_[at_ + 1]);
    if (escapes && literal.front() == file_[at_ + 1]) {
      Add(Kind::kEscape, Position::kAlone, at_ + 2);
      return 1;
    }
    if (escapes || literal.front() != '\\') return 0;
    ++at_;
    return 1;
  }

  // &amp; is one or two characters of the text; they are known by what follows.
  std::size_t Entity(std::string_view literal) {
    const std::size_t length = file_.substr(at_, kMaxEntity).find(';');
    const bool entity = length != std::string_view::npos && length > 1;
    const std::string_view source = entity ? file_.substr(at_, length + 1) : std::string_view("&");
    if (literal.substr(0, source.size()) == source || !entity) {
      if (literal.front() != '&') return 0;
      ++at_;
      return 1;
    }
    at_ += source.size();
    const std::size_t one = CodePointSize(literal);
    const std::string_view rest = literal.substr(one);
    const bool fits = rest.empty() || rest.front() == Here() || Here() == '&' || Here() == '\\';
    return fits ? one : one + CodePointSize(rest);
  }

  bool Html(std::string_view literal) {
    const std::size_t begin = at_;
    while (!literal.empty() && at_ < file_.size()) {
      if (literal.front() == '\n') {
        if (!Break()) return false;
      } else if (file_[at_++] != literal.front()) {
        return false;
      }
      literal.remove_prefix(1);
    }
    if (!literal.empty()) return false;
    const std::size_t end = std::exchange(at_, begin);
    Add(Kind::kHtml, Position::kAlone, end);
    return true;
  }

  // The code itself is found with the spans; here it is only stepped over.
  bool Break() {
    while (IsAsciiBlank(Here())) ++at_;
    if (Here() == '\\') ++at_;
    const std::size_t line = SkipLineEnd(file_, at_);
    if (line == at_) return false;
    at_ = SkipLinePrefix(file_, line, file_.size(), quote_depth_);
    return true;
  }

  bool CodeSpan() {
    const std::size_t inside = std::min(file_.find_first_not_of('`', at_), file_.size());
    const std::size_t ticks = inside - at_;
    if (ticks == 0) return false;
    for (std::size_t run = file_.find('`', inside); run != std::string_view::npos;) {
      const std::size_t end = std::min(file_.find_first_not_of('`', run), file_.size());
      if (end - run == ticks) {
        Add(Kind::kCode, Position::kAlone, end);
        return true;
      }
      run = file_.find('`', end);
    }
    return false;
  }

  bool Footnote() {
    const std::size_t end = HereIs("[^") ? file_.find(']', at_) : std::string_view::npos;
    if (end == std::string_view::npos) return false;
    Add(Kind::kFootnote, Position::kAlone, end + 1);
    return true;
  }

  bool IsMark(std::size_t size) const {
    const char c = Here();
    return (c == '*' || c == '_') && at_ + size <= file_.size() && (size == 1 || file_[at_ + 1] == c);
  }
  bool OpenMark(Kind kind, std::size_t size) { return IsMark(size) && Open(kind, size); }
  bool CloseMark(std::size_t size) { return IsMark(size) && !open_.empty() && Close(at_ + size); }

  bool OpenLink() {
    if (Here() == '[') return Open(Kind::kLink, 1);
    const std::size_t end = Here() == '<' ? file_.find('>', at_) : std::string_view::npos;
    if (end == std::string_view::npos) return false;
    Add(Kind::kAutolink, Position::kAlone, end + 1);
    in_autolink_ = true;
    return true;
  }
  bool OpenImage() { return HereIs("![") && Open(Kind::kImage, 2); }

  bool CloseLink() {
    if (std::exchange(in_autolink_, false)) return true;
    if (Here() != ']' || open_.empty()) return false;
    const std::size_t opening = open_.back();
    const std::size_t text_begin = (*codes_)[opening].code.range.end;
    const std::string_view text = file_.substr(text_begin, at_ - text_begin);
    const std::optional<std::size_t> inline_end = InlineLinkEnd(file_, at_ + 1);
    if (inline_end) return Close(*inline_end);
    if (IsCitationNumber(text)) return ForgetCitation(opening);
    return Close(LinkLabelEnd(file_, at_ + 1).value_or(at_ + 1));
  }

  // [1] is a citation, whatever a definition makes of it: its text says which entry is meant.
  bool ForgetCitation(std::size_t opening) {
    open_.pop_back();
    (*codes_)[opening].code.range.end = (*codes_)[opening].code.range.begin;
    at_ = LinkLabelEnd(file_, at_ + 1).value_or(at_ + 1);
    return true;
  }

  static bool IsCitationNumber(std::string_view text) {
    return !text.empty() && text.size() <= 4 && std::all_of(text.begin(), text.end(), IsAsciiDigit);
  }

  std::string_view file_;  // up to the end of the block
  std::size_t at_;
  int quote_depth_;
  std::vector<PairedCode>* codes_;
  std::vector<std::size_t> open_;  // indexes of codes that wait for their closing mark
  bool in_autolink_ = false;
};

}  // namespace

std::vector<PairedCode> FindInlineCodes(std::string_view file, Range range, int quote_depth,
                                        const std::vector<InlineEvent>& events) {
  std::vector<PairedCode> codes;
  InlineWalk(file, range, quote_depth, codes).Run(events);
  FindSpans(file, range, quote_depth, codes);
  ResolveOverlaps(codes);
  return codes;
}

}  // namespace lockstep
