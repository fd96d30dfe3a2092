// What of two sequences stands in the same order in both.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace lockstep {

// Something that has a place in both sequences: its first is where it stands in the list, its second is `target`.
struct ChainItem {
  std::uint32_t target = 0;
  float weight = 1;
};

// Of the subsets of `items` whose targets increase, the one that weighs most: a flag an item. Of chains that weigh the
// same, the one whose items come first. Takes time in the number of items, times its logarithm.
std::vector<bool> HeaviestChain(std::span<const ChainItem> items);

}  // namespace lockstep
