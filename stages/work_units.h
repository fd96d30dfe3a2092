// What there is to translate of a review, unit by unit: a binding's source, and the translation that it has.
//
// A unit is named for its source's text and section, not for its place or number, so that the same source has the same
// id in every export, whatever was inserted before it. What needs no translator is no unit: scores, dates, ratings and
// other fields that are copied or derived.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "stages/binding_owners.h"
#include "stages/judgement.h"
#include "stages/model/document.h"
#include "stages/model/work_package.h"

namespace lockstep {

struct WorkUnit {
  PackageUnit unit;                    // current, without a reason
  SegmentIndices source;               // segments of the source document
  SegmentIndices target;               // of the translation; empty: there is none
  std::optional<std::size_t> binding;  // its number; nothing where there are no bindings
};

// The units of a translation with `bindings`, whose indices count in the two documents; in the order of the source.
std::vector<WorkUnit> MakeWorkUnits(const Document& source, const Document& target, const Bindings& bindings);

// The units of a review that has no translation yet: one a segment.
std::vector<WorkUnit> MakeWorkUnits(const Document& source);

// Says in `unit` what `finding` (of `binding`) found: why it needs work, and the wording that it was made for.
void DescribeWork(PackageUnit& unit, const Finding& finding, const Binding& binding, const OutlineSegment& place,
                  const Policy& policy);

}  // namespace lockstep
