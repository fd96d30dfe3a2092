#include "stages/model/outline.h"

#include <string_view>

namespace lockstep {
namespace {

// Lines of a text, for offsets that ascend but for the few that do not.
class LineCounter {
 public:
  explicit LineCounter(std::string_view text) : text_(text) {}

  // The line, from 1, of the byte at `offset`. Lines end at LF, CRLF or a lone CR.
  std::uint32_t LineAt(std::size_t offset) {
    if (offset < at_) *this = LineCounter(text_);
    for (; at_ < offset; ++at_) {
      const bool ends = text_[at_] == '\n' || (text_[at_] == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] != '\n'));
      if (ends) ++line_;
    }
    return line_;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
};

}  // namespace

Outline MakeOutline(const Document& document) {
  Outline outline;
  outline.key = document.key;
  outline.segments.reserve(document.segments.size());
  LineCounter lines(document.source.text);
  for (const Segment& segment : document.segments) {
    OutlineSegment& kept = outline.segments.emplace_back();
    if (segment.field != Segment::kNone) kept.kind = OutlineSegment::Kind::kField;
    if (kept.is_field()) {
      const Field& field = document.front.fields[static_cast<std::size_t>(segment.field)];
      kept.field = field.name;
      kept.role = field.role;
    } else {
      const Block& block = document.blocks[static_cast<std::size_t>(segment.block)];
      kept.block_kind = block.kind;
      kept.block = static_cast<std::uint32_t>(segment.block);
      kept.section = document.sections[block.section].id;
    }
    kept.first_line = lines.LineAt(segment.range.begin);
    kept.last_line = lines.LineAt(segment.range.empty() ? segment.range.begin : segment.range.end - 1);
    kept.text = segment.text;
    kept.keys = segment.keys;
  }
  return outline;
}

}  // namespace lockstep
