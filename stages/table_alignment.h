// Pairs the blocks of two documents, each row of a table as one block.
//
// A cell is too short to be known by what it says: a row is, by all of its cells, wherever it stands. The cells of
// linked rows belong together in their order. Where two tables differ in their number of columns, those are aligned,
// too, by all that stands in them; where only two rows differ, because a cell is empty, their cells are.
#pragma once

#include <span>
#include <vector>

#include "stages/block_alignment.h"

namespace lockstep {

// As AlignBlocks, for blocks among which cells may be.
std::vector<Link> AlignBlocksAndTables(std::span<const BlockUnit> source, std::span<const BlockUnit> target,
                                       const Similarity& similarity, const Similarity& sentence_similarity);

}  // namespace lockstep
