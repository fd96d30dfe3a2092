// The unit of translation: a sentence of a block, or the value of a front-matter field. Of blocks that nobody
// translates (IsVerbatim) it is a line: what is compared.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "locales/range.h"
#include "stages/model/block.h"
#include "stages/model/fact.h"
#include "stages/model/front_matter.h"

namespace lockstep {

// Hashes (XXH3, 64 bits) of ever coarser forms of a segment's text, for lookup only.
struct SegmentKeys {
  std::uint64_t exact = 0;   // normalized text
  std::uint64_t loose = 0;   // also case, quotes, dashes, full-width forms
  std::uint64_t masked = 0;  // also every fact replaced by its kind
  bool operator==(const SegmentKeys&) const = default;
};

struct Segment {
  struct OfField {
    std::uint32_t field;  // index into FrontMatter::fields
  };
  struct OfBlock {
    std::uint32_t block;  // index into Document::blocks
  };

  bool is_field() const { return std::holds_alternative<OfField>(place); }
  // Index into Document::blocks; nothing for a field.
  std::optional<std::uint32_t> block() const {
    const OfBlock* of = std::get_if<OfBlock>(&place);
    return of == nullptr ? std::nullopt : std::optional(of->block);
  }

  std::variant<OfField, OfBlock> place;
  // Bytes of the file. Segments of a block are disjoint and in order; what lies between two is white space, and of
  // verbatim blocks also lines that say nothing.
  // For a field: the range of its value.
  Range range;
  std::string text;               // normalized (see normalization.h); a list as "[a, b]"
  std::vector<InlineCode> codes;  // those of the block that lie in `range`
  std::vector<Fact> facts;        // ranges are bytes of `text`
  SegmentKeys keys;
};

}  // namespace lockstep
