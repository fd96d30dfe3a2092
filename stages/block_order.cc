#include "stages/block_order.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "stages/binding_owners.h"
#include "stages/heaviest_chain.h"

namespace lockstep {
namespace {

using Index = std::uint32_t;
constexpr Index kNowhere = std::numeric_limits<Index>::max();
constexpr float kHeadingWeight = 4;  // of a block: a heading carries its section

// Which blocks stand in the same order on both sides: as many as there can be.
class BlockOrder {
 public:
  BlockOrder(const Bindings& bindings, const Outline& source, const Outline& target)
      : source_(source), target_(target) {
    std::map<BlockPair, float> weights;
    for (const Binding& binding : bindings) {
      const std::optional<BlockPair> place = BlocksOf(binding, source, target);
      if (!place) continue;
      const bool heading = source.segments[binding.source.front()].block_kind == BlockKind::kHeading;
      weights.emplace(*place, heading ? kHeadingWeight : 1);
    }
    std::vector<ChainItem> items;
    for (const auto& [place, weight] : weights) {
      places_.push_back(place);
      items.push_back({place.second, weight});
    }
    in_order_ = HeaviestChain(Ranked(std::move(items)));
  }

  bool Has(const BlockPair& place) const {
    const auto found = std::lower_bound(places_.begin(), places_.end(), place);
    return found != places_.end() && *found == place && in_order_[static_cast<std::size_t>(found - places_.begin())];
  }
  bool Has(const Binding& binding) const {
    const std::optional<BlockPair> place = BlocksOf(binding, source_, target_);
    return place && Has(*place);
  }

 private:
  // Two blocks that share their translation are in order: targets are numbered so that equal ones increase, too.
  static std::vector<ChainItem> Ranked(std::vector<ChainItem> items) {
    std::vector<std::size_t> by_target(items.size());
    for (std::size_t n = 0; n < items.size(); ++n) by_target[n] = n;
    std::stable_sort(by_target.begin(), by_target.end(),
                     [&](std::size_t a, std::size_t b) { return items[a].target < items[b].target; });
    for (std::size_t rank = 0; rank < by_target.size(); ++rank)
      items[by_target[rank]].target = static_cast<Index>(rank);
    return items;
  }

  const Outline& source_;
  const Outline& target_;
  std::vector<BlockPair> places_;  // ascending
  std::vector<bool> in_order_;
};

// For each segment of the new version the one that it was, or kNowhere.
std::vector<Index> Predecessors(const Step& step) {
  std::vector<Index> predecessors(step.now.segments.size(), kNowhere);
  for (const Link& link : step.links) {
    if (link.source.empty()) continue;
    for (const Index n : link.target) predecessors[n] = link.source.front();
  }
  return predecessors;
}

// True where blocks of the body stand in another order than before.
bool ChangesOrder(const Step& step, const std::vector<Index>& predecessors) {
  Index last = 0;
  for (std::size_t n = 0; n < predecessors.size(); ++n) {
    if (predecessors[n] == kNowhere || step.now.segments[n].is_field()) continue;
    const Index block = step.then.segments[predecessors[n]].block;
    if (block < last) return true;
    last = block;
  }
  return false;
}

// True for segments of one block, or of one row of a table.
bool IsOneBlock(const OutlineSegment& a, const OutlineSegment& b) {
  return a.block == b.block || AreInOneRow(a, b);
}

// The blocks of the source that the step moved past one of those that are `in_order`: the blocks they were, by the
// block they are.
class MovedBlocks {
 public:
  MovedBlocks(const Bindings& today, const BlockOrder& in_order, const Step& step,
              const std::vector<Index>& predecessors) {
    for (const Binding& binding : today) {
      if (binding.source.empty() || step.now.segments[binding.source.front()].is_field()) continue;
      const Index before = predecessors[binding.source.front()];
      if (before == kNowhere) continue;
      blocks_.push_back(
          {step.now.segments[binding.source.front()].block, step.then.segments[before].block, in_order.Has(binding)});
    }
    std::sort(blocks_.begin(), blocks_.end(), [](const Block& a, const Block& b) { return a.now < b.now; });
    Index latest = 0;
    for (Block& block : blocks_) {
      block.moved = block.then < latest;
      if (block.in_order) latest = std::max(latest, block.then);
    }
    Index earliest = kNowhere;
    for (std::size_t n = blocks_.size(); n-- > 0;) {
      blocks_[n].moved = blocks_[n].moved || blocks_[n].then > earliest;
      if (blocks_[n].in_order) earliest = std::min(earliest, blocks_[n].then);
    }
  }

  bool Has(Index block) const {
    const auto found = std::lower_bound(blocks_.begin(), blocks_.end(), block,
                                        [](const Block& known, Index wanted) { return known.now < wanted; });
    return found != blocks_.end() && found->now == block && found->moved;
  }

 private:
  struct Block {
    Index now = 0;
    Index then = 0;
    bool in_order = false;
    bool moved = false;
  };
  std::vector<Block> blocks_;
};

}  // namespace

void NoteMoves(Bindings& today, const Bindings& before, const Step& source, const Step& target, const Moment& now) {
  const std::vector<Index> predecessors = Predecessors(source);
  const bool source_moves = ChangesOrder(source, predecessors);
  const auto is_noted = [](const Binding& binding) { return binding.source_moved.has_value(); };
  if (!source_moves && std::none_of(today.begin(), today.end(), is_noted)) return;

  const BlockOrder in_order(today, source.now, target.now);
  for (Binding& binding : today)
    if (in_order.Has(binding)) binding.source_moved.reset();
  if (!source_moves) return;

  const BlockOrder was_in_order(before, source.then, target.then);
  const std::vector<std::int32_t> owners = Owners(before, &Binding::source, source.then.segments.size());
  const MovedBlocks moved(today, in_order, source, predecessors);
  const OutlineSegment* last = nullptr;  // of which it was said
  for (Binding& binding : today) {
    if (!BlocksOf(binding, source.now, target.now) || in_order.Has(binding)) continue;
    const Index first = binding.source.front();
    const OutlineSegment& segment = source.now.segments[first];
    if (segment.block_kind == BlockKind::kScoreLine) continue;  // goes with its section
    if (last != nullptr && IsOneBlock(*last, segment)) continue;
    if (!binding.source_moved) {
      if (predecessors[first] == kNowhere || !moved.Has(segment.block)) continue;
      const std::int32_t owner = owners[predecessors[first]];
      if (owner == kFree || !was_in_order.Has(before[static_cast<std::size_t>(owner)])) continue;
      binding.source_moved = now;
    }
    last = &segment;
  }
}

}  // namespace lockstep
