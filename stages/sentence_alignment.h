// Aligns the sentences of blocks that belong together.
#pragma once

#include <span>
#include <vector>

#include "stages/ordered_alignment.h"
#include "stages/similarity.h"

namespace lockstep {

extern const LinkPriors kSentencePriors;

// The links in order, of level segment; concatenating them gives back both lists. Indices count from 0 in each list.
std::vector<Link> AlignSentences(std::span<const TextFeatures> source, std::span<const TextFeatures> target,
                                 Similarity& similarity, const LinkPriors& priors = kSentencePriors);

// What the sentences in their order say for the two lists being translations of each other, as log-odds. Requires that
// they are among the texts that compete.
float WorthOfSentences(std::span<const TextFeatures> source, std::span<const TextFeatures> target,
                       const Similarity& similarity);

}  // namespace lockstep
