// What is told of a translation: what the ladder decides of each binding, and what the two outlines add to it (score
// lines, doubts, moves), as reasons with their places; all of them are the verdict.
#pragma once

#include <vector>

#include "stages/ladder.h"
#include "stages/model/binding.h"
#include "stages/model/outline.h"
#include "stages/model/verdict.h"

namespace lockstep {

// What both outlines and the policy say of a binding, with all that it rests on.
struct Finding {
  Sides sides;
  Decision decision;  // as it is told: score lines, doubts and the policy are in it
  // One, or one a criterion of a rating, and one of its own where the source moved; none where nothing is to be told.
  std::vector<Reason> reasons;
  // Text that the translation has on its own; its reasons say so, too.
  bool is_addition = false;
  // A line of code, HTML or a formula: no translator gets it, and the memory knows nothing of it.
  bool is_verbatim = false;
};

// Of each binding. The outlines are those that the bindings' indices count in.
std::vector<Finding> Examine(const Bindings& bindings, const Outline& source, const Outline& target,
                             const Finders& finders, const Policy& policy);

// What follows from the findings about all bindings of a translation: every reason, and the worst of them.
Verdict Summarize(const std::vector<Finding>& findings);

// Both at once. `today` outlines are those that the bindings' indices count in.
Verdict Judge(const Bindings& bindings, const Outline& source, const Outline& target, const Finders& finders,
              const Policy& policy);

}  // namespace lockstep
