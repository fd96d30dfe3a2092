#include "stages/block_twins.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace lockstep {
namespace {

// One side of the links: which block of the other side each block has.
struct Partners {
  const BlockSide* side;
  BlockIndices of;  // by block; kNoBlock where it is free

  bool IsFree(BlockIndex block) const { return block < of.size() && of[block] == kNoBlock; }
};

class TwinSettler {
 public:
  explicit TwinSettler(BlockLinks& links)
      : links_(&links),
        source_{&links.source(), BlockIndices(links.source().units.size(), kNoBlock)},
        target_{&links.target(), BlockIndices(links.target().units.size(), kNoBlock)} {
    for (const Link& link : links.links()) {
      for (const BlockIndex i : link.source) source_.of[i] = link.target.front();
      for (const BlockIndex j : link.target) target_.of[j] = link.source.front();
    }
  }

  void Run() {
    Slide(source_, target_);
    Slide(target_, source_);
    Commit();
  }

 private:
  // Gives blocks of `there` other partners here.
  static void Slide(Partners& here, Partners& there) {
    const auto count = static_cast<BlockIndex>(there.of.size());
    for (BlockIndex j = count; j-- > 0;) SlideTo(here, there, j, 1);
    for (BlockIndex j = 0; j < count; ++j) SlideTo(here, there, j, -1);
  }

  // So that the partner of block `j` stands beside that of the block `step` behind it.
  static void SlideTo(Partners& here, Partners& there, BlockIndex j, int step) {
    const BlockIndex now = there.of[j];
    if (now == kNoBlock || !IsVerbatim(there.side->units[j].kind) || here.of[now] != j) return;
    const auto beside = static_cast<BlockIndex>(step);  // -1 as an unsigned number: sums come out right
    const auto partner = [&](BlockIndex block) { return block < there.of.size() ? there.of[block] : kNoBlock; };
    const BlockIndex neighbour = partner(j + beside), other = partner(j - beside);
    if (neighbour == kNoBlock || (other != kNoBlock && other == now - beside)) return;
    const BlockIndex better = neighbour - beside;
    if (better == now || !here.IsFree(better) || !AreTwins(here.side->units[better], here.side->units[now])) return;
    here.of[now] = kNoBlock;
    here.of[better] = j;
    there.of[j] = better;
  }

  void Commit() {
    std::vector<bool> changed;
    for (const Link& link : links_->links()) {
      const bool is_single = link.source.size() == 1 && link.target.size() == 1;
      changed.push_back(is_single &&
                        (source_.of[link.source[0]] != link.target[0] || target_.of[link.target[0]] != link.source[0]));
    }
    if (std::none_of(changed.begin(), changed.end(), [](bool is) { return is; })) return;
    const std::vector<Link> old = links_->TakeOut(changed);
    for (BlockIndex i = 0; i < source_.of.size(); ++i) {
      const BlockIndex j = source_.of[i];
      if (j == kNoBlock || !links_->source().IsFree(i)) continue;
      const auto was = std::find_if(old.begin(), old.end(), [&](const Link& link) {
        return link.source.front() == i || link.target.front() == j;
      });
      links_->Add({i}, {j}, was->confidence);
    }
  }

  BlockLinks* links_;
  Partners source_, target_;
};

}  // namespace

void SettleTwins(BlockLinks& links) {
  const auto is_verbatim = [](const BlockUnit& unit) { return IsVerbatim(unit.kind); };
  const std::span<const BlockUnit> units = links.target().units;
  if (std::any_of(units.begin(), units.end(), is_verbatim)) TwinSettler(links).Run();
}

}  // namespace lockstep
