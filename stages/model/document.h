// One file, read: the value that every later stage works on.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "stages/model/block.h"
#include "stages/model/diagnostic.h"
#include "stages/model/front_matter.h"
#include "stages/model/segment.h"
#include "stages/model/source.h"

namespace lockstep {

// Raised whenever the blocks, segments, texts or keys made of a file change; stored with what it made.
inline constexpr std::uint32_t kExtractorVersion = 7;

// What pairs documents: all documents of a review share collection and ref, each has its own language.
struct DocumentKey {
  std::string collection;
  std::string ref;
  std::string lang;  // canonical BCP 47
  bool operator==(const DocumentKey&) const = default;
  auto operator<=>(const DocumentKey&) const = default;  // NOLINT(modernize-use-nullptr): it means the compiler's own 0
};

struct Document {
  Source source;
  DocumentKey key;
  FrontMatter front;
  std::vector<Section> sections;  // at least section 0
  std::vector<Block> blocks;
  std::vector<Segment> segments;  // fields first, then the body, each in file order

  // What a segment of this document is text of: a field, or a block of the body; null where it is the other.
  const Field* FieldOf(const Segment& segment) const {
    const auto* of = std::get_if<Segment::OfField>(&segment.place);
    return of == nullptr ? nullptr : &front.fields[of->field];
  }
  const Block* BlockOf(const Segment& segment) const {
    const auto* of = std::get_if<Segment::OfBlock>(&segment.place);
    return of == nullptr ? nullptr : &blocks[of->block];
  }

  // False where an error makes the document unusable (no key, broken front matter, not text):
  // it is reported and skipped, and what the store knew of it stays.
  bool usable = false;
};

}  // namespace lockstep
