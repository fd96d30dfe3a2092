#include "stages/block_twins.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace lockstep {
namespace {

// One side of the links, as they come to be.
struct Side {
  const BlockSide* blocks;
  std::vector<BlockIndex> Link::*of;  // what a link has of this side
  BlockIndices link_of;               // by block; kNoBlock where it is free

  bool IsFree(BlockIndex block) const { return block < link_of.size() && link_of[block] == kNoBlock; }
};

class TwinSettler {
 public:
  explicit TwinSettler(BlockLinks& links)
      : links_(&links),
        settled_(links.links()),
        source_{&links.source(), &Link::source, links.source().link_of},
        target_{&links.target(), &Link::target, links.target().link_of} {}

  void Run() {
    Slide(source_, target_);
    Slide(target_, source_);
    Commit();
  }

 private:
  // Gives blocks of `there` other partners here.
  void Slide(Side& here, const Side& there) {
    const auto count = static_cast<BlockIndex>(there.link_of.size());
    for (BlockIndex j = count; j-- > 0;) SlideTo(here, there, j, 1);
    for (BlockIndex j = 0; j < count; ++j) SlideTo(here, there, j, static_cast<BlockIndex>(-1));
  }

  // So that the partner of block `j` stands beside that of the block `step` behind it: 1, or -1 as an unsigned number,
  // with which sums come out right.
  void SlideTo(Side& here, const Side& there, BlockIndex j, BlockIndex step) {
    const BlockIndex now = PartnerOf(j, here, there);
    if (now == kNoBlock || !IsVerbatim(there.blocks->units[j].kind)) return;
    Link& link = settled_[there.link_of[j]];
    if (link.source.size() != 1 || link.target.size() != 1) return;
    const BlockIndex neighbour = PartnerOf(j + step, here, there), other = PartnerOf(j - step, here, there);
    if (neighbour == kNoBlock || (other != kNoBlock && other == now - step)) return;
    const BlockIndex better = neighbour - step;
    if (!here.IsFree(better) || !AreTwins(here.blocks->units[better], here.blocks->units[now])) return;
    here.link_of[now] = kNoBlock;
    here.link_of[better] = there.link_of[j];
    (link.*here.of).front() = better;
  }

  // The first block that is linked to block `j` of `there`, or kNoBlock.
  BlockIndex PartnerOf(BlockIndex j, const Side& here, const Side& there) const {
    const bool is_linked = j < there.link_of.size() && there.link_of[j] != kNoBlock;
    return is_linked ? (settled_[there.link_of[j]].*here.of).front() : kNoBlock;
  }

  void Commit() {
    std::vector<bool> changed(settled_.size());
    for (std::size_t n = 0; n < settled_.size(); ++n) changed[n] = settled_[n] != links_->links()[n];
    if (std::find(changed.begin(), changed.end(), true) == changed.end()) return;
    links_->TakeOut(changed);
    for (std::size_t n = 0; n < settled_.size(); ++n)
      if (changed[n]) links_->Add(settled_[n].source, settled_[n].target, settled_[n].confidence);
  }

  BlockLinks* links_;
  std::vector<Link> settled_;
  Side source_, target_;
};

}  // namespace

void SettleTwins(BlockLinks& links) {
  const auto is_verbatim = [](const BlockUnit& unit) { return IsVerbatim(unit.kind); };
  const std::span<const BlockUnit> units = links.target().units;
  if (std::any_of(units.begin(), units.end(), is_verbatim)) TwinSettler(links).Run();
}

}  // namespace lockstep
