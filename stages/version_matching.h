// Follows the segments of one document from a version to the next.
//
// Text that stayed the same is found by its keys, wherever it moved, and text that recurs by what stands beside it;
// what was edited stands between the same neighbours, or is found by the words it kept. So an inserted paragraph
// renumbers nothing.
#pragma once

#include <vector>

#include "stages/model/link.h"
#include "stages/model/outline.h"

namespace lockstep {

// Links of level segment from `then` (source) to `now` (target): fields by name, then the body. Every segment occurs
// once; a 1-0 link is a deletion, a 0-1 link an insertion. The links are in the order of `then`; insertions follow.
// Identical text has confidence 1. Takes time in the text, times a bounded band where much of it was edited.
std::vector<Link> MatchVersions(const Outline& then, const Outline& now);

}  // namespace lockstep
