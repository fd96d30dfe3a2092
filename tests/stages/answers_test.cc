#include "stages/answers.h"

#include <string>

#include <gtest/gtest.h>

#include "stages/coded_text.h"
#include "tests/stages/translations.h"

namespace lockstep {
namespace {

class Answering : public testing::Test, public TranslationTest {
 protected:
  void SetUp() override { Set("It is **loud**. It lasts.\n", "**大音量**だ。長持ちする。\n"); }

  // The answer of a tool that kept everything and put `text` in the place of the translation.
  PackageAnswer Answered(const std::string& source, const CodedText& text) const {
    const PackageUnit& unit = units_[Unit(source)].packed;
    PackageAnswer answer;
    answer.id = unit.id;
    answer.state = AnswerState::kTranslated;
    answer.source = unit.source;
    answer.target = text;
    answer.source_hash = unit.source_hash;
    answer.target_hash = unit.target_hash;
    return answer;
  }
  PackageAnswer Answered(const std::string& text) const { return Answered("It lasts.", CodedText{text}); }

  Ruling RuleOn(const PackageAnswer& answer, OnConflict on_conflict = OnConflict::kKeep) {
    return Rule(units_, {answer}, on_conflict, {tools_.For("en").facts, tools_.For("ja").facts}, {}).front();
  }
  Fate FateOf(const PackageAnswer& answer, OnConflict on_conflict = OnConflict::kKeep) {
    return RuleOn(answer, on_conflict).fate;
  }
};

TEST_F(Answering, ANewTextIsApplied) {
  EXPECT_EQ(FateOf(Answered("長く使える。")), Fate::kApply);
}

TEST_F(Answering, WhiteSpaceIsNoAnswer) {
  EXPECT_EQ(FateOf(Answered(" 長持ちする。\n ")), Fate::kSame);
  EXPECT_EQ(FateOf(Answered(" \n")), Fate::kUntranslated);
}

TEST_F(Answering, WhatHasNoWordsIsTakenAsItCameWhereNobodyCallsItTranslated) {
  const auto rule_on = [&](const std::string& text, bool has_source_only) {
    Set("It lasts, " + text + "\n", "長持ちする。\n");
    PackageUnit& unit = units_.front().packed;
    unit.source = {text};
    unit.source_hash = HashOf(unit.source);
    unit.target.reset();
    unit.target_hash = 0;
    PackageAnswer answer{unit.id, 1, AnswerState::kOpen, unit.source, std::nullopt, unit.source_hash, 0};
    answer.has_source_only = has_source_only;
    const Ruling ruling = RuleOn(answer);
    return Name(ruling.fate) + (ruling.why.empty() ? "" : ": " + ruling.why);
  };
  for (const char* text : {"PT-200x", "60 Hz", "12.5 %", "https://potoroo.example/a", "2026-03-01"})
    EXPECT_EQ(rule_on(text, true), "applied") << text;
  const std::string untranslated = "untranslated: it has ";
  for (const char* text : {"It is red.", "for 2 hours", "2 hours", "March 1, 2026", "Potoroo"})
    EXPECT_EQ(rule_on(text, true),
              untranslated + "the source's own text, and nothing calls that translated (state=\"translated\" would)");
  EXPECT_EQ(rule_on("60 Hz", false), untranslated + "no translation");
}

TEST_F(Answering, WhatIsStaleAndCameBackAsTranslatedIsConfirmed) {
  units_[Unit("It lasts.")].packed.state = WorkState::kStale;
  PackageAnswer answer = Answered("長持ちする。");
  EXPECT_EQ(FateOf(answer), Fate::kConfirm);
  answer.state = AnswerState::kOpen;
  EXPECT_EQ(FateOf(answer), Fate::kSame);
}

TEST_F(Answering, ALinkThatTheTranslationTookFromTheSourceFollowsIt) {
  const std::string source = "See the [guide](/new/).";
  const auto answer_to = [&](const std::string& translation, AnswerState state, const std::string& words) {
    Set(source + "\n", translation + "\n");
    PackageUnit& unit = units_[Unit(source)].packed;
    unit.state = WorkState::kStale;
    unit.old_source = CodedTextOf("See the [guide](/old/).", Locales().For("en"));
    ShareIds(unit.source, *unit.old_source);
    CodedText text = *unit.target;
    if (!words.empty()) std::get<std::string>(text.back()) = words;
    PackageAnswer answer = Answered(source, text);
    answer.state = state;
    const Ruling ruling = RuleOn(answer);
    return std::string(Name(ruling.fate)) + " " + PlainText(ruling.text);
  };
  using enum AnswerState;
  EXPECT_EQ(answer_to("[案内](/old/)を参照。", kTranslated, "を見よ。"), "applied [案内](/new/)を見よ。");
  EXPECT_EQ(answer_to("[案内](/old/)を参照。", kTranslated, ""), "applied [案内](/new/)を参照。");
  EXPECT_EQ(answer_to("[案内](/old/)を参照。", kOpen, ""), "same [案内](/old/)を参照。") << "nobody looked at it";
  EXPECT_EQ(answer_to("[案内](/ja/old/)を参照。", kTranslated, ""), "confirmed [案内](/ja/old/)を参照。") << "its own";
}

TEST_F(Answering, WhatAnEarlierImportPutThereIsConfirmed) {
  PackageAnswer answer = Answered("長持ちする。");
  answer.target_hash = 1;
  EXPECT_EQ(FateOf(answer), Fate::kConfirm);
}

// Whether an import is done in one go, or killed when its text was written and done again: the same is doubted.
TEST_F(Answering, WhatIsPutThereIsInQuestionAtOnceAndWhenItComesAgain) {
  PackageAnswer answer = Answered("長く使える。");
  const Ruling at_once = RuleOn(answer);
  EXPECT_TRUE(at_once.warnings.empty());
  EXPECT_TRUE(at_once.is_in_question);
  answer = Answered("長持ちする。");
  answer.target_hash ^= 1;
  EXPECT_TRUE(RuleOn(answer).is_in_question);
  EXPECT_FALSE(RuleOn(Answered("長持ちする。")).is_in_question) << "the translator was shown it";
}

TEST_F(Answering, AnotherSourceMakesItStale) {
  PackageAnswer answer = Answered("長く使える。");
  answer.source_hash = 1;
  EXPECT_EQ(FateOf(answer), Fate::kStale);
  answer = Answered("長く使える。");
  answer.id = "s.0123456789abcdef";
  EXPECT_EQ(RuleOn(answer).why, "the source was edited after the export, or is gone");
  EXPECT_FALSE(RuleOn(answer).unit);
}

TEST_F(Answering, AnIdThatExportDidNotGiveIsToldAsOne) {
  PackageAnswer answer = Answered("長く使える。");
  for (const char* id :
       {"17", "tu1", "s.1", "0123456789abcdef", "s.0123456789abcdeg", "s.0123456789abcdef.x", "s.0123456789abcdef."}) {
    answer.id = id;
    EXPECT_EQ(FateOf(answer), Fate::kRefused) << id;
  }
  EXPECT_EQ(RuleOn(answer).why,
            "its id \"s.0123456789abcdef.\" is not one that `export` gave: a tool has numbered the units anew");
  for (const char* id : {"s.0123456789abcdef", "s.p.0123456789abcdef", "field.0123456789abcdef.12"}) {
    answer.id = id;
    EXPECT_EQ(FateOf(answer), Fate::kStale) << id;
  }
}

TEST_F(Answering, WithoutHashesTheSourceItselfTells) {
  PackageAnswer answer = Answered("長く使える。");
  answer.source_hash = answer.target_hash = 0;
  EXPECT_EQ(FateOf(answer), Fate::kApply);
  answer.source = CodedText{"It lasted."};
  EXPECT_EQ(FateOf(answer), Fate::kStale);
}

TEST_F(Answering, CodesWithoutBytesTellTheSourceByTheirIds) {
  const std::string source = "It is **loud**.";
  CodedText text = *units_[Unit(source)].packed.target;
  std::get<std::string>(text.back()) = "です。";
  PackageAnswer answer = Answered(source, text);
  answer.source_hash = answer.target_hash = 0;
  for (CodedText* side : {&answer.source, &*answer.target}) {
    for (auto& part : *side) {
      if (auto* code = std::get_if<PackageCode>(&part)) code->original.clear();
    }
  }
  EXPECT_EQ(FateOf(answer), Fate::kApply);
  EXPECT_EQ(PlainText(RuleOn(answer).text), "**大音量**です。");
}

TEST_F(Answering, ATranslationThatIsGoneIsToldAsGone) {
  PackageAnswer answer = Answered("長く使える。");
  PackageUnit& unit = units_[Unit("It lasts.")].packed;
  unit.target.reset();
  unit.target_hash = 0;
  EXPECT_EQ(RuleOn(answer).why, "the translation was taken out of the document after the export");
}

TEST_F(Answering, AnotherTranslationIsAConflict) {
  PackageAnswer answer = Answered("長く使える。");
  answer.target_hash = 1;
  EXPECT_EQ(FateOf(answer, OnConflict::kKeep), Fate::kConflict);
  EXPECT_EQ(FateOf(answer, OnConflict::kFail), Fate::kConflict);
  EXPECT_EQ(FateOf(answer, OnConflict::kTake), Fate::kApply);
}

TEST_F(Answering, WhatNobodyTouchedIsNoConflict) {
  PackageAnswer answer = Answered("もとの訳。");
  answer.target_hash = HashOf(*answer.target);
  EXPECT_EQ(FateOf(answer), Fate::kSame);
}

TEST_F(Answering, CodesAreOursWhateverAPackageSaysTheyAre) {
  const std::string source = "It is **loud**.";
  CodedText text = *units_[Unit(source)].packed.target;
  for (auto& part : text) {
    if (auto* code = std::get_if<PackageCode>(&part)) code->original = "<script>";
  }
  std::get<std::string>(text.back()) = "です。";
  EXPECT_EQ(PlainText(RuleOn(Answered(source, text)).text), "**大音量**です。");
}

// The answer `begin` code `inside` code `end` to "It is **loud**."
CodedText WithBold(const PackageUnit& unit, const std::string& begin, const std::string& inside,
                   const std::string& end) {
  CodedText codes;
  for (const auto& part : unit.source) {
    if (std::holds_alternative<PackageCode>(part)) codes.push_back(part);
  }
  return {begin, codes.at(0), inside, codes.at(1), end};
}

TEST_F(Answering, WhiteSpaceMovesOutOfEmphasis) {
  const std::string source = "It is **loud**.";
  const PackageUnit& unit = units_[Unit(source)].packed;
  const Ruling ruling = RuleOn(Answered(source, WithBold(unit, "これは", " 大きい ", " です。")));
  EXPECT_EQ(ruling.fate, Fate::kApply);
  EXPECT_EQ(PlainText(ruling.text), "これは **大きい**  です。");
  EXPECT_EQ(RuleOn(Answered(source, WithBold(unit, "これは", "\u3000\u00A0", "です。"))).why,
            "the code \"1\" has nothing inside");
}

TEST_F(Answering, WhatNoTextHasIsRefused) {
  const struct {
    const char* text;
    const char* why;
  } kRows[] = {
      {"長\x01く", "it has characters that no text may have"},
      {"長\x7F", "it has characters that no text may have"},
      {"\xFF", "it has characters that no text may have"},
      {"長\u202E持ち", "it turns the direction of what stands behind it"},
      {"長持ち\u202C", "it turns the direction of what stands behind it"},
      {"\u2066長\u202C持ち\u2069", "it turns the direction of what stands behind it"},
  };
  for (const auto& row : kRows) {
    const Ruling ruling = RuleOn(Answered(row.text));
    EXPECT_EQ(ruling.fate, Fate::kRefused) << row.text;
    EXPECT_EQ(ruling.why, row.why) << row.text;
  }
  for (const char* good : {"\u200F長く使える。", "\u2067長く\u2069使える。", "長く\u202B使\u202Cえる。"}) {
    EXPECT_EQ(FateOf(Answered(good)), Fate::kApply) << good;
  }
}

TEST_F(Answering, TheSourcesOwnTextIsATranslationWhereItIsCalledOne) {
  PackageAnswer answer = Answered("It lasts.");
  answer.state = AnswerState::kTranslated;
  EXPECT_EQ(FateOf(answer), Fate::kApply);
  EXPECT_EQ(RuleOn(answer).warnings.size(), 1U);
  answer.state = AnswerState::kOpen;
  answer.target_hash = 0;
  EXPECT_EQ(FateOf(answer), Fate::kUntranslated);
}

class AnsweringJoined : public Answering {
 protected:
  // The first sentence of the translation has lost its full stop.
  void SetUp() override { Set("It is new. It lasts.\n", "新しい長持ちする。\n"); }

  Ruling RuleOn(const std::string& source, const std::string& text) {
    PackageAnswer answer;
    answer.id = "s.0123456789abcdef";
    answer.source = {source};
    answer.target = CodedText{text};
    answer.source_hash = HashOf(answer.source);
    std::vector<Ruling> rulings = {Answering::RuleOn(answer)};
    RuleOnJoined(source_, units_, {answer}, rulings);
    return rulings.front();
  }
};

TEST_F(AnsweringJoined, WhatStandsThereIsTheSame) {
  const Ruling ruling = RuleOn("It is new.", "新しい");
  EXPECT_EQ(ruling.fate, Fate::kSame);
  EXPECT_EQ(ruling.why, "");
}

TEST_F(AnsweringJoined, WhatStandsInTheWayIsSaid) {
  const Ruling ruling = RuleOn("It is new.", "新品だ。");
  EXPECT_EQ(ruling.fate, Fate::kStale);
  EXPECT_EQ(ruling.why, "its translation is one sentence with its neighbour's now, and says something else");
  EXPECT_EQ(RuleOn("It is old.", "新しい").why, "the source was edited after the export, or is gone");
}

}  // namespace
}  // namespace lockstep
