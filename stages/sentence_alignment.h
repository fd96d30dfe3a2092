// Aligns two short lists of texts that stand in the same order: the sentences of blocks that belong together.
//
// Dynamic programming over 1-1, 1-2, 2-1, 2-2, 1-0 and 0-1 links; what a link is worth is the log-odds of its texts.
// Concatenating the links gives back both lists.
#pragma once

#include <span>
#include <vector>

#include "stages/model/link.h"
#include "stages/similarity.h"

namespace lockstep {

// What the links of the dynamic programming cost besides the evidence of their texts, as log-odds.
struct LinkPriors {
  float pair = 0;      // added to every pair: they stand at the same place
  float alone = 0;     // a text without a counterpart
  float merge = 0;     // 1-2 and 2-1
  float double_merge = 0;  // 2-2
};
extern const LinkPriors kSentencePriors;

// The links in order; indices count from 0 in each list. Takes time in the product of the sizes where they are small,
// otherwise in the longer one times a band.
std::vector<Link> AlignInOrder(std::span<const TextFeatures> source, std::span<const TextFeatures> target,
                               Similarity& similarity, const LinkPriors& priors);

}  // namespace lockstep
