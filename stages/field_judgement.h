// What a front-matter field says of a translation: by role, whatever the wording around it does.
#pragma once

#include <vector>

#include "stages/judgement.h"
#include "stages/model/binding.h"
#include "stages/model/outline.h"
#include "stages/model/verdict.h"

namespace lockstep {

// The decision about a field, by role: a copy must equal the source's now; a translation and a conversion are stale
// where the source's value changed and the translation's did not; the others never are.
Decision DecideField(const Sides& sides, const OutlineSegment& field, const Policy& policy);

// The reasons that follow: one a field, or one a criterion for a rating.
std::vector<Reason> ExplainField(const Decision& decision, const Sides& sides, const OutlineSegment& field);

}  // namespace lockstep
