#include "stages/block_links.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lockstep {
namespace {

constexpr float kPlace = 1;  // cost of standing at the other end of the document
constexpr float kNever = -100;
constexpr std::size_t kMaxMatrix = 250'000;  // pairs that are all compared; above that blocks keep their order

BlockSide SideOf(std::span<const BlockUnit> units) {
  return {units, BlockIndices(units.size(), kNoBlock), {}, {}, std::vector<bool>(units.size())};
}

// Says of each block which ones with a chance stand next to it.
void FindNeighbours(BlockSide& side) {
  const auto size = static_cast<BlockIndex>(side.units.size());
  side.before.assign(size, kNoBlock);
  side.after.assign(size, kNoBlock);
  BlockIndex last = kNoBlock;
  for (BlockIndex n = 0; n < size; ++n) {
    side.before[n] = last;
    if (!side.hopeless[n]) last = n;
  }
  last = kNoBlock;
  for (BlockIndex n = size; n-- > 0;) {
    side.after[n] = last;
    if (!side.hopeless[n]) last = n;
  }
}

}  // namespace

BlockIndices BlockSide::Free(std::size_t begin, std::size_t end) const {
  BlockIndices free;
  for (std::size_t n = begin; n < end; ++n)
    if (link_of[n] == kNoBlock) free.push_back(static_cast<BlockIndex>(n));
  return free;
}

bool BlockSide::IsCopy(BlockIndex block) const {
  for (BlockIndex n = 0; n < units.size(); ++n)
    if (n != block && !IsFree(n) && AreTwins(units[n], units[block])) return true;
  return false;
}

bool AreTwins(const BlockUnit& a, const BlockUnit& b) {
  return a.text_hash == b.text_hash && a.kind == b.kind;
}

std::optional<BlockUnit> MergedBlocks(std::span<const BlockUnit> units, std::span<const BlockIndex> blocks) {
  BlockUnit merged = units[blocks[0]];
  for (const BlockIndex block : blocks.subspan(1)) {
    if (!IsProse(merged.kind) || !IsProse(units[block].kind)) return std::nullopt;
    merged.features.Append(units[block].features);
  }
  return merged;
}

double ConfidenceOf(float log_odds) {
  return 1 / (1 + std::exp(-static_cast<double>(log_odds)));
}

BlockLinks::BlockLinks(std::span<const BlockUnit> source, std::span<const BlockUnit> target,
                       const Similarity& similarity)
    : source_(SideOf(source)), target_(SideOf(target)), similarity_(&similarity) {
  if (source.size() * target.size() > kMaxMatrix) return;
  CompareAll();
  FindHopeless();
  FindNeighbours(source_);
  FindNeighbours(target_);
}

void BlockLinks::CompareAll() {
  const auto& source = source_.units;
  const auto& target = target_.units;
  worths_.reserve(source.size() * target.size());
  const auto rows = static_cast<float>(source.size()), columns = static_cast<float>(target.size());
  for (std::size_t i = 0; i < source.size(); ++i) {
    for (std::size_t j = 0; j < target.size(); ++j) {
      const float apart = std::abs((static_cast<float>(i) + 0.5F) / rows - (static_cast<float>(j) + 0.5F) / columns);
      worths_.push_back(BlockLogOdds(source[i], target[j], *similarity_) - kPlace * apart);
    }
  }
}

void BlockLinks::FindHopeless() {
  source_.hopeless.assign(source_.units.size(), true);
  target_.hopeless.assign(target_.units.size(), true);
  for (BlockIndex i = 0; i < source_.units.size(); ++i) {
    for (BlockIndex j = 0; j < target_.units.size(); ++j) {
      if (Worth(i, j) > kHopeless) source_.hopeless[i] = target_.hopeless[j] = false;
    }
  }
}

float BlockLinks::Worth(BlockIndex source, BlockIndex target) const {
  return ComparesAll() ? worths_[source * target_.units.size() + target]
                       : BlockLogOdds(source_.units[source], target_.units[target], *similarity_);
}

float BlockLinks::GroupWorth(std::span<const BlockIndex> source, std::span<const BlockIndex> target) const {
  if (source.size() == 1 && target.size() == 1) return Worth(source[0], target[0]);
  const std::optional<BlockUnit> from = MergedBlocks(source_.units, source);
  const std::optional<BlockUnit> to = MergedBlocks(target_.units, target);
  return from && to ? BlockLogOdds(*from, *to, *similarity_) : kNever;
}

void BlockLinks::Add(BlockIndices source, BlockIndices target, double confidence) {
  const auto number = static_cast<BlockIndex>(links_.size());
  for (const BlockIndex i : source) source_.link_of[i] = number;
  for (const BlockIndex j : target) target_.link_of[j] = number;
  links_.push_back({LinkLevel::kBlock, std::move(source), std::move(target), confidence});
}

void BlockLinks::Join(BlockIndex block, bool is_source, BlockIndex number, float gain) {
  Link& link = links_[number];
  BlockIndices& side = is_source ? link.source : link.target;
  side.insert(std::upper_bound(side.begin(), side.end(), block), block);
  (is_source ? source_ : target_).link_of[block] = number;
  const double odds = std::exp(static_cast<double>(gain)) * link.confidence;
  link.confidence = odds / (odds + 1 - link.confidence);
}

std::vector<Link> BlockLinks::TakeOut(const std::vector<bool>& chosen) {
  std::vector<Link> out;
  const std::vector<Link> all = std::move(links_);
  links_.clear();
  source_.link_of.assign(source_.units.size(), kNoBlock);
  target_.link_of.assign(target_.units.size(), kNoBlock);
  for (std::size_t n = 0; n < all.size(); ++n) {
    if (chosen[n]) {
      out.push_back(all[n]);
    } else {
      Add(all[n].source, all[n].target, all[n].confidence);
    }
  }
  return out;
}

std::vector<Link> BlockLinks::InOrder() const {
  std::vector<Link> ordered;
  const auto add_lonely_targets = [&](std::size_t from) {
    for (std::size_t j = from; j < target_.units.size() && target_.link_of[j] == kNoBlock; ++j)
      ordered.push_back({LinkLevel::kBlock, {}, {static_cast<BlockIndex>(j)}, 1});
  };
  add_lonely_targets(0);
  for (BlockIndex i = 0; i < source_.units.size(); ++i) {
    if (source_.IsFree(i)) {
      ordered.push_back({LinkLevel::kBlock, {i}, {}, 1});
      continue;
    }
    const Link& link = links_[source_.link_of[i]];
    if (link.source[0] != i) continue;
    ordered.push_back(link);
    for (const BlockIndex j : link.target) add_lonely_targets(j + 1);
  }
  return ordered;
}

}  // namespace lockstep
