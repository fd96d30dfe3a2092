// Which blocks are told to have moved: through Advance and Judge, as every command sees them.
#include "stages/block_order.h"

#include <initializer_list>
#include <string>

#include <gtest/gtest.h>

#include "locales/locale.h"
#include "stages/acceptance.h"
#include "stages/explanation.h"
#include "tests/stages/outlines.h"

namespace lockstep {
namespace {

using Texts = std::vector<std::string>;

// An outline of one-sentence blocks; those that begin with a capital letter alone ("A") are headings.
Outline Blocks(const Texts& texts, const std::string& before = "") {
  std::vector<std::vector<std::string>> blocks;
  for (const std::string& text : texts) blocks.push_back({before + text});
  Outline outline = OutlineOf(blocks);
  for (std::size_t n = 0; n < texts.size(); ++n)
    if (texts[n].size() == 1) outline.segments[n].block_kind = BlockKind::kHeading;
  return outline;
}

// Links blocks of the same text.
std::vector<Link> SameTexts(const Texts& source, const Texts& target) {
  std::vector<std::pair<std::vector<std::uint32_t>, std::vector<std::uint32_t>>> rows;
  for (std::uint32_t i = 0; i < source.size(); ++i)
    for (std::uint32_t j = 0; j < target.size(); ++j)
      if (source[i] == target[j]) rows.push_back({{i}, {j}});
  return LinksOf(rows);
}

class BlockOrderTest : public testing::Test {
 protected:
  struct State {
    Texts source;
    Texts target;
    Bindings bindings;
  };

  static State Begin(const Texts& source, const Texts& target) {
    return {source, target,
            Bind(Blocks(source), Blocks(target, "de "), SameTexts(source, target), {{0, "run 1"}, Evidence::kSync})};
  }
  State Next(const State& before, const Texts& source, const Texts& target, std::int64_t run = 2) const {
    const Outline source_then = Blocks(before.source), source_now = Blocks(source);
    const Outline target_then = Blocks(before.target, "de "), target_now = Blocks(target, "de ");
    return {source, target,
            Advance(before.bindings, {source_then, source_now, SameTexts(before.source, source)},
                    {target_then, target_now, SameTexts(before.target, target)}, SameTexts(source, target),
                    {{run * 1000, "run " + std::to_string(run)}, Evidence::kSync}, finders(), Policy())};
  }
  std::vector<Reason> Reasons(const State& state) const {
    return Judge(state.bindings, Blocks(state.source), Blocks(state.target, "de "), finders(), Policy()).reasons;
  }
  Texts Moved(const State& state) const {
    Texts moved;
    for (const Reason& reason : Reasons(state)) {
      EXPECT_TRUE(reason.moved);
      moved.push_back(reason.source_text.value());
    }
    return moved;
  }
  Finders finders() const { return {english_, german_}; }

  Locales locales_;
  FactFinder english_{locales_.For("en")};
  FactFinder german_{locales_.For("de")};
  const Texts order_ = {"A", "about a", "B", "about b", "C", "about c"};
  const Texts a_last_ = {"B", "about b", "C", "about c", "A", "about a"};
};

TEST_F(BlockOrderTest, ASectionThatTheSourceMovedIsToldWithItsBlocks) {
  const State moved = Next(Begin(order_, order_), a_last_, order_);
  const std::vector<Reason> reasons = Reasons(moved);
  ASSERT_EQ(reasons.size(), 2U);
  EXPECT_EQ(reasons[0].state, lockstep::State::kStale);
  EXPECT_EQ(reasons[0].edit_class, EditClass::kStructure);
  EXPECT_EQ(reasons[0].severity, Urgency::kHigh);
  EXPECT_EQ(reasons[0].old_text, "A");
  EXPECT_EQ(reasons[0].new_text, "A");
  EXPECT_EQ(reasons[0].source_line, 5U);
  EXPECT_EQ(reasons[0].target_line, 1U);
  EXPECT_EQ(reasons[0].since->by, "run 2");
  EXPECT_EQ(reasons[1].source_text, "about a");
}

TEST_F(BlockOrderTest, IsSettledByWhoeverMoves) {
  const State moved = Next(Begin(order_, order_), a_last_, order_);
  EXPECT_TRUE(Moved(Next(moved, a_last_, a_last_, 3)).empty());
  EXPECT_TRUE(Moved(Next(moved, order_, order_, 3)).empty());
  EXPECT_TRUE(Moved(Next(Begin(order_, order_), a_last_, a_last_)).empty());
}

TEST_F(BlockOrderTest, IsNoDebtWhereTheTranslationHasAnOrderOfItsOwn) {
  // From the start, whatever else the source moves.
  const State own = Begin(order_, a_last_);
  EXPECT_TRUE(Moved(own).empty());
  EXPECT_TRUE(Moved(Next(own, {"B", "about b", "A", "about a", "C", "about c"}, a_last_)).empty());
  // Or because the translator moved something.
  const State moved = Next(Begin(order_, order_), order_, a_last_);
  EXPECT_TRUE(Moved(moved).empty());
  EXPECT_TRUE(Moved(Next(moved, a_last_, a_last_, 3)).empty());
}

TEST_F(BlockOrderTest, StaysToldWhileOtherThingsHappen) {
  State state = Next(Begin(order_, order_), a_last_, order_);
  Texts longer = a_last_;
  longer.insert(longer.begin(), "new");
  state = Next(state, longer, order_, 3);
  Texts moved;
  for (const Reason& reason : Reasons(state))
    if (reason.moved) {
      moved.push_back(*reason.source_text);
      EXPECT_EQ(reason.since->by, "run 2");
    }
  EXPECT_EQ(moved, (Texts{"A", "about a"}));
}

TEST_F(BlockOrderTest, NamesTheParagraphAndNotTheHeadingItWasMovedPast) {
  const Texts before = {"A", "about a", "more", "B", "about b"};
  EXPECT_EQ(Moved(Next(Begin(before, before), {"A", "about a", "B", "more", "about b"}, before)), Texts{"more"});
  EXPECT_EQ(Moved(Next(Begin(before, before), {"A", "about a", "B", "about b", "more"}, before)), Texts{"more"});
}

TEST_F(BlockOrderTest, InsertedAndRemovedBlocksMoveNothing) {
  const Texts before = {"one", "two", "three"};
  for (const Reason& reason : Reasons(Next(Begin(before, before), {"two", "zero", "three"}, before)))
    EXPECT_FALSE(reason.moved);
}

TEST_F(BlockOrderTest, AnAcceptanceHoldsAndCanBeTakenBack) {
  State state = Next(Begin(order_, order_), a_last_, order_);
  for (Binding& binding : state.bindings) Accept(binding, {"Ada", "", {9000, "run 9"}});
  EXPECT_TRUE(Moved(state).empty());
  EXPECT_TRUE(Moved(Next(state, a_last_, order_, 10)).empty());
  for (Binding& binding : state.bindings) TakeBack(binding, "", "");
  EXPECT_EQ(Moved(state), (Texts{"A", "about a"}));
}

TEST_F(BlockOrderTest, IsExplained) {
  const State state = Next(Begin(order_, order_), a_last_, order_);
  const Outline source = Blocks(state.source);
  const std::vector<Finding> findings =
      Examine(state.bindings, source, Blocks(state.target, "de "), finders(), Policy());
  const Explanation words = Explain(findings[4], state.bindings[4], source.segments[4], Policy());
  EXPECT_EQ(words.decided, "the source was moved to another place, and the translation was not");
  EXPECT_EQ(words.policy, "edits of class structure make a translation stale, as by default; severity high");
  EXPECT_EQ(words.clears, (Texts{"move the translation to where its source stands", "move the source back"}));
}

TEST_F(BlockOrderTest, ThePolicyMayIgnoreIt) {
  const State state = Next(Begin(order_, order_), a_last_, order_);
  Policy policy;
  policy.ignored = {EditClass::kStructure};
  EXPECT_TRUE(
      Judge(state.bindings, Blocks(state.source), Blocks(state.target, "de "), finders(), policy).reasons.empty());
}

TEST_F(BlockOrderTest, ARowOfATableIsToldOnceAndAScoreLineGoesWithItsSection) {
  const Texts before = {"r1", "r2", "s1", "s2", "t1", "t2"}, now = {"s1", "s2", "t1", "t2", "r1", "r2"};
  const auto rows = [](Outline outline) {
    for (std::size_t n = 0; n < outline.segments.size(); ++n) {
      outline.segments[n].block_kind = BlockKind::kTableCell;
      outline.segments[n].first_line = static_cast<std::uint32_t>(n / 2 + 1);
    }
    return outline;
  };
  const Outline source_then = rows(Blocks(before)), source_now = rows(Blocks(now)), target = rows(Blocks(before));
  const std::vector<Link> same = SameTexts(before, before);
  Bindings bindings = Bind(source_then, target, same, {{0, "run 1"}, Evidence::kSync});
  bindings = Advance(bindings, {source_then, source_now, SameTexts(before, now)}, {target, target, same}, {},
                     {{1000, "run 2"}, Evidence::kSync}, finders(), Policy());
  const std::vector<Reason> reasons = Judge(bindings, source_now, target, finders(), Policy()).reasons;
  ASSERT_EQ(reasons.size(), 1U);
  EXPECT_EQ(reasons[0].source_text, "r1");
}

}  // namespace
}  // namespace lockstep
