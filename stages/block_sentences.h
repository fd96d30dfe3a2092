// What the sentences of blocks say for the blocks' being translations of each other.
//
// A paragraph as a whole tells what it is about, its sentences in their order tell how much of it another one holds. So
// they find what was merged into a paragraph, and which of several paragraphs about one thing a translation is of.
#pragma once

#include <cstddef>
#include <span>

#include "stages/block_links.h"
#include "stages/similarity.h"

namespace lockstep {

class BlockSentences {
 public:
  // Both are kept by reference. The sentences of all blocks are to compete in `similarity`.
  BlockSentences(const BlockLinks& links, const Similarity& similarity) : links_(links), similarity_(similarity) {}

  // What they add to the log-odds of blocks, each side read in the order given. Nothing where the blocks have many
  // sentences, or where as many were compared already as a pair of documents may cost.
  float Worth(std::span<const BlockIndex> source, std::span<const BlockIndex> target);
  // By how much that grows if `joined` goes with `link`, before its blocks or behind them.
  float Gain(const Link& link, BlockIndex joined, bool is_source);

 private:
  bool MayCompare(std::span<const BlockIndex> source, std::span<const BlockIndex> target) const;
  float Compare(std::span<const BlockIndex> source, std::span<const BlockIndex> target);

  const BlockLinks& links_;
  const Similarity& similarity_;
  std::size_t compared_ = 0;  // pairs of sentences
};

}  // namespace lockstep
