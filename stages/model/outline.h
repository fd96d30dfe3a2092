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
  bool is_field = false;
  BlockKind block_kind = BlockKind::kParagraph;  // of the body
  std::uint32_t block = 0;                       // of the body: the document's n-th block
  std::string field;                             // name, where is_field
  FieldRole role = FieldRole::kIgnore;           // where is_field
  std::string section;                           // section id, or ""
  std::uint32_t first_line = 0;                  // from 1
  std::uint32_t last_line = 0;
  std::string text;                              // normalized
  SegmentKeys keys;
  bool operator==(const OutlineSegment&) const = default;
};

struct Outline {
  DocumentKey key;
  std::vector<OutlineSegment> segments;  // fields first, then the body, each in file order
};

Outline MakeOutline(const Document& document);

}  // namespace lockstep
