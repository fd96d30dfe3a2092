// What a front-matter field says of a translation: by role, whatever the wording around it does.
#pragma once

#include <vector>

#include "stages/ladder.h"
#include "stages/model/binding.h"
#include "stages/model/outline.h"
#include "stages/model/verdict.h"

namespace lockstep {

// The decision about a field, by role: a copy must equal the source's now; text to translate goes through the ladder as
// a sentence does (a list as a whole: its items are in no order); a conversion is stale where the source's value
// changed and the translation's did not, or changed so much less or more that the two cannot be one price; the others
// never are.
Decision DecideField(const Sides& sides, const OutlineSegment& field, const Finders& finders, const Policy& policy);

// True where two prices, seen together for the first time, cannot be one.
bool PricesContradict(const std::string& source, const std::string& target, const Finders& finders);

// The reasons that follow: one a field, or one a criterion for a rating.
std::vector<Reason> ExplainField(const Decision& decision, const Sides& sides, const OutlineSegment& field);

}  // namespace lockstep
