#include "stages/attachment.h"

#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "stages/acceptance.h"
#include "tests/stages/binding_life.h"

namespace lockstep {
namespace {

class NewText : public BindingLife {};

TEST_F(NewText, NewTextGoesToABindingOnlyBesideItsTranslation) {
  // The alignment takes each for more of "Es hält."
  const Outline now =
      OutlineOf({{"Es hält sehr lange."}, {"Es wiegt 300 g."}, {"Es ist leise."}, {"Es hält."}, {"Auch lange."}});
  const Step target = {target_, now, LinksOf({{{0}, {1}}, {{1}, {2}}, {{2}, {3}}, {{}, {0}}, {{}, {4}}})};
  const Bindings bindings =
      Advance(bound_, {source_, source_, one_to_one_}, target, LinksOf({{{0}, {1}}, {{1}, {2}}, {{2}, {0, 3, 4}}}),
              At(1, "run 2"), finders(), Policy());
  std::map<SegmentIndices, SegmentIndices> bound;
  for (const Binding& binding : bindings) bound[binding.source] = binding.target;
  const std::map<SegmentIndices, SegmentIndices> expected = {{{0}, {1}}, {{1}, {2}}, {{2}, {3, 4}}, {{}, {0}}};
  EXPECT_EQ(bound, expected);
}

TEST_F(NewText, TextIsBackOnlyWhereItsLikeStood) {
  const auto title = [](const std::string& name, const std::string& text) {
    OutlineSegment field;
    field.kind = OutlineSegment::Kind::kField;
    field.field = name;
    field.role = FieldRole::kTranslate;
    field.text = text;
    return field;
  };
  Outline without = target_;
  without.segments.erase(without.segments.begin() + 1);
  const std::vector<Link> gone = LinksOf({{{0}, {0}}, {{2}, {1}}});
  const std::vector<Link> none = LinksOf({{{0}, {0}}, {{2}, {1}}});
  const Bindings lost = Advance(bound_, {source_, source_, one_to_one_}, {target_, without, gone}, none, At(1, "run 2"),
                                finders(), Policy());
  ASSERT_EQ(lost[1].target_basis, "Es ist leise.");

  Outline as_title = without;
  as_title.segments.insert(as_title.segments.begin(), title("subtitle", "Es ist leise."));
  const Bindings still =
      Advance(lost, {source_, source_, one_to_one_}, {without, as_title, LinksOf({{{0}, {1}}, {{1}, {2}}})},
              LinksOf({{{0}, {1}}, {{2}, {2}}}), At(2, "run 3"), finders(), Policy());
  const Verdict owed = JudgeNow(still, source_, as_title);
  ASSERT_EQ(owed.reasons.size(), 1U);
  EXPECT_EQ(owed.reasons[0].state, State::kMissing);

  const Bindings back =
      Advance(lost, {source_, source_, one_to_one_}, {without, target_, LinksOf({{{0}, {0}}, {{1}, {2}}})},
              LinksOf({{{0}, {0}}, {{2}, {2}}}), At(2, "run 3"), finders(), Policy());
  EXPECT_EQ(JudgeNow(back, source_, target_).state, State::kCurrent);
}

TEST_F(NewText, AMoveByCopyingFirstAndDeletingThenLosesNoTranslation) {
  const std::string text = "It weighs 300 g.";
  const Outline copied = OutlineOf({{text}, {"It is quiet."}, {"It lasts."}, {text}});
  const Bindings both = NextSource(bound_, source_, copied, LinksOf({{{0}, {0}}, {{1}, {1}}, {{2}, {2}}, {{}, {3}}}),
                                   LinksOf({{{0}, {0}}, {{1}, {1}}, {{2}, {2}}}));
  EXPECT_EQ(JudgeNow(both, copied, target_).state, State::kStale);

  const Outline moved = OutlineOf({{"It is quiet."}, {"It lasts."}, {text}});
  const Bindings after = NextSource(both, copied, moved, LinksOf({{{0}, {}}, {{1}, {0}}, {{2}, {1}}, {{3}, {2}}}),
                                    LinksOf({{{0}, {1}}, {{1}, {2}}, {{2}, {0}}}));
  ASSERT_EQ(after.size(), 3U);
  for (const Binding& binding : after) EXPECT_TRUE(binding.AsBound());
}

TEST_F(NewText, WhatStandsForAnotherTextGoesBackToItsOwn) {
  const Outline other = OutlineOf({{"It weighs 300 g."}, {"Nobody knows a better one."}, {"It lasts."}});
  const Outline both =
      OutlineOf({{"It weighs 300 g."}, {"Nobody knows a better one."}, {"It is quiet."}, {"It lasts."}});
  const Bindings stale = NextSource(bound_, source_, other, one_to_one_, one_to_one_);
  const Bindings back = NextSource(stale, other, both, LinksOf({{{0}, {0}}, {{1}, {1}}, {{2}, {3}}, {{}, {2}}}),
                                   LinksOf({{{0}, {0}}, {{2}, {1}}, {{3}, {2}}}));
  const Verdict verdict = JudgeNow(back, both, target_);
  ASSERT_EQ(verdict.reasons.size(), 1U);
  EXPECT_EQ(verdict.reasons[0].state, State::kMissing);
  EXPECT_EQ(verdict.reasons[0].source_text, "Nobody knows a better one.");
}

// The source gained a sentence and lost another: one is missing, one an orphan.
class RewrittenOrphan : public BindingLife {
 protected:
  // When the orphan has come to say `text`; `links` align today's documents.
  Bindings Rewrite(const Bindings& before, const std::string& text, const std::vector<Link>& links) {
    now_ = target_;
    now_.segments[1].text = text;
    const Step source = {source_now_, source_now_, one_to_one_}, target = {target_, now_, one_to_one_};
    EXPECT_TRUE(NeedAlignment(before, source, target));
    return Advance(before, source, target, links, At(9, "run 3"), finders(), Policy());
  }

  const Outline source_now_ = OutlineOf({{"It weighs 300 g."}, {"It lasts."}, {"It draws 40 W."}});
  const std::vector<Link> crosswise_ = LinksOf({{{0}, {0}}, {{2}, {1}}, {{1}, {2}}});
  const Bindings open_ =
      NextSource(bound_, source_, source_now_, LinksOf({{{0}, {0}}, {{1}, {}}, {{2}, {1}}, {{}, {2}}}),
                 LinksOf({{{0}, {0}}, {{1}, {2}}, {{2}, {}}, {{}, {1}}}));
  Outline now_;
};

TEST_F(RewrittenOrphan, IsTheTranslationOfWhatIsMissing) {
  ASSERT_EQ(JudgeNow(open_, source_now_, target_).reasons.size(), 2U);
  const Bindings done = Rewrite(open_, "Es nimmt 40 W auf.", crosswise_);
  EXPECT_EQ(JudgeNow(done, source_now_, now_).reasons.size(), 0U);
  ASSERT_EQ(done.size(), 3U);
  const Clearing expected{At(1, "run 2").now, At(9, "run 3").now, Evidence::kSync};
  EXPECT_EQ(done[2].cleared, expected);
}

TEST_F(RewrittenOrphan, IsDoubtedLikeAnyNewPair) {
  const Verdict verdict = JudgeNow(Rewrite(open_, "Es nimmt 50 W auf.", crosswise_), source_now_, now_);
  ASSERT_EQ(verdict.reasons.size(), 1U);
  EXPECT_EQ(verdict.reasons[0].state, State::kSuspect);
}

TEST_F(RewrittenOrphan, StaysOneWhereItIsHardlyAnotherText) {
  for (const char* typo : {"Es ist leiser.", "Er war leise."}) {
    const Bindings mended = Rewrite(open_, typo, crosswise_);
    EXPECT_EQ(JudgeNow(mended, source_now_, now_).reasons.size(), 2U) << typo;
  }
}

TEST_F(RewrittenOrphan, TakesTheCellsOfItsRowAlong) {
  Outline source = OutlineOf({{"fan"}, {"yes"}, {"lid"}, {"yes"}}), target = OutlineOf({{"Lüfter"}, {"ja"}});
  for (Outline* table : {&source, &target}) {
    for (OutlineSegment& cell : table->segments) {
      cell.block_kind = BlockKind::kTableCell;
      cell.first_line = cell.last_line = 1 + cell.block / 2;
    }
  }
  Outline source_now = source, target_now = target;
  source_now.segments = {source.segments[2], source.segments[3]};
  target_now.segments[0].text = "Deckel";
  const std::vector<Link> same = LinksOf({{{0}, {0}}, {{1}, {1}}});
  const Bindings bound = Bind(source, target, same, At(0, "run 1"));
  const Bindings open = Advance(bound, {source, source_now, LinksOf({{{0}, {}}, {{1}, {}}, {{2}, {0}}, {{3}, {1}}})},
                                {target, target, same}, {}, At(1, "run 2"), finders(), Policy());
  ASSERT_EQ(JudgeNow(open, source_now, target).reasons.size(), 4U);
  const Step unchanged = {source_now, source_now, same};
  const Bindings done = Advance(open, unchanged, {target, target_now, same}, same, At(9, "run 3"), finders(), Policy());
  EXPECT_EQ(JudgeNow(done, source_now, target_now).reasons.size(), 0U);
  // A row that stands as it was is no translation, whatever the alignment says.
  const Bindings as_it_was =
      Advance(open, unchanged, {target, target, same}, same, At(9, "run 3"), finders(), Policy());
  EXPECT_EQ(JudgeNow(as_it_was, source_now, target).reasons.size(), 4U);
}

TEST_F(RewrittenOrphan, ThatWasAcceptedIsOneAsItStood) {
  Bindings accepted = open_;
  for (Binding& binding : accepted)
    if (binding.source.empty()) Accept(binding, {"anna", "", At(2, "run 3").now});
  EXPECT_EQ(JudgeNow(accepted, source_now_, target_).reasons.size(), 1U);
  EXPECT_EQ(JudgeNow(Rewrite(accepted, "Es nimmt 40 W auf.", crosswise_), source_now_, now_).reasons.size(), 0U);
}

}  // namespace
}  // namespace lockstep
