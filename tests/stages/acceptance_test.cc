// A person's word: it holds while nothing is edited, wherever the ladder would say otherwise, and can be taken back.
#include "stages/acceptance.h"

#include <gtest/gtest.h>

#include "locales/locale.h"
#include "outlines.h"
#include "stages/bindings.h"
#include "stages/judgement.h"

namespace lockstep {
namespace {

class AcceptanceTest : public testing::Test {
 protected:
  State StateOf(const Binding& binding, const Outline& source, const Outline& target) const {
    return Examine({binding}, source, target, {english_, german_}, Policy()).front().decision.state;
  }

  Locales locales_;
  FactFinder english_{locales_.For("en")};
  FactFinder german_{locales_.For("de")};
  Word word_{"Ada", "checked", {9000, "run 9"}};
  Outline source_ = OutlineOf({{"It weighs 320 g."}});
  Outline target_ = OutlineOf({{"Es wiegt 300 g."}});
};

Binding StaleBinding() {
  Binding binding;
  binding.source = {0};
  binding.target = {0};
  binding.source_basis = "It weighs 300 g.";
  binding.evidence = Evidence::kSync;
  binding.bound = {1000, "run 1"};
  binding.source_edited = Moment{2000, "run 2"};
  return binding;
}

TEST_F(AcceptanceTest, BindsAsItStands) {
  Binding binding = StaleBinding();
  EXPECT_EQ(StateOf(binding, source_, target_), State::kStale);
  Accept(binding, word_);
  EXPECT_EQ(StateOf(binding, source_, target_), State::kCurrent);
  EXPECT_EQ(Examine({binding}, source_, target_, {english_, german_}, Policy()).front().decision.rung, Rung::kAccepted);
  EXPECT_EQ(binding.bound, word_.when);
  EXPECT_EQ(binding.acceptances.back().who, "Ada");
  const Moment since{2000, "run 2"};
  const Clearing expected{since, word_.when, Evidence::kAccept};
  EXPECT_EQ(binding.cleared, expected);
}

TEST_F(AcceptanceTest, ALaterEditOfTheSourceMakesItStaleAgain) {
  Binding binding = StaleBinding();
  Accept(binding, word_);
  binding.source_basis = "It weighs 320 g.";
  EXPECT_EQ(StateOf(binding, OutlineOf({{"It weighs 340 g."}}), target_), State::kStale);
}

TEST_F(AcceptanceTest, HoldsWhereTwoScoreLinesDifferUntilOneIsEdited) {
  Outline source = OutlineOf({{"$$ \\Large \\text{0.7} $$"}});
  Outline target = OutlineOf({{"$$ \\Large \\text{0.6} $$"}});
  source.segments[0].block_kind = target.segments[0].block_kind = BlockKind::kScoreLine;
  Binding binding;
  binding.source = binding.target = {0};
  EXPECT_EQ(StateOf(binding, source, target), State::kSuspect);
  Accept(binding, word_);
  EXPECT_EQ(StateOf(binding, source, target), State::kCurrent);
  binding.target_basis = target.segments[0].text;
  target.segments[0].text = "$$ \\Large \\text{0.5} $$";
  EXPECT_NE(StateOf(binding, source, target), State::kCurrent);
}

TEST_F(AcceptanceTest, HoldsWhereAFieldMustEqualTheSources) {
  const auto field = [](const std::string& value) {
    Outline outline = OutlineOf({{value}});
    outline.segments[0].kind = OutlineSegment::Kind::kField;
    outline.segments[0].field = "rating";
    outline.segments[0].role = FieldRole::kCopy;
    return outline;
  };
  Binding binding;
  binding.source = binding.target = {0};
  EXPECT_EQ(StateOf(binding, field("[3.0]"), field("[2.9]")), State::kStale);
  Accept(binding, word_);
  EXPECT_EQ(StateOf(binding, field("[3.0]"), field("[2.9]")), State::kCurrent);
  binding.source_basis = "[3.0]";
  EXPECT_EQ(StateOf(binding, field("[3.1]"), field("[2.9]")), State::kStale);
}

TEST_F(AcceptanceTest, ASegmentMayNeedNoTranslation) {
  Binding binding;
  binding.source = {0};
  EXPECT_EQ(StateOf(binding, source_, {}), State::kMissing);
  Accept(binding, word_);
  EXPECT_EQ(StateOf(binding, source_, {}), State::kCurrent);
  binding.source_basis = source_.segments[0].text;
  EXPECT_EQ(StateOf(binding, OutlineOf({{"Another text."}}), {}), State::kMissing);
}

TEST_F(AcceptanceTest, WhatNeededNoTranslationIsOwedSinceItWasEdited) {
  Binding binding;
  binding.source = {0};
  binding.bound = {1000, "run 1"};
  Accept(binding, word_);
  binding.source_basis = source_.segments[0].text;
  binding.source_edited = Moment{20'000, "run 20"};
  const Verdict verdict = Judge({binding}, OutlineOf({{"It weighs 340 g."}}), {}, {english_, german_}, Policy());
  ASSERT_EQ(verdict.reasons.size(), 1U);
  EXPECT_EQ(verdict.reasons[0].since, (Moment{20'000, "run 20"}));
  EXPECT_EQ(verdict.reasons[0].old_text, source_.segments[0].text);
}

TEST_F(AcceptanceTest, AnAcceptedEditThatIsTakenBackLeavesNothingToAccept) {
  const Outline first = OutlineOf({{"It avoids rare materials."}}),
                edited = OutlineOf({{"It relies on cheap plastic."}});
  const Outline target = OutlineOf({{"Es vermeidet seltene Materialien."}});
  const std::vector<Link> same = {{LinkLevel::kSegment, {0}, {0}, 1}};
  const auto advance = [&](const Bindings& bindings, const Outline& then, const Outline& now, std::int64_t time_ms) {
    return Advance(bindings, {then, now, same}, {target, target, same}, same, {{time_ms, "run 10"}, Evidence::kSync},
                   {english_, german_}, Policy());
  };
  Bindings bindings = advance(Bind(first, target, same, {{1000, "run 1"}, Evidence::kBootstrap}), first, edited, 2000);
  ASSERT_EQ(StateOf(bindings[0], edited, target), State::kStale);
  Accept(bindings[0], word_);
  const Bindings back = advance(bindings, edited, first, 10'000);
  EXPECT_EQ(StateOf(back[0], first, target), State::kCurrent);
  EXPECT_TRUE(back[0].acceptances.empty());
  EXPECT_EQ(back[0].bound, (Moment{1000, "run 1"}));

  const Outline third = OutlineOf({{"It is built of glass."}});
  EXPECT_EQ(StateOf(advance(bindings, edited, third, 10'000)[0], third, target), State::kStale);
}

TEST_F(AcceptanceTest, ADoubtIsLaid) {
  Binding binding;
  binding.source = binding.target = {0};
  binding.doubtful = true;
  EXPECT_EQ(StateOf(binding, source_, target_), State::kSuspect);
  Accept(binding, word_);
  EXPECT_EQ(StateOf(binding, source_, target_), State::kCurrent);
}

TEST_F(AcceptanceTest, TakingItBackGivesTheFormerBinding) {
  Binding binding = StaleBinding();
  const Binding before = binding;
  Accept(binding, word_);
  ASSERT_TRUE(IsAcceptedBy(binding, "run 9"));
  EXPECT_FALSE(IsAcceptedBy(binding, "run 8"));
  TakeBack(binding, source_.segments[0].text, target_.segments[0].text);
  EXPECT_EQ(binding, before);
}

TEST_F(AcceptanceTest, TakingItBackAfterAnEditComparesWithTheWordingOfThen) {
  Binding binding = StaleBinding();
  Accept(binding, word_);
  binding.source_basis = "It weighs 320 g.";
  binding.source_edited = Moment{10'000, "run 10"};
  TakeBack(binding, "It weighs 340 g.", "Es wiegt 300 g.");
  EXPECT_EQ(binding.source_basis, "It weighs 300 g.");
  EXPECT_EQ(binding.source_edited, (Moment{2000, "run 2"})) << "stale since the first edit";

  // The source is back at what the translation was made for: nothing is to be done.
  Binding restored = StaleBinding();
  Accept(restored, word_);
  restored.source_basis = "It weighs 320 g.";
  restored.source_edited = Moment{10'000, "run 10"};
  TakeBack(restored, "It weighs 300 g.", "Es wiegt 300 g.");
  EXPECT_EQ(restored.source_basis, std::nullopt);
  EXPECT_EQ(restored.source_edited, std::nullopt);
}

TEST_F(AcceptanceTest, SeveralAreTakenBackOneByOne) {
  const Binding before = StaleBinding();
  Binding binding = before;
  Accept(binding, word_);
  Accept(binding, {"Bo", "", {10'000, "run 10"}});
  EXPECT_EQ(binding.acceptances.size(), 2U);
  TakeBack(binding, source_.segments[0].text, target_.segments[0].text);
  EXPECT_TRUE(IsAcceptedBy(binding, "run 9"));
  EXPECT_EQ(binding.evidence, Evidence::kAccept);
  TakeBack(binding, source_.segments[0].text, target_.segments[0].text);
  EXPECT_EQ(binding, before);
  for (std::size_t i = 0; i < 2 * kMostAcceptances; ++i) Accept(binding, word_);
  EXPECT_EQ(binding.acceptances.size(), kMostAcceptances);
}

}  // namespace
}  // namespace lockstep
