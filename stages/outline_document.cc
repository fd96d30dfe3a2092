#include "stages/outline_document.h"

#include <string>
#include <utility>

namespace lockstep {
namespace {

std::uint32_t SectionOf(Document& document, const std::string& id) {
  if (document.sections.back().id != id) document.sections.push_back({id, -1, 2});
  return static_cast<std::uint32_t>(document.sections.size() - 1);
}

// Tells the row of each cell, in order, by the lines: behind a table's header stands its delimiter.
class RowCounter {
 public:
  int RowAt(std::uint32_t line) {
    const std::uint32_t next = last_line_ + (row_ == 0 ? 2 : 1);
    if (line != last_line_) row_ = line == next ? row_ + 1 : 0;
    last_line_ = line;
    return row_;
  }

 private:
  std::uint32_t last_line_ = 0;
  int row_ = -1;
};

// The bytes of all texts, a line each.
std::size_t SizeOf(const Outline& outline) {
  std::size_t size = 0;
  for (const OutlineSegment& segment : outline.segments) size += segment.text.size() + 1;
  return size;
}

// The block of a body segment: the last one if that is its, a new one otherwise.
Segment::OfBlock BlockOf(const OutlineSegment& segment, std::int64_t last_block, Range range, RowCounter& rows,
                         Document& document) {
  if (last_block == segment.block) {
    document.blocks.back().range.end = range.end;
  } else {
    Block& block = document.blocks.emplace_back();
    block.kind = segment.block_kind;
    block.range = range;
    block.section = SectionOf(document, segment.section);
    if (block.kind == BlockKind::kTableCell) block.level = rows.RowAt(segment.first_line);
  }
  return {static_cast<std::uint32_t>(document.blocks.size()) - 1};
}

}  // namespace

Document DocumentOf(const Outline& outline, const FactFinder& facts) {
  Document document;
  document.key = outline.key;
  document.sections.emplace_back();
  document.segments.reserve(outline.segments.size());
  document.source.text.reserve(SizeOf(outline));
  std::int64_t last_block = -1;
  RowCounter rows;
  for (const OutlineSegment& kept : outline.segments) {
    std::string& text = document.source.text;
    const Range range{text.size(), text.size() + kept.text.size()};
    text += kept.text;
    text += '\n';
    Segment& segment = document.segments.emplace_back();
    segment.range = range;
    segment.text = kept.text;
    if (kept.is_field() || !IsVerbatim(kept.block_kind)) segment.facts = facts.Find(kept.text);
    segment.keys = kept.keys;
    if (kept.is_field()) {
      segment.place = Segment::OfField{static_cast<std::uint32_t>(document.front.fields.size())};
      Field& field = document.front.fields.emplace_back();
      field.name = kept.field;
      field.role = kept.role;
    } else {
      segment.place = BlockOf(kept, last_block, range, rows, document);
      last_block = kept.block;
    }
  }
  document.usable = true;
  return document;
}

}  // namespace lockstep
