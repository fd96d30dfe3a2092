#include "stages/field_judgement.h"

#include <string>

#include <gtest/gtest.h>

#include "locales/locale.h"

namespace lockstep {
namespace {

// Source English, target Japanese.
class FieldLadder : public testing::Test {
 protected:
  Decision DecideOn(FieldRole role, const Sides& sides) const {
    OutlineSegment field;
    field.field = "summary";
    field.role = role;
    return DecideField(sides, field, finders(), Policy());
  }
  State Text(const Sides& sides) const { return DecideOn(FieldRole::kTranslate, sides).state; }
  State Price(const Sides& sides) const { return DecideOn(FieldRole::kConvert, sides).state; }
  Finders finders() const { return {english_, japanese_}; }

  Locales locales_;
  FactFinder english_{locales_.For("en")};
  FactFinder japanese_{locales_.For("ja")};
};

TEST_F(FieldLadder, TextThatWasEditedOnBothSidesMustCarryTheNewFacts) {
  const std::string then = "An amplifier of 50 W.", now = "A small amplifier of 60 W.";
  const Decision followed = DecideOn(FieldRole::kTranslate, {then, now, "50 Wのアンプ。", "60 Wの小さなアンプ。"});
  EXPECT_EQ(followed.rung, Rung::kBothEdited);
  EXPECT_EQ(followed.state, State::kCurrent);
  EXPECT_TRUE(followed.rebind);
  const Decision stale = DecideOn(FieldRole::kTranslate, {then, now, "50 Wのアンプ。", "50 Wの小さなアンプ。"});
  EXPECT_EQ(stale.state, State::kStale);
  EXPECT_STREQ(Name(stale.edit_class), "field");
}

TEST_F(FieldLadder, TextThatKnowsMoreThanTheSourceIsAhead) {
  const std::string source = "An amplifier of 50 W.";
  const Decision decision = DecideOn(FieldRole::kTranslate, {source, source, "50 Wのアンプ。", "60 Wのアンプ。"});
  EXPECT_EQ(decision.state, State::kAhead);
  EXPECT_STREQ(Name(decision.edit_class), "field");
  EXPECT_EQ(Text({source, "An amplifier of 60 W.", "60 Wのアンプ。", "60 Wのアンプ。"}), State::kCurrent)
      << "the source says it now";
}

TEST_F(FieldLadder, TextIsStaleWhereTheSourceAloneWasEdited) {
  EXPECT_EQ(Text({"Fine sound.", "Poor sound.", "良い音。", "良い音。"}), State::kStale);
  EXPECT_EQ(Text({"Fine sound.", "Fine Sound.", "良い音。", "良い音。"}), State::kCurrent) << "cosmetic";
  EXPECT_EQ(Text({"QX-7", "QX-8", "QX-8", "QX-8"}), State::kCurrent) << "equal now";
}

TEST_F(FieldLadder, AListIsCurrentWhereItWasEditedAtAll) {
  EXPECT_EQ(Text({"[Wired, 50 W]", "[Wired, 60 W]", "[有線, 50 W]", "[50 W, 有線]"}), State::kStale) << "another order";
  EXPECT_EQ(Text({"[Wired, 50 W]", "[Wired, 60 W]", "[有線, 50 W]", "[有線]"}), State::kCurrent);
}

TEST_F(FieldLadder, APriceMustMoveWithTheSources) {
  EXPECT_EQ(Price({"300", "350", "45000", "45000"}), State::kStale);
  EXPECT_EQ(Price({"300", "350", "45000", "52000"}), State::kCurrent);
  EXPECT_EQ(Price({"300", "350", "45000", "520"}), State::kStale) << "no yen is a dollar";
  EXPECT_EQ(Price({"300", "350", "45000", "520000"}), State::kStale) << "a digit too many";
  // Whatever the currencies are, both moved alike.
  EXPECT_EQ(Price({"300", "350", "310", "360"}), State::kCurrent);
  EXPECT_EQ(Price({"1,300", "$1,350", "1,310", "1,360"}), State::kCurrent);
  EXPECT_EQ(Price({"300", "on request", "45000", "要問合せ"}), State::kCurrent);
  // A price of the translation's own.
  EXPECT_EQ(Price({"300", "300", "45000", "48000"}), State::kCurrent);
  EXPECT_EQ(Price({"300", "300", "45000", "480000"}), State::kAhead);
  // The source's own number, which is another price in yen.
  EXPECT_EQ(Price({"300", "300", "45000", "300"}), State::kAhead);
  EXPECT_EQ(Price({"300", "350", "45000", "350"}), State::kStale);
}

TEST_F(FieldLadder, PricesThatCannotBeOneContradictEachOther) {
  const auto contradict = [&](const std::string& source, const std::string& target) {
    return PricesContradict(source, target, finders());
  };
  EXPECT_FALSE(contradict("1999", "298000"));
  EXPECT_TRUE(contradict("1999", "1999"));
  EXPECT_TRUE(contradict("1999", "29800"));
  EXPECT_FALSE(contradict("€1,999", "298,000円"));
  EXPECT_FALSE(contradict("1,999", "298,000"));
  EXPECT_TRUE(contradict("1,999", "29,800"));
  EXPECT_FALSE(contradict("0", "298000")) << "not known";
  EXPECT_FALSE(contradict("on request", "298000"));
  const FactFinder unknown(locales_.For("eo"));
  EXPECT_FALSE(PricesContradict("1999", "1999", {english_, unknown})) << "no currency is known";
}

}  // namespace
}  // namespace lockstep
