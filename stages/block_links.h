// The links between the blocks of two documents while they are being found, and what pairs of blocks are worth.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "stages/block_alignment.h"

namespace lockstep {

using BlockIndex = std::uint32_t;
using BlockIndices = std::vector<BlockIndex>;
inline constexpr BlockIndex kNoBlock = std::numeric_limits<BlockIndex>::max();

// The log-odds of blocks that are never translations of each other, such as a heading and a paragraph, are below this.
inline constexpr float kHopeless = -20;

// The blocks of one document.
struct BlockSide {
  std::span<const BlockUnit> units;
  BlockIndices link_of;  // by block; kNoBlock where it is free
  // By block: the next one in each direction that has any chance of a counterpart, or kNoBlock. A heading that the
  // other document has no heading for does not keep paragraphs apart.
  BlockIndices before, after;
  std::vector<bool> hopeless;  // by block: no block of the other document can match it

  bool IsFree(BlockIndex block) const { return link_of[block] == kNoBlock; }
  BlockIndices Free() const { return Free(0, units.size()); }
  BlockIndices Free(std::size_t begin, std::size_t end) const;
  // True for a free block that says what a linked one says.
  bool IsCopy(BlockIndex block) const;
};

// True for two blocks of the same bytes.
bool AreTwins(const BlockUnit& a, const BlockUnit& b);

// `blocks` as one, or nothing where they cannot be merged: only running text can.
std::optional<BlockUnit> MergedBlocks(std::span<const BlockUnit> units, std::span<const BlockIndex> blocks);

double ConfidenceOf(float log_odds);

class BlockLinks {
 public:
  // The blocks and `similarity` must outlive this object.
  BlockLinks(std::span<const BlockUnit> source, std::span<const BlockUnit> target, const Similarity& similarity);

  // False where there are so many blocks that they keep their order, and not all pairs are compared.
  bool ComparesAll() const { return !worths_.empty(); }
  const BlockSide& source() const { return source_; }
  const BlockSide& target() const { return target_; }
  const Similarity& similarity() const { return *similarity_; }
  const std::vector<Link>& links() const { return links_; }

  // The log-odds of two blocks with their places in mind, and of several blocks as one.
  float Worth(BlockIndex source, BlockIndex target) const;
  float GroupWorth(std::span<const BlockIndex> source, std::span<const BlockIndex> target) const;

  void Add(BlockIndices source, BlockIndices target, double confidence);
  // Lets a link take in a block, which makes its log-odds grow by `gain`.
  void Join(BlockIndex block, bool is_source, BlockIndex link, float gain);

  // Takes out the links that `chosen` marks, by index, and returns them: their blocks are free again.
  std::vector<Link> TakeOut(const std::vector<bool>& chosen);

  // All links by their first source block, and what is alone.
  std::vector<Link> InOrder() const;

 private:
  void CompareAll();
  void FindHopeless();

  BlockSide source_, target_;
  const Similarity* similarity_;
  std::vector<float> worths_;  // of all pairs, by source
  std::vector<Link> links_;
};

}  // namespace lockstep
