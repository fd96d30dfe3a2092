// Blocks that the source moved, and whose translation stayed behind.
//
// A translation may stand in an order of its own: that alone is no debt. It becomes one where blocks stood in the same
// order on both sides, and the source moved one of them. When the two orders agree again, whoever moved, it is settled.
#pragma once

#include "stages/bindings.h"
#include "stages/model/binding.h"

namespace lockstep {

// Says of today's bindings, in order, since when their source stands elsewhere than its translation does
// (Binding::source_moved), and takes that back where both orders agree. It is said once a block, and once a row of a
// table. `before` are the bindings that the step began with. Which of two blocks moved past the other, nobody can tell:
// it is the smaller part, and no heading that a paragraph was moved past.
void NoteMoves(Bindings& today, const Bindings& before, const Step& source, const Step& target, const Moment& now);

}  // namespace lockstep
