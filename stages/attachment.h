// Gives the segments that appeared in a step to the bindings that are theirs.
//
// Text that is back goes to the binding that lost it; other new text where today's alignment puts it. What the
// alignment leaves alone is a translator's addition to its neighbour, or source that nobody has translated yet. What a
// translator writes over an orphan is new text for such source, too.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "stages/binding_owners.h"
#include "stages/bindings.h"
#include "stages/model/link.h"

namespace lockstep {

// A binding of two wordings as they stand, made on `occasion`.
Binding NewBinding(SegmentIndices source, SegmentIndices target, double confidence, const Occasion& occasion);

// The source says again what `binding` was made for: nothing is stale about it any more.
void TakeEditBack(Binding& binding, const Occasion& occasion);

// True where nothing in the translation stands for the binding's source, and nothing was bound to it.
bool IsUntranslated(const Binding& binding);

class Attachment {
 public:
  // All but the first are kept by reference.
  Attachment(Bindings& bindings, const Outline& source, const Outline& target, const Occasion& occasion);

  // Text that was taken away and is back: the binding that lost it, or that has come to stand for another text since,
  // has it again; in the same field, or in the body.
  void Restore();
  // New text of a link: the binding of the other side may take it; where that is new, too, the link is a new binding.
  // An orphan that was rewritten is new text for source that is still to be translated.
  void Follow(const Link& link);
  // What is still free: of the target with its neighbour in the block, else alone.
  void Rest();

 private:
  using Owned = std::vector<std::int32_t>;  // by segment

  void Own(std::int32_t binding, const SegmentIndices& source, const SegmentIndices& target);
  void TakeSource(std::int32_t owner, const SegmentIndices& free);
  void TakeTarget(std::int32_t owner, const SegmentIndices& free);
  void FreeRewrittenOrphans(const SegmentIndices& target);

  Bindings& bindings_;
  const Outline& source_;
  const Outline& target_;
  const Occasion& occasion_;
  Owned source_owner_, target_owner_;
  std::vector<bool> rewritten_;  // by segment of the target: an orphan's that has come to say something else
};

}  // namespace lockstep
