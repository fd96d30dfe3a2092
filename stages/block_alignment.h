// Pairs the blocks of two documents; blocks that stand elsewhere in the other document are found there.
//
// Pairs that are each other's clear best, wherever they stand, are anchors. The heaviest chain of anchors in order cuts
// the documents into pieces that are aligned in order; anchors off the chain cross it and stay only if they are strong.
// Blocks alone between the same neighbours belong together unless their texts speak against it.
// What is then still alone is joined to the link whose text it completes: paragraphs get split and merged. Links that
// rest on their place alone are up for choice meanwhile.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "stages/model/block.h"
#include "stages/model/link.h"
#include "stages/similarity.h"

namespace lockstep {

struct BlockUnit {
  BlockKind kind = BlockKind::kParagraph;
  int level = 0;              // of a heading; of a cell, its row
  std::uint64_t section = 0;  // hash of the id, 0 = none
  bool only_one = false;      // the only block with prose in its section
  std::uint64_t text_hash = 0;
  TextFeatures features;
  std::span<const TextFeatures> sentences;  // kept elsewhere
};

// Links of level block in which every block occurs once, in the order of the source; a block of the target alone
// follows the link that has its neighbour. Takes time in the product of the sizes up to some hundred blocks, and is
// linear above. The blocks compete in `similarity`, their sentences in `sentence_similarity`.
std::vector<Link> AlignBlocks(std::span<const BlockUnit> source, std::span<const BlockUnit> target,
                              const Similarity& similarity, const Similarity& sentence_similarity);

// True for kinds that hold running text, and that translators turn into each other.
bool IsProse(BlockKind kind);

// What the kinds, sections and texts of two blocks say for their being translations of each other, as log-odds.
float BlockLogOdds(const BlockUnit& source, const BlockUnit& target, const Similarity& similarity);

}  // namespace lockstep
