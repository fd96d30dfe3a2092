// What kinds and sections add to the evidence of the texts.
#include <algorithm>

#include "stages/block_alignment.h"

namespace lockstep {
namespace {

constexpr float kNever = -30;
constexpr float kSameHeading = 6;  // both name the same section of the template
constexpr float kOtherLevel = -3;
constexpr float kPlainHeading = -2;  // of headings that share nothing: too short a text to tell much
constexpr float kSameScore = 2.5F;
constexpr float kOtherScore = 0.5F;
constexpr float kSameDateLine = 5;
constexpr float kSameBytes = 6;  // code, HTML and math are copied, not translated
constexpr float kSameSection = 2;
constexpr float kOnlyInSection = 6;  // and neither section has another text
constexpr float kOtherSection = -2.5F;
constexpr float kOtherProse = -1.5F;  // a paragraph here, a list item there
constexpr float kOtherRow = -3;       // the header of a table here, another row there

float SectionLogOdds(const BlockUnit& source, const BlockUnit& target) {
  if (source.section == 0 || target.section == 0) return 0;
  if (source.section != target.section) return kOtherSection;
  return source.only_one && target.only_one ? kOnlyInSection : kSameSection;
}

float ProseLogOdds(const BlockUnit& source, const BlockUnit& target) {
  if (source.kind != target.kind) return kOtherProse;
  const bool is_header = source.level == 0, to_header = target.level == 0;
  return source.kind == BlockKind::kTableCell && is_header != to_header ? kOtherRow : 0;
}

float HeadingLogOdds(const BlockUnit& source, const BlockUnit& target, const Similarity& similarity) {
  if (source.section != 0 && target.section != 0 && source.section != target.section) return kNever;
  if (source.section != 0 && source.section == target.section && source.level == target.level) return kSameHeading;
  const float level = source.level == target.level ? 0.0F : kOtherLevel;
  return level + std::max(kPlainHeading, similarity.LogOdds(source.features, target.features));
}

}  // namespace

bool IsProse(BlockKind kind) {
  return kind == BlockKind::kParagraph || kind == BlockKind::kListItem || kind == BlockKind::kTableCell ||
         kind == BlockKind::kReference || kind == BlockKind::kFootnote;
}

float BlockLogOdds(const BlockUnit& source, const BlockUnit& target, const Similarity& similarity) {
  if (IsProse(source.kind) && IsProse(target.kind)) {
    return ProseLogOdds(source, target) + SectionLogOdds(source, target) +
           similarity.LogOdds(source.features, target.features);
  }
  if (source.kind != target.kind) return kNever;
  const bool same = source.text_hash == target.text_hash;
  switch (source.kind) {
    case BlockKind::kHeading: return HeadingLogOdds(source, target, similarity);
    case BlockKind::kScoreLine: return (same ? kSameScore : kOtherScore) + SectionLogOdds(source, target);
    case BlockKind::kDateLine: return (same ? kSameDateLine : kSameDateLine / 2) + SectionLogOdds(source, target) / 2;
    case BlockKind::kThematicBreak: return SectionLogOdds(source, target);
    default:
      return SectionLogOdds(source, target) +
             (same ? kSameBytes : similarity.LogOdds(source.features, target.features));
  }
}

}  // namespace lockstep
