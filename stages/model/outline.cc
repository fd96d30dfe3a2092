#include "stages/model/outline.h"

#include "stages/model/line_counter.h"

namespace lockstep {

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
    kept.first_line = lines.FirstLine(segment.range);
    kept.last_line = lines.LastLine(segment.range);
    kept.text = segment.text;
    kept.keys = segment.keys;
  }
  return outline;
}

}  // namespace lockstep
