#include "stages/ordered_alignment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>

namespace lockstep {
namespace {

// Texts are numbers; the nearer their sums, the likelier they belong together.
class SumJudge : public LinkJudge {
 public:
  SumJudge(std::vector<int> source, std::vector<int> target) : source_(std::move(source)), target_(std::move(target)) {}

  float Worth(std::size_t source, int sources, std::size_t target, int targets) const override {
    const auto sum = [](const std::vector<int>& of, std::size_t from, int count) {
      int total = 0;
      for (int n = 0; n < count; ++n) total += of[from + static_cast<std::size_t>(n)];
      return total;
    };
    return 3.0F - static_cast<float>(std::abs(sum(source_, source, sources) - sum(target_, target, targets)));
  }

  std::size_t sources() const { return source_.size(); }
  std::size_t targets() const { return target_.size(); }

 private:
  std::vector<int> source_, target_;
};

constexpr LinkPriors kPriors = {.pair = 0.5F, .alone = 1.25F, .merge = 1, .double_merge = 2.5F};

float WorthOf(const Link& link, const LinkJudge& judge) {
  if (!link.Paired()) return -kPriors.alone;
  const std::size_t merged = link.source.size() + link.target.size() - 2;
  const float cost = merged == 0 ? 0 : merged == 1 ? kPriors.merge : kPriors.double_merge;
  return kPriors.pair - cost +
         judge.Worth(link.source[0], static_cast<int>(link.source.size()), link.target[0],
                     static_cast<int>(link.target.size()));
}

// The greatest worth of all ways to link what is left: the slow reference.
float BestWorth(const SumJudge& judge, std::size_t i, std::size_t j) {
  if (i == judge.sources() && j == judge.targets()) return 0;
  float best = -1e9F;
  const std::pair<std::size_t, std::size_t> shapes[] = {{1, 1}, {1, 0}, {0, 1}, {2, 1}, {1, 2}, {2, 2}};
  for (const auto& [a, b] : shapes) {
    if (i + a > judge.sources() || j + b > judge.targets()) continue;
    Link link;
    for (std::size_t n = 0; n < a; ++n) link.source.push_back(static_cast<std::uint32_t>(i + n));
    for (std::size_t n = 0; n < b; ++n) link.target.push_back(static_cast<std::uint32_t>(j + n));
    best = std::max(best, WorthOf(link, judge) + BestWorth(judge, i + a, j + b));
  }
  return best;
}

void ExpectPartition(const std::vector<Link>& links, std::size_t sources, std::size_t targets) {
  std::vector<std::uint32_t> source, target;
  for (const Link& link : links) {
    source.insert(source.end(), link.source.begin(), link.source.end());
    target.insert(target.end(), link.target.begin(), link.target.end());
    EXPECT_GE(link.confidence, 0);
    EXPECT_LE(link.confidence, 1);
  }
  ASSERT_EQ(source.size(), sources);
  ASSERT_EQ(target.size(), targets);
  for (std::size_t n = 0; n < sources; ++n) EXPECT_EQ(source[n], n);
  for (std::size_t n = 0; n < targets; ++n) EXPECT_EQ(target[n], n);
}

TEST(OrderedAlignment, FindsWhatAnExhaustiveSearchFinds) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    std::vector<int> source(random() % 6), target(random() % 6);
    for (int& n : source) n = static_cast<int>(random() % 9);
    for (int& n : target) n = static_cast<int>(random() % 9);
    const SumJudge judge(source, target);
    const std::vector<Link> links = AlignInOrder(source.size(), target.size(), judge, kPriors);
    ExpectPartition(links, source.size(), target.size());
    float worth = 0;
    for (const Link& link : links) worth += WorthOf(link, judge);
    EXPECT_NEAR(worth, BestWorth(judge, 0, 0), 1e-3) << "round " << round;
    EXPECT_NEAR(WorthInOrder(source.size(), target.size(), judge, kPriors), worth, 1e-3) << "round " << round;
  }
}

TEST(OrderedAlignment, LinksSplitMergedAndLonelyUnits) {
  const SumJudge judge({5, 20, 40, 8, 60}, {5, 12, 8, 48, 90, 60});
  const std::vector<Link> links = AlignInOrder(5, 6, judge, kPriors);
  ASSERT_EQ(links.size(), 5U);
  EXPECT_EQ(links[1].source, (std::vector<std::uint32_t>{1}));
  EXPECT_EQ(links[1].target, (std::vector<std::uint32_t>{1, 2}));
  EXPECT_EQ(links[2].source, (std::vector<std::uint32_t>{2, 3}));
  EXPECT_EQ(links[2].target, (std::vector<std::uint32_t>{3}));
  EXPECT_FALSE(links[3].Paired());
  EXPECT_EQ(links[3].target, (std::vector<std::uint32_t>{4}));
}

TEST(OrderedAlignment, KeepsBothListsWhateverTheirSizes) {
  const std::pair<std::size_t, std::size_t> sizes[] = {{0, 0},    {0, 5},    {5, 0},      {1, 4000},
                                                       {4000, 1}, {3, 2500}, {3000, 2700}};
  for (const auto& [sources, targets] : sizes) {
    const SumJudge judge(std::vector<int>(sources, 1), std::vector<int>(targets, 1));
    ExpectPartition(AlignInOrder(sources, targets, judge, kPriors), sources, targets);
  }
}

}  // namespace
}  // namespace lockstep
