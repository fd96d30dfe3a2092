#include "stages/bindings.h"

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "stages/acceptance.h"
#include "stages/outline_document.h"
#include "tests/stages/binding_life.h"

namespace lockstep {
namespace {

TEST_F(BindingLife, AFreshPairIsCurrent) {
  EXPECT_EQ(bound_.size(), 3U);
  EXPECT_EQ(JudgeNow(bound_, source_, target_).state, State::kCurrent);
}

TEST_F(BindingLife, ASourceEditMakesOneSegmentStaleAndNamesWordingAndRun) {
  Outline edited = source_;
  edited.segments[1].text = "It is not quiet.";
  const Verdict verdict = JudgeNow(Next(bound_, source_, edited, target_, target_, 1), edited, target_);
  ASSERT_EQ(verdict.reasons.size(), 1U);
  const Reason& reason = verdict.reasons[0];
  EXPECT_EQ(reason.state, State::kStale);
  EXPECT_EQ(reason.edit_class, EditClass::kProse);
  EXPECT_EQ(reason.old_text, "It is quiet.");
  EXPECT_EQ(reason.new_text, "It is not quiet.");
  EXPECT_EQ(reason.target_text, "Es ist leise.");
  EXPECT_EQ(reason.source_line, 2U);
  ASSERT_TRUE(reason.since);
  EXPECT_EQ(reason.since->by, "run 2");
}

TEST_F(BindingLife, AParagraphThatCameOrWentIsStructureWhateverItsLength) {
  const Outline source =
      OutlineOf({{"It weighs 300 g."}, {"It is new.", "It is fine."}, {"It is quiet.", "It lasts."}});
  const Outline target = OutlineOf({{"Es wiegt 300 g."}, {"Es ist leise."}, {"Es ist alt.", "Es ist gut."}});
  const Bindings bindings = Bind(source, target, LinksOf({{{0}, {0}}, {{3}, {1}}}), At(0, "run 1"));
  std::map<std::string, std::string> classes;
  for (const Reason& reason : JudgeNow(bindings, source, target).reasons)
    classes[reason.source_text.value_or(reason.target_text.value_or(""))] = Name(reason.edit_class);
  const std::map<std::string, std::string> expected = {{"It is new.", "structure"},
                                                       {"It is fine.", "structure"},
                                                       {"Es ist alt.", "structure"},
                                                       {"Es ist gut.", "structure"}};
  EXPECT_EQ(classes, expected);
}

TEST_F(BindingLife, WhatContradictsItselfWhenFirstSeenIsDoubtful) {
  struct Row {
    FieldRole role;
    std::string source, target;
    bool doubtful;
  };
  const Row rows[] = {
      {FieldRole::kTranslate, "A lamp of 50 W.", "Eine Leuchte mit 60 W.", true},
      {FieldRole::kTranslate, "A lamp of 50 W.", "Eine Leuchte mit 50 W.", false},
      {FieldRole::kTranslate, "[50 W, LED]", "[LED, 60 W]", false},  // in no order
      {FieldRole::kFollow, "A lamp of 50 W.", "Eine Leuchte mit 60 W.", false},
      {FieldRole::kConvert, "90", "85", false},
      {FieldRole::kConvert, "90", "8.5", true},
  };
  for (const Row& row : rows) {
    Outline source = OutlineOf({{row.source}}), target = OutlineOf({{row.target}});
    for (Outline* outline : {&source, &target}) {
      outline->segments[0].kind = OutlineSegment::Kind::kField;
      outline->segments[0].field = "f";
      outline->segments[0].role = row.role;
    }
    Bindings bindings = Bind(source, target, {}, At(0, "run 1"));
    MarkDoubtful(bindings, DocumentOf(source, english_), DocumentOf(target, german_), finders());
    ASSERT_EQ(bindings.size(), 1U);
    EXPECT_EQ(bindings[0].doubtful, row.doubtful) << row.source << " / " << row.target;
    const State state = JudgeNow(bindings, source, target).state;
    EXPECT_EQ(state, row.doubtful ? State::kSuspect : State::kCurrent) << row.source << " / " << row.target;
  }
}

TEST_F(BindingLife, ASentenceThatCameToAParagraphIsProse) {
  const Outline now = OutlineOf({{"It weighs 300 g.", "It is new."}, {"It is quiet."}, {"It lasts."}});
  const Bindings bindings = NextSource(bound_, source_, now, LinksOf({{{0}, {0}}, {{1}, {2}}, {{2}, {3}}, {{}, {1}}}),
                                       LinksOf({{{0}, {0}}, {{2}, {1}}, {{3}, {2}}, {{1}, {}}}));
  const Verdict verdict = JudgeNow(bindings, now, target_);
  ASSERT_EQ(verdict.reasons.size(), 1U);
  EXPECT_EQ(verdict.reasons[0].state, State::kMissing);
  EXPECT_STREQ(Name(verdict.reasons[0].edit_class), "prose");
  EXPECT_EQ(verdict.reasons[0].old_text, std::nullopt) << "there is no binding";
}

TEST_F(BindingLife, ASourceEditTakenBackIsCurrentAgain) {
  Outline edited = source_;
  edited.segments[1].text = "It is not quiet.";
  const Bindings after = Next(bound_, source_, edited, target_, target_, 1);
  Bindings back = Next(after, edited, source_, target_, target_, 2);
  const Clearing expected{At(1, "run 2").now, At(2, "run 2").now, Evidence::kSync, true};
  EXPECT_EQ(back[1].cleared, expected);
  back[1].cleared.reset();
  EXPECT_EQ(back, bound_);
}

TEST_F(BindingLife, ADebtThatWasWorkedOffIsRememberedWithBothMoments) {
  Outline edited = source_;
  edited.segments[0].text = "It weighs 320 g.";
  Outline translated = target_;
  translated.segments[0].text = "Es wiegt 320 g.";
  const Bindings stale = Next(bound_, source_, edited, target_, target_, 48);
  EXPECT_EQ(stale[0].cleared, std::nullopt);
  const Bindings current = Next(stale, edited, edited, target_, translated, 96);
  const Clearing expected{At(48, "run 2").now, At(96, "run 2").now, Evidence::kSync};
  EXPECT_EQ(current[0].cleared, expected);
  EXPECT_EQ(current[1].cleared, std::nullopt);

  // What the translator polishes later changes nothing of it.
  Outline polished = translated;
  polished.segments[0].text = "Es wiegt nur 320 g.";
  EXPECT_EQ(Next(current, edited, edited, translated, polished, 200)[0].cleared, expected);
  // Both edited in one step: there was no debt.
  EXPECT_EQ(Next(bound_, source_, edited, target_, translated, 48)[0].cleared, std::nullopt);
}

TEST_F(BindingLife, AMissingSegmentThatIsTranslatedWasADebtSinceItCame) {
  const Outline longer = OutlineOf({{"It weighs 300 g."}, {"It is quiet."}, {"It lasts."}, {"It is blue."}});
  const Outline all = OutlineOf({{"Es wiegt 300 g."}, {"Es ist leise."}, {"Es hält."}, {"Es ist blau."}});
  const std::vector<Link> four = LinksOf({{{0}, {0}}, {{1}, {1}}, {{2}, {2}}, {{3}, {3}}});
  const Bindings missing = NextSource(bound_, source_, longer, one_to_one_, one_to_one_);
  ASSERT_EQ(missing.size(), 4U);
  const Bindings done =
      Advance(missing, {longer, longer, four}, {target_, all, one_to_one_}, four, At(9, "run 3"), finders(), Policy());
  ASSERT_EQ(done.size(), 4U);
  const Clearing expected{At(1, "run 2").now, At(9, "run 3").now, Evidence::kSync};
  EXPECT_EQ(done[3].cleared, expected);
}

TEST_F(BindingLife, AMissingSegmentIsOwedSinceItCameHoweverOftenItIsEdited) {
  const Outline longer = OutlineOf({{"It weighs 300 g."}, {"It is quiet."}, {"It lasts."}, {"It is blue."}});
  Outline edited = longer;
  edited.segments[3].text = "It is very blue.";
  const std::vector<Link> four = LinksOf({{{0}, {0}}, {{1}, {1}}, {{2}, {2}}, {{3}, {3}}});
  const Bindings missing = NextSource(bound_, source_, longer, one_to_one_, one_to_one_);
  const Bindings later = Advance(missing, {longer, edited, four}, {target_, target_, one_to_one_}, one_to_one_,
                                 At(900, "run 3"), finders(), Policy());
  const Verdict verdict = JudgeNow(later, edited, target_);
  ASSERT_EQ(verdict.reasons.size(), 1U);
  EXPECT_EQ(verdict.reasons[0].state, State::kMissing);
  EXPECT_EQ(verdict.reasons[0].since, At(1, "run 2").now);
}

TEST_F(BindingLife, NewTextThatContradictsItsSourceIsSuspect) {
  const Outline longer = OutlineOf({{"It weighs 300 g."}, {"It is quiet."}, {"It lasts."}, {"It draws 40 W."}});
  const std::vector<Link> four = LinksOf({{{0}, {0}}, {{1}, {1}}, {{2}, {2}}, {{3}, {3}}});
  const Bindings missing = NextSource(bound_, source_, longer, one_to_one_, one_to_one_);
  for (const auto& [text, state] : {std::pair("Es nimmt 50 W auf.", State::kSuspect), {"40 W.", State::kCurrent}}) {
    const Outline all = OutlineOf({{"Es wiegt 300 g."}, {"Es ist leise."}, {"Es hält."}, {text}});
    const Step target{target_, all, one_to_one_};
    const Bindings followed =
        Advance(missing, {longer, longer, four}, target, four, At(9, "run 3"), finders(), Policy());
    EXPECT_EQ(JudgeNow(followed, longer, all).state, state) << text;
    const Bindings at_once =
        Advance(bound_, {source_, longer, one_to_one_}, target, four, At(9, "run 3"), finders(), Policy());
    EXPECT_EQ(JudgeNow(at_once, longer, all).state, state) << text;
  }
}

TEST_F(BindingLife, ScoreLinesThatDifferedWhenBoundAreSuspectAndThoseThatCameToDifferStale) {
  Outline source = OutlineOf({{"$$0.7$$"}}), target = OutlineOf({{"$$0.8$$"}});
  for (Outline* outline : {&source, &target}) outline->segments[0].block_kind = BlockKind::kScoreLine;
  const std::vector<Link> links = LinksOf({{{0}, {0}}});
  const Bindings bound = Bind(source, target, links, At(0, "run 1"));
  ASSERT_EQ(JudgeNow(bound, source, target).reasons.size(), 1U);
  EXPECT_EQ(JudgeNow(bound, source, target).state, State::kSuspect);

  Outline edited = target;
  edited.segments[0].text = "$$0.9$$";
  const Bindings after =
      Advance(bound, {source, source, links}, {target, edited, links}, links, At(1, "run 2"), finders(), Policy());
  EXPECT_EQ(JudgeNow(after, source, edited).state, State::kStale);
}

TEST_F(BindingLife, ASentenceThatIsGoneIsLookedForInItsParagraph) {
  const Outline source = OutlineOf({{"It lasts."}, {"It is quiet.", "It is light."}});
  const Outline shorter = OutlineOf({{"It lasts."}, {"It is quiet."}});
  const Outline target = OutlineOf({{"Es hält."}, {"Es ist leise.", "Es ist leicht."}});
  const Bindings bound = Bind(source, target, one_to_one_, At(0, "run 1"));
  const Bindings after =
      Advance(bound, {source, shorter, LinksOf({{{0}, {0}}, {{1}, {1}}, {{2}, {}}})}, {target, target, one_to_one_},
              LinksOf({{{0}, {0}}, {{1}, {1}}, {{}, {2}}}), At(1, "run 2"), finders(), Policy());
  const Verdict verdict = JudgeNow(after, shorter, target);
  ASSERT_EQ(verdict.reasons.size(), 1U);
  EXPECT_EQ(verdict.reasons[0].state, State::kOrphan);
  EXPECT_EQ(verdict.reasons[0].source_line, 2U);
  EXPECT_EQ(verdict.reasons[0].target_line, 2U);
}

TEST_F(BindingLife, ATypoFixedInOneTargetSegmentClearsNoOther) {
  Outline edited = source_;
  edited.segments[1].text = "It is not quiet.";
  const Bindings stale = Next(bound_, source_, edited, target_, target_, 1);
  Outline retouched = target_;
  retouched.segments[2].text = "Es hält lange.";
  const Verdict verdict = JudgeNow(Next(stale, edited, edited, target_, retouched, 2), edited, retouched);
  ASSERT_EQ(verdict.reasons.size(), 1U);
  EXPECT_EQ(verdict.reasons[0].target_line, 2U);
}

TEST_F(BindingLife, ATranslationCorrectedFirstAndItsSourceWithinADayAreOneEdit) {
  Outline target_now = target_;
  target_now.segments[0].text = "Es wiegt 320 g netto.";
  const Bindings first = Next(bound_, source_, source_, target_, target_now, 1);
  Outline source_now = source_;
  source_now.segments[0].text = "Its net weight is 320 g.";
  const Bindings second = Next(first, source_, source_now, target_now, target_now, 3);
  EXPECT_EQ(JudgeNow(second, source_now, target_now).state, State::kCurrent);
}

TEST_F(BindingLife, AfterTheSettlingTimeTheyAreTwoEdits) {
  Outline target_now = target_;
  target_now.segments[1].text = "Es ist sehr leise.";
  const Bindings first = Next(bound_, source_, source_, target_, target_now, 1);
  Outline source_now = source_;
  source_now.segments[1].text = "It is rather loud.";
  const Bindings second = Next(first, source_, source_now, target_now, target_now, 100);
  EXPECT_EQ(JudgeNow(second, source_now, target_now).state, State::kStale);
}

TEST_F(BindingLife, ATargetEditSettlesAsOfWhenItWasMade) {
  Outline target_now = target_;
  target_now.segments[1].text = "Es ist sehr leise.";
  const Bindings first = Advance(bound_, {source_, source_, one_to_one_}, {target_, target_now, one_to_one_},
                                 one_to_one_, {{3600 * 1000, "0123456789abcdef"}, Evidence::kGit}, finders(), Policy());
  const Bindings settled = Next(first, source_, source_, target_now, target_now, 100);
  EXPECT_EQ(settled[1].bound, (Moment{3600 * 1000, "0123456789abcdef"}));
  EXPECT_EQ(settled[1].evidence, Evidence::kGit);
  EXPECT_FALSE(settled[1].target_basis);
}

TEST_F(BindingLife, OnlyNewTextAsksForAnAlignment) {
  const Step target = {target_, target_, one_to_one_};
  Outline edited = source_;
  edited.segments[1].text = "It is not quiet.";
  EXPECT_FALSE(NeedAlignment(bound_, {source_, edited, one_to_one_}, target));
  edited.segments.push_back(edited.segments[1]);
  EXPECT_TRUE(NeedAlignment(bound_, {source_, edited, one_to_one_}, target));
}

TEST_F(BindingLife, AnInsertedSourceParagraphIsMissingAndMovesNothingElse) {
  const Outline longer = OutlineOf({{"It weighs 300 g."}, {"A new paragraph."}, {"It is quiet."}, {"It lasts."}});
  const Bindings after = NextSource(bound_, source_, longer, LinksOf({{{0}, {0}}, {{1}, {2}}, {{2}, {3}}, {{}, {1}}}),
                                    LinksOf({{{0}, {0}}, {{1}, {}}, {{2}, {1}}, {{3}, {2}}}));
  const Verdict verdict = JudgeNow(after, longer, target_);
  ASSERT_EQ(verdict.reasons.size(), 1U);
  EXPECT_EQ(verdict.reasons[0].state, State::kMissing);
  EXPECT_EQ(verdict.reasons[0].edit_class, EditClass::kStructure);
  EXPECT_EQ(verdict.reasons[0].source_line, 2U);
}

TEST_F(BindingLife, ADeletedSourceParagraphLeavesAnOrphanUntilItComesBack) {
  const Outline shorter = OutlineOf({{"It weighs 300 g."}, {"It lasts."}});
  const Bindings after = NextSource(bound_, source_, shorter, LinksOf({{{0}, {0}}, {{1}, {}}, {{2}, {1}}}),
                                    LinksOf({{{0}, {0}}, {{1}, {2}}}));
  const Verdict verdict = JudgeNow(after, shorter, target_);
  ASSERT_EQ(verdict.reasons.size(), 1U);
  EXPECT_EQ(verdict.reasons[0].state, State::kOrphan);
  EXPECT_EQ(verdict.reasons[0].old_text, "It is quiet.");
  EXPECT_EQ(verdict.reasons[0].target_line, 2U);
  EXPECT_TRUE(IsDebt(verdict.reasons[0]));

  Bindings accepted = after;
  for (Binding& binding : accepted) {
    if (binding.source.empty()) Accept(binding, {"Ada", "", At(1, "run 2").now});
  }
  for (const Bindings& before : {after, accepted}) {
    const Bindings back =
        NextSource(before, shorter, source_, LinksOf({{{0}, {0}}, {{1}, {2}}, {{}, {1}}}), one_to_one_);
    EXPECT_EQ(JudgeNow(back, source_, target_).state, State::kCurrent);
    EXPECT_EQ(back.size(), 3U);
  }
}

TEST_F(BindingLife, WhatTheTranslationHasOnItsOwnIsToldAndIsNoDebt) {
  const Outline longer = OutlineOf({{"Es wiegt 300 g."}, {"Es ist leise."}, {"Es hält."}, {"Hier gibt es es nicht."}});
  const Bindings bound =
      Bind(source_, longer, LinksOf({{{0}, {0}}, {{1}, {1}}, {{2}, {2}}, {{}, {3}}}), At(0, "run 1"));
  const Verdict verdict = JudgeNow(bound, source_, longer);
  EXPECT_EQ(verdict.state, State::kCurrent);
  ASSERT_EQ(verdict.reasons.size(), 1U);
  EXPECT_EQ(verdict.reasons[0].state, State::kOrphan);
  EXPECT_FALSE(IsDebt(verdict.reasons[0]));
}

TEST_F(BindingLife, TwoSentencesThatBecomeOneStayOneBinding) {
  const Outline source = OutlineOf({{"It is quiet.", "It lasts."}});
  const Outline target = OutlineOf({{"Es ist leise.", "Es hält."}});
  const std::vector<Link> pairs = LinksOf({{{0}, {0}}, {{1}, {1}}});
  const Bindings before = Bind(source, target, pairs, At(0, "run 1"));
  const Outline joined = OutlineOf({{"It is quiet. It lasts."}});
  const Bindings after = Advance(before, {source, joined, LinksOf({{{0, 1}, {0}}})}, {target, target, pairs},
                                 LinksOf({{{0}, {0, 1}}}), At(1, "run 2"), finders(), Policy());
  ASSERT_EQ(after.size(), 1U);
  EXPECT_EQ(JudgeNow(after, joined, target).state, State::kCurrent);
}

}  // namespace
}  // namespace lockstep
