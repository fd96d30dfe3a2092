#include "stages/section_names.h"

namespace lockstep {

SectionNames::SectionNames(const Outline& outline) {
  std::string heading;
  for (const OutlineSegment& segment : outline.segments) {
    if (!segment.is_field() && segment.block_kind == BlockKind::kHeading) heading = segment.text;
    const std::string& name = segment.is_field() || !segment.section.empty() ? segment.section : heading;
    if (name != names_.back()) names_.push_back(name);
    index_.push_back(names_.size() - 1);
  }
}

}  // namespace lockstep
