// Finds partners for the blocks that the alignment in order left alone.
#pragma once

#include "stages/block_links.h"
#include "stages/block_sentences.h"

namespace lockstep {

// Links blocks that are alone on both sides wherever they stand, if their texts say enough; those that are alone
// between the same neighbours, unless their texts speak against it; and joins what is then still alone to the link
// whose text it completes, for paragraphs get split and merged. Of links that rest on their place, against what they
// say, others may take a block for whom it counts more than the place. Requires that all pairs are compared.
void LinkLeftovers(BlockLinks& links, BlockSentences& sentences);

}  // namespace lockstep
