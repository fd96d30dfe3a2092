// What there is to translate of a review, unit by unit: a binding's source, and the translation that it has.
//
// A unit is named for its source's text and section, not for its place or number, so that the same source has the same
// id in every export, whatever was inserted before it. What needs no translator is no unit: scores, dates, ratings and
// other fields that are copied or derived.
//
// A sentence is a unit, but for paragraphs whose translation says something that the source took back: who mends those
// must be able to leave sentences out, so all of the paragraph is one unit.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "stages/binding_owners.h"
#include "stages/judgement.h"
#include "stages/model/document.h"
#include "stages/model/work_package.h"

namespace lockstep {

struct WorkUnit {
  PackageUnit packed;                 // as a package has it; current, without a reason
  SegmentIndices source;              // segments of the source document
  SegmentIndices target;              // of the translation; empty: there is none
  std::vector<std::size_t> bindings;  // their numbers; none where there are no bindings
};

enum class Grain {
  kSentences,   // each text in one unit, a sentence where that may be
  kParagraphs,  // each text in one unit, a paragraph where that may be
  kEach,        // both: what may come back, under the ids that the others give
};

// The units of a translation with `bindings`, whose indices count in the two documents; in the order of the source.
std::vector<WorkUnit> MakeWorkUnits(const Document& source, const Document& target, const Bindings& bindings,
                                    Grain grain = Grain::kSentences);

// The units of a review that has no translation yet: one a segment, or one a paragraph. Not for Grain::kEach.
std::vector<WorkUnit> MakeWorkUnits(const Document& source, Grain grain = Grain::kSentences);

// True where `id` looks like one of theirs, whatever it is of. Tools number units by themselves.
bool IsUnitId(std::string_view id);

// Says in `unit` what was found of its bindings: why it needs work, and the wording that it was made for. `findings`
// are of `bindings`, and `source` is their outline, in the language of `locale`.
void DescribeWork(WorkUnit& unit, const std::vector<Finding>& findings, const Bindings& bindings, const Outline& source,
                  const Locale& locale, const Policy& policy);

}  // namespace lockstep
