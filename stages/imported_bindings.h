// Binds what somebody has put into a translation on purpose: who translated a text for this source knows what it is
// for.
//
// Elsewhere a binding waits for the ladder; here the answer came with the source that it is for, and that was checked.
#pragma once

#include <vector>

#include "stages/bindings.h"
#include "stages/model/binding.h"
#include "stages/model/document.h"
#include "stages/text_edits.h"

namespace lockstep {

// Source segments and the bytes of the translation (as it is now) that were made for them.
struct MadeFor {
  SegmentIndices source;
  std::vector<Range> target;
  bool doubtful = false;  // the two contradict each other, and nobody has said that this is right
};

// The segments of `document` that have bytes in `ranges`.
SegmentIndices SegmentsIn(const Document& document, const std::vector<Range>& ranges);

// `made` with what was made for several sentences at once cut into those that belong together.
std::vector<MadeFor> CutIntoSentences(const std::vector<MadeFor>& made, const Document& source, const Document& target);

// Adds to `made` what the bindings of `before` say of text that nobody touched, but that stands in one segment with it
// in `after`: it has not lost its translation. `moved` is how `before` became `after`.
void AddUntouched(const Bindings& bindings, const Document& before, const EditMap& moved, const Document& after,
                  std::vector<MadeFor>& made);

// `made`, in the order of its source, with those in one that have a segment of the translation in common: a translation
// without a full stop makes one sentence with the next.
std::vector<MadeFor> JoinShared(const std::vector<MadeFor>& made, const Document& target);

// Marks as doubtful what of `made` contradicts its source as MarkDoubtful finds it, where that is `in_question`.
// `target` is the translation as it is to be.
void DoubtMade(std::vector<MadeFor>& made, const SegmentIndices& in_question, const Document& source,
               const Document& target, const Finders& finders);

// Binds each of `made` as it stands, doubtful or not, with the evidence and moment of `occasion`. Segments leave the
// bindings that they were in; what is left of those stays. A binding that says all of it already is left alone. Returns
// whether any was changed.
bool BindAsMade(Bindings& bindings, const std::vector<MadeFor>& made, const Document& target, const Occasion& occasion);

}  // namespace lockstep
