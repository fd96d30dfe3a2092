// What a translation gives to the memory: texts that are translations of each other, with a good deal of certainty.
#pragma once

#include <vector>

#include "stages/facts.h"
#include "stages/model/binding.h"
#include "stages/model/outline.h"
#include "stages/model/unit.h"

namespace lockstep {

// A link less sure than this gives nothing: a wrong unit is offered again and again.
inline constexpr double kFeedConfidence = 0.8;

// The pairings of the bindings of which nothing was doubtful, as they were bound: never today's text with a stale
// translation, but the wording that this was made for. They are used where both sides still stand like that.
// Scores and dates, and text without a word, are left out. Of the lists of the front matter, whose order does not
// matter, the items that are the same in both give a pairing, and the last ones left over where both have as many.
// `source_facts` finds the facts of the source's language.
std::vector<Pairing> PairingsOf(const Bindings& bindings, const Outline& source, const Outline& target,
                                const FactFinder& source_facts);

// The context of the segments `first` to `last` of `outline`.
SegmentContext ContextOf(const Outline& outline, std::size_t first, std::size_t last);

// True where a segment's text is for translators, and so for the memory.
bool IsFed(const OutlineSegment& segment);

}  // namespace lockstep
