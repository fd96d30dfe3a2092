#include "stages/heaviest_chain.h"

#include <random>

#include <gtest/gtest.h>

namespace lockstep {
namespace {

// The slow, obvious way: every subset.
float HeaviestOfAll(const std::vector<ChainItem>& items) {
  float heaviest = 0;
  for (unsigned subset = 0; subset < 1U << items.size(); ++subset) {
    float weight = 0;
    std::int64_t last = -1;
    bool increases = true;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if ((subset >> i & 1U) == 0) continue;
      increases = increases && std::int64_t{items[i].target} > last;
      last = items[i].target;
      weight += items[i].weight;
    }
    if (increases) heaviest = std::max(heaviest, weight);
  }
  return heaviest;
}

TEST(HeaviestChain, WeighsAsMuchAsTheBestSubsetInOrder) {
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    std::vector<ChainItem> items(random() % 10);
    for (ChainItem& item : items)
      item = {static_cast<std::uint32_t>(random() % 8), static_cast<float>(random() % 5 + 1)};
    const std::vector<bool> on_chain = HeaviestChain(items);
    float weight = 0;
    std::int64_t last = -1;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (!on_chain[i]) continue;
      EXPECT_GT(std::int64_t{items[i].target}, last);
      last = items[i].target;
      weight += items[i].weight;
    }
    EXPECT_EQ(weight, HeaviestOfAll(items));
  }
}

TEST(HeaviestChain, TakesWhatComesFirstOfEqualOnes) {
  EXPECT_EQ(HeaviestChain(std::vector<ChainItem>{{1, 1}, {0, 1}}), (std::vector<bool>{true, false}));
  EXPECT_EQ(HeaviestChain(std::vector<ChainItem>{{1, 1}, {0, 2}}), (std::vector<bool>{false, true}));
  EXPECT_TRUE(HeaviestChain({}).empty());
}

}  // namespace
}  // namespace lockstep
