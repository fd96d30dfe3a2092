#include "stages/model/outline.h"

#include "stages/model/line_counter.h"

namespace lockstep {

bool AreInOneRow(const OutlineSegment& a, const OutlineSegment& b) {
  const auto is_cell = [](const OutlineSegment& s) { return !s.is_field() && s.block_kind == BlockKind::kTableCell; };
  return is_cell(a) && is_cell(b) && a.first_line == b.first_line;
}

Outline MakeOutline(const Document& document) {
  Outline outline;
  outline.key = document.key;
  outline.segments.reserve(document.segments.size());
  LineCounter lines(document.source.text);
  for (const Segment& segment : document.segments) {
    OutlineSegment& kept = outline.segments.emplace_back();
    if (const Field* field = document.FieldOf(segment)) {
      kept.kind = OutlineSegment::Kind::kField;
      kept.field = field->name;
      kept.role = field->role;
    } else {
      const Block& block = *document.BlockOf(segment);
      kept.block_kind = block.kind;
      kept.block = *segment.block();
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
