#include "stages/heaviest_chain.h"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace lockstep {
namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

// The end of a chain, and what the chain weighs.
struct End {
  float weight = 0;
  std::size_t item = kNone;

  bool Surpasses(const End& other) const {
    return weight > other.weight || (weight == other.weight && item < other.item);
  }
};

// The best of the ends below a target, as a binary indexed tree: both ways take the logarithm of the targets.
class BestBelow {
 public:
  explicit BestBelow(std::size_t targets) : best_(targets + 1) {}

  End Find(std::size_t target) const {
    End best;
    for (std::size_t at = target; at > 0; at &= at - 1)
      if (best_[at].Surpasses(best)) best = best_[at];
    return best;
  }
  void Add(std::size_t target, const End& end) {
    for (std::size_t at = target + 1; at < best_.size(); at += at & (~at + 1))
      if (end.Surpasses(best_[at])) best_[at] = end;
  }

 private:
  std::vector<End> best_;
};

// The targets as 0, 1, 2 ...: as many as there are different ones.
std::vector<std::size_t> Ranks(std::span<const ChainItem> items) {
  std::vector<std::uint32_t> targets;
  targets.reserve(items.size());
  for (const ChainItem& item : items) targets.push_back(item.target);
  std::sort(targets.begin(), targets.end());
  targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
  std::vector<std::size_t> ranks;
  ranks.reserve(items.size());
  for (const ChainItem& item : items) {
    const auto found = std::lower_bound(targets.begin(), targets.end(), item.target);
    ranks.push_back(static_cast<std::size_t>(found - targets.begin()));
  }
  return ranks;
}

}  // namespace

std::vector<bool> HeaviestChain(std::span<const ChainItem> items) {
  const std::vector<std::size_t> ranks = Ranks(items);
  BestBelow ends(items.size());
  std::vector<std::size_t> before(items.size(), kNone);
  End best;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const End end = ends.Find(ranks[i]);
    before[i] = end.item;
    const End longer{end.weight + items[i].weight, i};
    ends.Add(ranks[i], longer);
    if (longer.Surpasses(best)) best = longer;
  }
  std::vector<bool> on_chain(items.size());
  for (std::size_t i = best.item; i != kNone; i = before[i]) on_chain[i] = true;
  return on_chain;
}

}  // namespace lockstep
