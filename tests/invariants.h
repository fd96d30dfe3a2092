// What holds for every document, however broken: shared by the unit tests, the fuzz targets and the run
// over whole histories. Each check returns the first violation as text, or "".
#pragma once

#include <string>
#include <vector>

#include "stages/block_ranges.h"
#include "stages/markdown.h"
#include "stages/normalization.h"
#include "stages/segmentation.h"

namespace lockstep::invariants {

inline std::string At(const char* what, std::size_t offset) {
  return std::string(what) + " at byte " + std::to_string(offset);
}

// True where `range` holds nothing but markers and white space, line by line.
inline bool IsMarkers(std::string_view file, Range range) {
  while (range.begin < range.end) {
    const std::size_t line_end = std::min(file.find_first_of("\r\n", range.begin), range.end);
    if (!WithoutMarkers(file, {range.begin, line_end}).empty()) return false;
    range.begin = std::min(line_end + 1, range.end);
  }
  return true;
}

inline std::string CheckCodes(const Block& block) {
  std::size_t free = block.range.begin;
  for (const InlineCode& code : block.codes) {
    if (code.range.begin < free || code.range.empty()) return At("codes overlap", code.range.begin);
    if (code.range.end > block.range.end) return At("a code leaves its block", code.range.end);
    free = code.range.end;
  }
  return "";
}

// Blocks are in order and disjoint, and between two there are only markers.
inline std::string CheckBlocks(std::string_view file, Range body, const Body& parsed) {
  std::size_t free = body.begin;
  for (const Block& block : parsed.blocks) {
    if (block.range.begin < free || block.range.end > body.end) return At("blocks overlap", block.range.begin);
    if (block.range.empty()) return At("an empty block", block.range.begin);
    if (!IsMarkers(file, {free, block.range.begin})) return At("text in no block", free);
    if (block.section >= parsed.sections.size()) return At("a block without section", block.range.begin);
    if (std::string error = CheckCodes(block); !error.empty()) return error;
    free = block.range.end;
  }
  return IsMarkers(file, {free, body.end}) ? "" : At("text in no block", free);
}

// True where `range` is white space or the bytes of line breaks, whose prefix counts as such.
inline bool IsGap(std::string_view file, Range range, const Block& block) {
  for (const InlineCode& code : block.codes) {
    if (code.kind != InlineCode::Kind::kLineBreak || code.range.end <= range.begin) continue;
    if (code.range.begin >= range.end) break;
    if (!TrimSpace(file, {range.begin, std::max(range.begin, code.range.begin)}).empty()) return false;
    range.begin = std::min(code.range.end, range.end);
  }
  return TrimSpace(file, range).empty();
}

// True where no segment of `block` need have `range`: white space, and of a verbatim block what says nothing. Comments
// of HTML do not either, whatever they hold.
inline bool MayBeLeftOut(std::string_view file, Range range, const Block& block) {
  if (!IsVerbatim(block.kind)) return IsGap(file, range, block);
  const bool says_something = AnyCodePoint(Slice(file, range), [](char32_t c) { return IsLetter(c) || IsDigit(c); });
  return block.kind == BlockKind::kHtml || !says_something;
}

// The segments of each block are in order and disjoint; those of a translatable or verbatim one cover all of it but for
// what may be left out.
inline std::string CheckSegments(const Document& document) {
  const std::string_view file = document.source.text;
  auto segment = document.segments.begin();
  while (segment != document.segments.end() && segment->is_field()) ++segment;
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    const Block& block = document.blocks[i];
    std::size_t free = block.range.begin;
    for (; segment != document.segments.end() && segment->block() == i; ++segment) {
      if (segment->range.begin < free || segment->range.end > block.range.end) return At("segments overlap", free);
      if (segment->range.empty()) return At("an empty segment", free);
      if (!MayBeLeftOut(file, {free, segment->range.begin}, block)) return At("text in no segment", free);
      if (NormalizeText(segment->text) != segment->text) return At("normalization is not idempotent", free);
      free = segment->range.end;
    }
    const bool has_segments = IsTranslatable(block.kind) || IsVerbatim(block.kind);
    if (has_segments && !MayBeLeftOut(file, {free, block.range.end}, block)) return At("text in no segment", free);
  }
  return segment == document.segments.end() ? "" : "a segment out of order";
}

// Putting every segment's own bytes where they came from gives the file.
inline std::string CheckSplicing(const Document& document) {
  const std::string& file = document.source.text;
  std::string spliced;
  std::size_t at = 0;
  for (const Segment& segment : document.segments) {
    if (segment.range.begin < at || segment.range.end > file.size())
      return At("segments out of order", segment.range.begin);
    spliced.append(file, at, segment.range.begin - at).append(Slice(file, segment.range));
    at = segment.range.end;
  }
  spliced.append(file, at);
  return spliced == file ? "" : "splicing changes the file";
}

inline bool SameSegments(const std::vector<Segment>& a, const std::vector<Segment>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Segment& x, const Segment& y) {
    return x.range == y.range && x.text == y.text && x.keys == y.keys && x.codes == y.codes && x.facts == y.facts;
  });
}

// All of the above for a document whose source and front matter are set; sets its blocks and segments.
inline std::string CheckDocument(Document& document, LanguageTools& tools) {
  const Range range{document.front.range.end, document.source.text.size()};
  Body body = ParseMarkdown(document.source, range, *tools.locale);
  if (std::string error = CheckBlocks(document.source.text, range, body); !error.empty()) return error;
  document.sections = body.sections;
  document.blocks = body.blocks;
  document.segments = SegmentDocument(document, tools);
  if (!SameSegments(document.segments, SegmentDocument(document, tools))) return "segmentation is not deterministic";
  if (std::string error = CheckSegments(document); !error.empty()) return error;
  return CheckSplicing(document);
}

}  // namespace lockstep::invariants
