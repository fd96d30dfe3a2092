// Paragraphs that a translator worked through together with their source.
//
// Who translates a paragraph anew splits, joins and moves its sentences: what they were made of no longer tells which
// stands for which, today's alignment does. And who carried an edit over into a paragraph has read the sentences around
// it. Nothing is cleared here: the ladder decides, by the facts.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "stages/bindings.h"
#include "stages/ladder.h"
#include "stages/model/binding.h"
#include "stages/model/link.h"

namespace lockstep {

// Binds the sentences whose translation is new, or was edited by more than a typo, as `links`, today's alignment, pair
// them. Each keeps the wordings that its text was bound with before, so that the ladder can compare; sentences whose
// translation stands as it was keep their binding. Returns the target's blocks that were translated anew: most of their
// text is such sentences.
std::set<std::uint32_t> PairAnew(Bindings& bindings, const Step& source, const Step& target,
                                 const std::vector<Link>& links, const Occasion& occasion);

// What the ladder should know of the paragraph around each binding. An edit is carried over where source and
// translation of a sentence were both edited, the translation by more than a typo, and it followed.
std::vector<Surroundings> SurroundingsOf(const Bindings& bindings, const Outline& source, const Outline& target,
                                         const std::set<std::uint32_t>& anew, const Finders& finders,
                                         const Policy& policy);

}  // namespace lockstep
