// Carries edits of code, HTML and formulas over into a translation that repeats them.
#pragma once

#include <vector>

#include "stages/judgement.h"
#include "stages/model/document.h"
#include "stages/splice_plan.h"

namespace lockstep {

// The edits of `target` (no two touch) that make its verbatim blocks say what the source's say now: all of a block
// where each of its lines was bound as the source's own, so that lines that came and went go with it, and single lines
// where others were translated, or where the translation has comments of its own. The items of an edit are bindings.
// `findings` are of `bindings`, which count in the documents.
std::vector<PlannedEdit> CarryVerbatim(const Document& source, const Document& target, const Bindings& bindings,
                                       const std::vector<Finding>& findings);

}  // namespace lockstep
