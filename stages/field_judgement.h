// What a front-matter field says of a translation: by role, whatever the wording around it does.
#pragma once

#include <string>
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

// True where the two prices of today cannot be one: neither by the usual rate of their currencies, nor because both
// moved alike since they were bound. What nobody can tell is taken for well done.
bool PricesContradict(const Sides& sides, const Finders& finders);

// The same of two prices that are seen together for the first time.
bool PricesContradict(const std::string& source, const std::string& target, const Finders& finders);

// A price with its currency, which a bare number leaves to the language. `finder` must find one in it.
std::string PriceText(const std::string& value, const FactFinder& finder);

// The reasons that follow: one a field, or one a criterion for a rating.
std::vector<Reason> ExplainField(const Decision& decision, const Sides& sides, const OutlineSegment& field);

}  // namespace lockstep
