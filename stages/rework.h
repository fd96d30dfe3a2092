// Paragraphs that a translator worked through together with their source.
//
// Who translates a paragraph anew splits, joins and moves its sentences: what they were made of no longer tells which
// stands for which, today's alignment does. And who carried an edit over into a paragraph has read the sentences around
// it. Nothing is cleared here: the ladder decides, by the facts.
#pragma once

#include <vector>

#include "stages/bindings.h"
#include "stages/judgement.h"
#include "stages/model/binding.h"
#include "stages/model/link.h"

namespace lockstep {

// Where most of a paragraph's translation is new wording, binds its sentences as `links`, today's alignment, pair them.
// Each keeps the wordings that its text was bound with before, so that the ladder can compare. Sentences whose
// translation stands as it was keep their binding.
void PairAnew(Bindings& bindings, const Step& source, const Step& target, const std::vector<Link>& links,
              const Occasion& occasion);

// For each binding, whether the translator carried an edit of the source over in its paragraph: source and translation
// of a sentence were both edited, the translation by more than a typo, and it followed.
std::vector<bool> WorkedThrough(const Bindings& bindings, const Outline& source, const Outline& target,
                                const Finders& finders, const Policy& policy);

}  // namespace lockstep
