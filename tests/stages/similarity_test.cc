#include "stages/similarity.h"

#include <gtest/gtest.h>

#include <numeric>
#include <vector>

namespace lockstep {
namespace {

constexpr float kLength = 80;

// A text with `count` tokens from id `first` on.
TextFeatures TextWith(std::uint32_t first, std::uint32_t count) {
  TextFeatures text;
  text.length = kLength;
  text.tokens.resize(count);
  std::iota(text.tokens.begin(), text.tokens.end(), first);
  return text;
}

// What speaks for two texts that share nothing, though each has `count` tokens of `kind` that a third text has.
float LogOddsOfStrangers(TokenClass kind, std::uint32_t count, const SignalWeights& weights) {
  const std::vector<TokenClass> classes(std::size_t{2} * count, kind);
  const std::vector<TextFeatures> source = {TextWith(0, count), TextWith(count, count)};
  const std::vector<TextFeatures> target = {TextWith(count, count), TextWith(0, count)};
  Similarity similarity(classes, 1, weights);
  similarity.Compete(source, target);
  return similarity.LogOdds(source[0], target[0]);
}

TEST(Similarity, ThatSentencesShareNoWordSaysOnlySoMuch) {
  const float few = LogOddsOfStrangers(TokenClass::kWord, 8, kSentenceWeights);
  EXPECT_FLOAT_EQ(LogOddsOfStrangers(TokenClass::kWord, 40, kSentenceWeights), few);
  EXPECT_GE(few, kSentenceWeights.least_of_words);
  EXPECT_FLOAT_EQ(LogOddsOfStrangers(TokenClass::kSound, 40, kSentenceWeights), few);
}

TEST(Similarity, EachFigureThatSentencesDoNotShareSaysMore) {
  const float few = LogOddsOfStrangers(TokenClass::kNumber, 2, kSentenceWeights);
  EXPECT_LT(LogOddsOfStrangers(TokenClass::kNumber, 4, kSentenceWeights), few - 1);
  EXPECT_LT(few, LogOddsOfStrangers(TokenClass::kWord, 40, kSentenceWeights));
}

TEST(Similarity, BlocksHaveWordsEnoughToBeMissed) {
  EXPECT_LT(LogOddsOfStrangers(TokenClass::kWord, 40, kBlockWeights),
            LogOddsOfStrangers(TokenClass::kWord, 8, kBlockWeights) - 1);
}

}  // namespace
}  // namespace lockstep
