// Makes bindings from aligned text, and carries them from one version of a review to the next.
//
// A binding follows its segments: where the source was edited, it keeps the wording it was made for, so that the judge
// can compare. New text is bound where the alignment pairs it with new text; what cannot be paired stays alone and is
// missing or an orphan. Nothing is bound anew here because it looks fine: that is `Decide`'s decision alone.
#pragma once

#include <cstdint>
#include <vector>

#include "stages/binding_owners.h"
#include "stages/ladder.h"
#include "stages/model/binding.h"
#include "stages/model/link.h"
#include "stages/model/outline.h"

namespace lockstep {

// What `Bind` and `Advance` need to know of the moment.
struct Occasion {
  Moment now;
  Evidence evidence = Evidence::kSync;
  // An edit of the target and one of its source within this time, in either order, are one edit. Milliseconds.
  std::int64_t settling_ms = kDefaultSettlingMs;
};

// The bindings of a translation seen for the first time. `links` are of level segment, from aligning the two. A
// sentence without a counterpart in an aligned block is bound with its neighbour: translators join sentences.
Bindings Bind(const Outline& source, const Outline& target, const std::vector<Link>& links, const Occasion& occasion);

// Marks the bindings whose two texts contradict each other in their facts: each side has a value of a kind and unit, as
// a percentage or a frequency, that the other lacks; or they are prices that cannot be one. For bindings that nobody
// saw being made. The documents are those whose segments the bindings count in.
void MarkDoubtful(Bindings& bindings, const Document& source, const Document& target, const Finders& finders);

// One side's step from a version to the next: `links` pair old segments (source) with new ones (target).
struct Step {
  const Outline& then;
  const Outline& now;
  std::vector<Link> links;
};

// True where today's documents have to be aligned to carry the bindings on: a version has text that no text of the old
// one became, or what a translator wrote over an orphan may stand for source that is still to be translated.
bool NeedAlignment(const Bindings& before, const Step& source, const Step& target);

// The bindings of today from those of `then`. `links` are of level segment, from aligning today's documents; they may
// be left out where those need no alignment. Bindings whose decision is to bind anew are bound to today's wordings.
Bindings Advance(const Bindings& before, const Step& source, const Step& target, const std::vector<Link>& links,
                 const Occasion& occasion, const Finders& finders, const Policy& policy);

// The four texts of a binding, with today's outlines.
Sides SidesOf(const Binding& binding, const Outline& source, const Outline& target);

// What the text of a binding is part of.
TextRole RoleOf(const Binding& binding, const Outline& source, const Outline& target);

}  // namespace lockstep
