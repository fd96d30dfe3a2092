#include "stages/hash_numbers.h"

#include <gtest/gtest.h>

namespace lockstep {
namespace {

// SplitMix64: well spread, and never the same number twice.
std::uint64_t Spread(std::uint64_t n) {
  n = (n + 1) * 0x9e3779b97f4a7c15U;
  n = (n ^ (n >> 30)) * 0xbf58476d1ce4e5b9U;
  n = (n ^ (n >> 27)) * 0x94d049bb133111ebU;
  return n ^ (n >> 31);
}

TEST(HashNumbers, NumbersFromZeroInTheOrderOfComing) {
  HashNumbers numbers;
  EXPECT_EQ(numbers.Add(7), (std::pair<std::uint32_t, bool>{0, true}));
  EXPECT_EQ(numbers.Add(0), (std::pair<std::uint32_t, bool>{1, true}));
  EXPECT_EQ(numbers.Add(7), (std::pair<std::uint32_t, bool>{0, false}));
  EXPECT_EQ(numbers.Find(0), 1U);
  EXPECT_EQ(numbers.Find(8), HashNumbers::kNone);
  EXPECT_EQ(numbers.size(), 2U);
}

TEST(HashNumbers, KeepsItsNumbersWhileItGrows) {
  constexpr std::uint32_t kMany = 10'000;
  HashNumbers numbers;
  for (std::uint32_t n = 0; n < kMany; ++n) ASSERT_EQ(numbers.Add(Spread(n)).first, n);
  for (std::uint32_t n = 0; n < kMany; ++n) ASSERT_EQ(numbers.Find(Spread(n)), n);
  EXPECT_EQ(numbers.Find(Spread(kMany)), HashNumbers::kNone);
}

// The same place for all: the table is walked, and everything is found all the same.
TEST(HashNumbers, TellsHashesApartThatCollide) {
  HashNumbers numbers;
  for (std::uint32_t n = 0; n < 300; ++n) ASSERT_EQ(numbers.Add(std::uint64_t{n} << 32).first, n);
  for (std::uint32_t n = 0; n < 300; ++n) ASSERT_EQ(numbers.Find(std::uint64_t{n} << 32), n);
}

}  // namespace
}  // namespace lockstep
