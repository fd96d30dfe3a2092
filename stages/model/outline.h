// What is kept of a document when its file is closed: the segments' texts and where they stood.
//
// The judge works on outlines, not on files: the version of last week is nowhere but in the store.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "stages/model/document.h"

namespace lockstep {

struct OutlineSegment {
  enum class Kind : std::uint8_t { kField, kBody };
  Kind kind = Kind::kBody;
  BlockKind block_kind = BlockKind::kParagraph;  // of kBody
  std::uint32_t block = 0;                       // of kBody: the document's n-th block
  std::string field;                             // of kField: its name
  FieldRole role = FieldRole::kIgnore;           // of kField
  std::string section;                           // section id, or ""
  std::uint32_t first_line = 0;                  // from 1
  std::uint32_t last_line = 0;
  std::string text;  // normalized
  SegmentKeys keys;

  bool is_field() const { return kind == Kind::kField; }
  bool is_verbatim() const { return kind == Kind::kBody && IsVerbatim(block_kind); }
  bool operator==(const OutlineSegment&) const = default;
};

struct Outline {
  DocumentKey key;
  std::vector<OutlineSegment> segments;  // fields first, then the body, each in file order
};

// True for cells of one row of a table.
bool AreInOneRow(const OutlineSegment& a, const OutlineSegment& b);

Outline MakeOutline(const Document& document);

}  // namespace lockstep
