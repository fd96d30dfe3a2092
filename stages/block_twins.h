// Blocks that read the same (`:::`, `<Tabs>`, a shortcode) and stand in a document several times.
#pragma once

#include "stages/block_links.h"

namespace lockstep {

// Of several verbatim blocks that read the same, alignment may have linked any. Lets a link change to the free one that
// stands beside the counterpart of its neighbour: what opens goes with what follows, and what closes with what came
// before.
void SettleTwins(BlockLinks& links);

}  // namespace lockstep
