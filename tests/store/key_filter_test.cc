#include "store/key_filter.h"

#include <gtest/gtest.h>

#include <random>

namespace lockstep {
namespace {

TEST(KeyFilter, KnowsAllThatWasAddedAndTakesHardlyAnythingElseForIt) {
  std::mt19937_64 random(1);
  std::vector<std::uint64_t> added(100'000);
  for (std::uint64_t& hash : added) hash = random();
  KeyFilter filter;
  EXPECT_FALSE(filter.MayHave(added[0]));
  for (const std::uint64_t hash : added) filter.Add(hash);
  for (const std::uint64_t hash : added) ASSERT_TRUE(filter.MayHave(hash));
  int mistaken = 0;
  for (int i = 0; i < 100'000; ++i) mistaken += filter.MayHave(random()) ? 1 : 0;
  EXPECT_LT(mistaken, 200);
}

}  // namespace
}  // namespace lockstep
