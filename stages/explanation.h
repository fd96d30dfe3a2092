// The words behind a finding: what it rests on, what decided, and what would clear it. For people who check.
#pragma once

#include <string>
#include <vector>

#include "stages/judgement.h"
#include "stages/model/binding.h"
#include "stages/model/outline.h"
#include "stages/model/verdict.h"

namespace lockstep {

struct Explanation {
  std::string bound;                // where the binding comes from
  std::string decided;              // the rung of the ladder, in words
  std::string policy;               // what the configuration makes of it; "" = it has no say
  std::vector<std::string> clears;  // each of these would; none where nothing is to be cleared
};

// "accepted", "missing", "orphan", "as-bound", "target-edited", "source-edited", "both-edited": for JSON.
const char* Name(Rung rung);

// `place` is the segment the binding stands at: the source's first, or the translation's where there is no source.
Explanation Explain(const Finding& finding, const Binding& binding, const OutlineSegment& place, const Policy& policy);

}  // namespace lockstep
