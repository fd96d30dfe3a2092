#include "stages/imported_bindings.h"

#include <gtest/gtest.h>

#include "tests/stages/translations.h"

namespace lockstep {
namespace {

class BindingAsMade : public testing::Test, public TranslationTest {
 protected:
  void SetUp() override { Set("It is new. It is loud. It is red.\n", "新しい。大音量だ。赤い。\n"); }
  Range Bytes(std::uint32_t segment) const { return target_.segments[segment].range; }

  const Occasion occasion_{{5, "run 2"}, Evidence::kImport};
};

TEST_F(BindingAsMade, ASegmentIsBoundAsItStands) {
  bindings_[1].source_basis = "It was loud.";
  bindings_[1].doubtful = true;
  EXPECT_TRUE(BindAsMade(bindings_, {{{1}, {Bytes(1)}}}, target_, occasion_));
  ASSERT_EQ(bindings_.size(), 3U);
  EXPECT_TRUE(bindings_[1].AsBound());
  EXPECT_FALSE(bindings_[1].doubtful);
  EXPECT_EQ(bindings_[1].evidence, Evidence::kImport);
  EXPECT_EQ(bindings_[1].bound.by, "run 2");
  EXPECT_FALSE(BindAsMade(bindings_, {{{1}, {Bytes(1)}}}, target_, occasion_));
}

TEST_F(BindingAsMade, WhatIsInQuestionAndContradictsItsSourceIsDoubtful) {
  Set("It draws 3 W. It weighs 2 kg.\n", "消費電力は5 Wです。重さは3 kgです。\n");
  std::vector<MadeFor> made = {{{0}, {Bytes(0)}}, {{1}, {Bytes(1)}}};
  const FactFinder english(locales_.For("en")), japanese(locales_.For("ja"));
  DoubtMade(made, {0}, source_, target_, {english, japanese});
  EXPECT_TRUE(made[0].doubtful);
  EXPECT_FALSE(made[1].doubtful) << "not in question";
  EXPECT_TRUE(BindAsMade(bindings_, made, target_, occasion_));
  EXPECT_TRUE(bindings_[0].doubtful);
  EXPECT_FALSE(bindings_[1].doubtful);
  EXPECT_FALSE(BindAsMade(bindings_, made, target_, occasion_)) << "once more";
  made[0].doubtful = false;
  EXPECT_TRUE(BindAsMade(bindings_, made, target_, occasion_));
  EXPECT_FALSE(bindings_[0].doubtful) << "somebody says that it is right";
}

TEST_F(BindingAsMade, SegmentsLeaveTheBindingsThatTheyWereIn) {
  EXPECT_TRUE(BindAsMade(bindings_, {{{0}, {{Bytes(0).begin, Bytes(1).end}}}}, target_, occasion_));
  ASSERT_EQ(bindings_.size(), 3U);
  EXPECT_EQ(bindings_[0].target, (SegmentIndices{0, 1}));
  EXPECT_EQ(bindings_[1].source, (SegmentIndices{1}));
  EXPECT_TRUE(bindings_[1].target.empty());
  EXPECT_EQ(bindings_[2].target, (SegmentIndices{2}));
}

TEST_F(BindingAsMade, AParagraphIsCutIntoItsSentences) {
  const std::vector<MadeFor> cut = CutIntoSentences({{{0, 1, 2}, {{Bytes(0).begin, Bytes(2).end}}}}, source_, target_);
  EXPECT_TRUE(BindAsMade(bindings_, cut, target_, occasion_));
  ASSERT_EQ(bindings_.size(), 3U);
  for (std::uint32_t i = 0; i < 3; ++i) {
    EXPECT_EQ(bindings_[i].source, (SegmentIndices{i}));
    EXPECT_EQ(bindings_[i].target, (SegmentIndices{i}));
    EXPECT_EQ(bindings_[i].evidence, Evidence::kImport);
  }
}

TEST_F(BindingAsMade, WhatBecameOneSentenceIsBoundTogether) {
  Set("It is new. It is loud. It is red.\n", "新しい大音量だ。赤い。\n");  // no full stop behind the first
  const std::size_t begin = Bytes(0).begin;
  const std::vector<MadeFor> made = {
      {{0}, {{begin, begin + 9}}}, {{1}, {{begin + 9, Bytes(0).end}}}, {{2}, {Bytes(1)}}};
  const std::vector<MadeFor> joined = JoinShared(made, target_);
  ASSERT_EQ(joined.size(), 2U);
  EXPECT_EQ(joined[0].source, (SegmentIndices{0, 1}));
  EXPECT_EQ(joined[0].target.size(), 2U);
  EXPECT_EQ(joined[1].source, (SegmentIndices{2}));
}

TEST_F(BindingAsMade, WhatStandsInOneSentenceWithAnAnswerKeepsItsTranslation) {
  const Document after = Make("ja", "新しい大音量だ。赤い。\n");
  const std::vector<TextEdit> edits = {{Bytes(0), "新しい"}};
  std::vector<MadeFor> made = {{{0}, {{Bytes(0).begin, Bytes(0).begin + 9}}}};
  AddUntouched(bindings_, target_, EditMap(edits), after, made);
  ASSERT_EQ(made.size(), 2U);  // not the last sentence: it stands for itself
  EXPECT_EQ(made[1].source, (SegmentIndices{1}));
  const std::vector<MadeFor> joined = JoinShared(made, after);
  ASSERT_EQ(joined.size(), 1U);
  EXPECT_EQ(joined[0].source, (SegmentIndices{0, 1}));
}

TEST_F(BindingAsMade, WhatSharesSentencesWithTwoOthersJoinsThem) {
  Set("It is new. It is loud. It is red.\n", "新しく大音量だ。そして赤い。\n");
  const Range first = Bytes(0), second = Bytes(1);
  const std::vector<MadeFor> made = {{{0}, {{first.begin, first.begin + 9}}},
                                     {{2}, {{second.end - 9, second.end}}},
                                     {{1}, {{first.end - 9, second.begin + 9}}}};
  const std::vector<MadeFor> joined = JoinShared(made, target_);
  ASSERT_EQ(joined.size(), 1U);
  EXPECT_EQ(joined[0].source, (SegmentIndices{0, 1, 2}));
}

}  // namespace
}  // namespace lockstep
