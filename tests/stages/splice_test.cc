#include "stages/splice.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "stages/coded_text.h"
#include "tests/stages/translations.h"

namespace lockstep {
namespace {

class Splicing : public testing::Test, public TranslationTest {
 protected:
  // Binds the segments of both sides one by one; those of the source that say one of `missing` have no translation.
  void BindByTexts(const std::vector<std::string>& missing) {
    bindings_ = {};
    std::uint32_t next = 0;
    for (std::uint32_t i = 0; i < source_.segments.size(); ++i) {
      bindings_.emplace_back();
      bindings_.back().source = {i};
      const bool is_missing = std::find(missing.begin(), missing.end(), source_.segments[i].text) != missing.end();
      if (!is_missing) bindings_.back().target = {next++};
    }
    units_ = MakeWorkUnits(source_, target_, bindings_);
  }
};

constexpr const char* kSource =
    "---\nlang: en\ntitle: \"Quokka One\"\nsummary: Small and loud.\ntags: [Speaker, Small]\n---\n"
    "## Overview\n\nThe Quokka One weighs 300 g. It is loud. It lasts 9 hours.\n\n- It is red.\n- It is round.\n\n"
    "| Size | 20 cm |\n|---|---|\n| Weight | 300 g |\n";
constexpr const char* kTarget =
    "---\nlang: ja\ntitle: \"クオッカ・ワン\"\nsummary: 小さくて大音量。\ntags: [スピーカー, 小型]\n---\n"
    "## 概要\n\nQuokka Oneの重さは300 gです。音は大きい。電池は9時間もつ。\n\n- 赤い。\n- 丸い。\n\n"
    "| 大きさ | 20 cm |\n|---|---|\n| 重さ | 300 g |\n";

std::string Replaced(std::string text, const std::string& what, const std::string& by) {
  return text.replace(text.find(what), what.size(), by);
}

TEST_F(Splicing, NothingAnsweredLeavesTheFileAsItIs) {
  Set(kSource, kTarget);
  EXPECT_EQ(TextWith({}), kTarget);
}

TEST_F(Splicing, TheTextsThatStandThereLeaveTheFileAsItIs) {
  Set(kSource, kTarget);
  std::vector<std::pair<std::string, std::string>> answers;
  for (const WorkUnit& unit : units_)
    answers.emplace_back(PlainText(unit.packed.source), PlainText(*unit.packed.target));
  EXPECT_EQ(answers.size(), 13U);
  EXPECT_EQ(TextWith(answers), kTarget);
}

TEST_F(Splicing, OnlyTheBytesOfTheSegmentChange) {
  Set(kSource, kTarget);
  EXPECT_EQ(TextWith({{"It is loud.", "とても静かだ。"}}), Replaced(kTarget, "音は大きい。", "とても静かだ。"));
  EXPECT_EQ(TextWith({{"Overview", "はじめに"}}), Replaced(kTarget, "概要", "はじめに"));
  EXPECT_EQ(TextWith({{"Weight", "重量"}}), Replaced(kTarget, "重さ |", "重量 |"));
}

TEST_F(Splicing, FieldsKeepTheirQuotesOrGetThemWhereTheyNeedThem) {
  Set(kSource, kTarget);
  const std::string plain = "summary: 小さくて大音量。";
  EXPECT_EQ(TextWith({{"Quokka One", "いわゆる\"クオッカ\""}}),
            Replaced(kTarget, "クオッカ・ワン", "いわゆる\\\"クオッカ\\\""));
  EXPECT_EQ(TextWith({{"Small and loud.", "小さい"}}), Replaced(kTarget, plain, "summary: 小さい"));
  EXPECT_EQ(TextWith({{"Small and loud.", "要約: 小さい"}}), Replaced(kTarget, plain, "summary: \"要約: 小さい\""));
  EXPECT_EQ(TextWith({{"Small and loud.", "---\nlang: en"}}), Replaced(kTarget, plain, "summary: \"--- lang: en\""));
  EXPECT_EQ(TextWith({{"Small and loud.", "#小さい"}}), Replaced(kTarget, plain, "summary: \"#小さい\""));
}

TEST_F(Splicing, FieldsOfSeveralLinesKeepTheirLines) {
  const std::string source = "---\nlang: en\ntitle: A\nsummary: |\n  One.\n\n  - two\n  - three\n---\n";
  const std::string text = "One.\n\n- two\n- three";
  Set(source, "---\nlang: ja\ntitle: A\nsummary: |-\n    一。\n\n    - 二\n---\n");
  EXPECT_EQ(TextWith({{text, "壱。\n\n- 二\n- 三"}}),
            "---\nlang: ja\ntitle: A\nsummary: |-\n    壱。\n\n    - 二\n    - 三\n---\n");
  EXPECT_EQ(TextWith({{text, "壱。"}}), "---\nlang: ja\ntitle: A\nsummary: |-\n    壱。\n---\n");
  Set(source, "---\nlang: ja\ntitle: A\nsummary: 一。\n---\n");
  EXPECT_EQ(TextWith({{text, "壱。\n\n- 二"}}), "---\nlang: ja\ntitle: A\nsummary: |\n  壱。\n\n  - 二\n---\n");
  Set("---\nlang: en\ntitle: A\nsummary: >\n  One\n  two.\n\n  Three.\n---\n",
      "---\nlang: ja\ntitle: A\nsummary: >\n  一\n\n  三\n---\n");
  EXPECT_EQ(TextWith({{"One two.\nThree.", "壱。\n参。"}}),
            "---\nlang: ja\ntitle: A\nsummary: >\n  壱。\n\n  参。\n---\n");
  EXPECT_EQ(TextWith({{"One two.\nThree.", "壱。\n\n参。"}}),
            "---\nlang: ja\ntitle: A\nsummary: >\n  壱。\n\n\n  参。\n---\n");
  EXPECT_EQ(TextWith({{"One two.\nThree.", "壱。\n   参。"}}),
            "---\nlang: ja\ntitle: A\nsummary: \"壱。\\n   参。\"\n---\n");
}

TEST_F(Splicing, ItemsOfAListKeepTheirBytes) {
  Set(kSource, kTarget);
  const std::string list = "[スピーカー, 小型]";
  EXPECT_EQ(TextWith({{"[Speaker, Small]", "[小型, 赤, スピーカー]"}}),
            Replaced(kTarget, list, "[小型, 赤, スピーカー]"));
  EXPECT_EQ(TextWith({{"[Speaker, Small]", "小型"}}), Replaced(kTarget, list, "[小型]"));
  EXPECT_EQ(TextWith({{"[Speaker, Small]", "[2.0, 小型]"}}), Replaced(kTarget, list, "[\"2.0\", 小型]"));
  EXPECT_EQ(TextWith({{"[Speaker, Small]", "[[a], b]"}}), "refused: expected a list such as [a, b]");
}

TEST_F(Splicing, WhatWouldBeAnotherBlockIsEscaped) {
  Set("First one.\n\n- Item one.\n\n| a | b |\n|---|---|\n| Cell one | d |\n",
      "最初。\n\n- 項目。\n\n| a | b |\n|---|---|\n| セル | d |\n");
  const auto paragraph = [&](const std::string& text) {
    const std::string made = TextWith({{"First one.", text}});
    return made.substr(0, made.find("\n"));
  };
  EXPECT_EQ(paragraph("# 見出し"), "\\# 見出し");
  EXPECT_EQ(paragraph("- 項目"), "\\- 項目");
  EXPECT_EQ(paragraph("3. 項目"), "3\\. 項目");
  EXPECT_EQ(paragraph("> 引用"), "\\> 引用");
  EXPECT_EQ(paragraph("---"), "\\---");
  EXPECT_EQ(paragraph("```"), "\\```");
  EXPECT_EQ(paragraph("一行\n\n二行"), "一行 二行");
  EXPECT_EQ(paragraph("<div>"), "\\<div>");
  EXPECT_EQ(paragraph("#無題"), "#無題");
  EXPECT_EQ(paragraph("$$ \\Large \\text{0.5} $$"), "\\$$ \\Large \\text{0.5} $$");
  EXPECT_EQ(TextWith({{"Cell one", "甲 | 乙"}}), Replaced(target_.source.text, "セル", "甲 \\| 乙"));
}

TEST_F(Splicing, WhatWouldReachIntoItsNeighboursIsEscaped) {
  Set("First one. Second `x` here.\n", "最初。次は`x`だ。\n");
  EXPECT_EQ(TextWith({{"First one.", "`最初。"}}), "\\`最初。次は`x`だ。\n");
}

TEST_F(Splicing, CodesThatMarkdownWouldNotReadAreRefused) {
  Set("The **treble** is clear.\n", "Die **Höhen** sind klar.\n");
  const WorkUnit& unit = units_.at(0);
  const SplicePlanner planner(source_, target_, units_, bindings_);
  const auto with_bold = [&](const std::string& begin, const std::string& inside, const std::string& end) {
    const CodedText text = {begin, unit.packed.source.at(1), inside, unit.packed.source.at(3), end};
    const Spliced spliced = lockstep::Splice(planner, target_, {{0, text}},
                                             [this](std::string made) { return Make("ja", std::move(made)); });
    return spliced.refused.empty() ? spliced.document.source.text : "refused: " + spliced.refused.front().why;
  };
  EXPECT_EQ(with_bold("Der ", "Höhen", "regler ist klar."), "Der **Höhen**regler ist klar.\n");
  EXPECT_EQ(with_bold("Der ", "„Höhen“", "regler ist klar."),
            "refused: Markdown would not read its code \"**\" as one");
  EXPECT_EQ(with_bold("Die Höhen ", "", "sind klar."), "refused: Markdown would not read its code \"**\" as one");
}

TEST_F(Splicing, OnlyWhatIsNewIsEscaped) {
  // These marks are none to Markdown, which sees no word end between a bracket and a letter.
  Set("The **Quokka (22.99 USD)** comes first [2][3]. The **Wombat (23.39 USD)** is fine [4].\n",
      "最優先は**Quokka（22.99 USD）**です[2][3]。**Wombat（23.39 USD）**も良い[4]。\n");
  const auto with = [&](const std::string& answer) {
    return TextWith({{"The **Quokka (22.99 USD)** comes first [2][3].", answer}});
  };
  EXPECT_EQ(with("最優先は**Quokka（22.99 USD）**です[2][3]。必見"), "refused: it would change the Markdown around it");
  EXPECT_EQ(with("最優先は`**Quokka（22.99 USD）**です[2][3]。"),
            "最優先は`**Quokka（22.99 USD）**です[2][3]。**Wombat（23.39 USD）**も良い[4]。\n");
  Set("First one. Second `x` here.\n", "[1.5]だ。次は`x`だ。\n");
  EXPECT_EQ(TextWith({{"First one.", "[1.5]だ`。"}}), "[1.5]だ\\`。次は`x`だ。\n");
}

TEST_F(Splicing, ManyAnswersInAnotherFormAreTakenTogether) {
  std::string source;
  std::string target;
  for (int i = 0; i < 300; ++i) {
    source += "Number " + std::to_string(i) + " is here.\n\n";
    target += "第" + std::to_string(i) + "番だ。\n\n";
  }
  Set(source, target);
  std::size_t readings = 0;
  const auto splice = [&](const std::string& text) {
    std::vector<Answer> answers;
    for (std::size_t i = 0; i < units_.size(); ++i) answers.push_back({i, CodedText{text}});
    const SplicePlanner planner(source_, target_, units_, bindings_);
    return lockstep::Splice(planner, target_, answers, [&](std::string made) {
      ++readings;
      return Make("ja", std::move(made));
    });
  };
  EXPECT_EQ(splice("# 見出し").done.size(), 300U);
  EXPECT_EQ(readings, 2U);
  readings = 0;
  const Spliced refused = splice("\xEF\xBB\xBF\xFF");  // no text at all, however it is escaped
  EXPECT_EQ(refused.refused.size(), 300U);
  EXPECT_LE(readings, 512U);
  EXPECT_EQ(refused.refused.back().why,
            "too many others of this document were refused; import it again when those are right");
}

TEST_F(Splicing, AMissingSentenceStandsBehindTheOneBefore) {
  Set("It is new. It is loud. It is red.\n", "新しい。赤い。\n");
  bindings_ = {};
  for (const auto& [from, to] :
       {std::pair{SegmentIndices{0}, SegmentIndices{0}}, std::pair{SegmentIndices{1}, SegmentIndices{}},
        std::pair{SegmentIndices{2}, SegmentIndices{1}}}) {
    bindings_.emplace_back();
    bindings_.back().source = from;
    bindings_.back().target = to;
  }
  units_ = MakeWorkUnits(source_, target_, bindings_);
  EXPECT_EQ(TextWith({{"It is loud.", "音は大きい。"}}), "新しい。音は大きい。赤い。\n");
  EXPECT_EQ(TextWith({{"It is loud.", "音は大きい。"}, {"It is new.", "新型だ。"}}), "新型だ。音は大きい。赤い。\n");
}

TEST_F(Splicing, AMissingSectionComesWithItsScoreLine) {
  Set("## Overview\n\nIt is the Quokka One.\n\n## Scientific Validity\n\n$$ \\Large \\text{0.5} $$\n\n"
      "It measures 20 dB. It is fine.\n\n## Advice\n\nBuy the Quokka Two.\n",
      "## 概要\r\n\r\nこれはQuokka Oneだ。\r\n\r\n## アドバイス\r\n\r\nQuokka Twoを買おう。\r\n");
  EXPECT_EQ(TextWith({{"Scientific Validity", "科学的有効性"},
                      {"It measures 20 dB.", "20 dBだ。"},
                      {"It is fine.", "問題ない。"}}),
            "## 概要\r\n\r\nこれはQuokka Oneだ。\r\n\r\n## 科学的有効性\r\n\r\n$$ \\Large \\text{0.5} $$\r\n\r\n"
            "20 dBだ。問題ない。\r\n\r\n## アドバイス\r\n\r\nQuokka Twoを買おう。\r\n");
}

TEST_F(Splicing, DirectivesStayOnTheirLines) {
  Set("::: warning\nIt weighs 300 g.\n:::\n\n> [!NOTE]\n> It lasts 9 hours.\n\n!!! note \"20 dB\"\n    It is loud.\n",
      "::: warning\n重さは300 g。\n:::\n\n> [!NOTE]\n> 9時間もつ。\n\n!!! note \"20 dB!\"\n    音は大きい。\n");
  EXPECT_EQ(TextWith({{"It weighs 300 g.", "重量300 g。"},
                      {"It lasts 9 hours.", "9時間。"},
                      {"20 dB", "20 dBだ"},
                      {"It is loud.", "大音量。"}}),
            "::: warning\n重量300 g。\n:::\n\n> [!NOTE]\n> 9時間。\n\n!!! note \"20 dBだ\"\n    大音量。\n");
}

TEST_F(Splicing, MissingTextComesWithAllOfItsDirectives) {
  Set("It weighs 300 g.\n\n::: tip\nIt is loud.\n:::\n\n::: tip Look\nIt is red.\n\nIt is round.\n:::\n\n"
      "::: tip\nIt lasts 9 hours.\n:::\n",
      "重さは300 g。\n\n::: tip\n9時間もつ。\n:::\n");
  EXPECT_EQ(TextWith({{"Look", "注目"}, {"It is red.", "赤い。"}}),
            "重さは300 g。\n\n::: tip\n:::\n\n::: tip 注目\n赤い。\n:::\n\n::: tip\n9時間もつ。\n:::\n");
}

TEST_F(Splicing, ComponentsStayOnTheirLines) {
  name_ = "x.mdx";
  Set("import A from 'a'\n\n<Note>\nIt weighs 300 g.\n</Note>\n\n<A b={1}>\n    It lasts {b} 9 hours.\n</A>\n",
      "import A from 'a'\n\n<Note>\n重さは300 g。\n</Note>\n\n<A b={1}>\n    {b}9時間もつ。\n</A>\n");
  EXPECT_EQ(TextWith({}), target_.source.text);
  EXPECT_EQ(TextWith({{"It weighs 300 g.", "重量300 g。"}}),
            Replaced(target_.source.text, "重さは300 g。", "重量300 g。"));
  EXPECT_EQ(TextWith({{"It weighs 300 g.", "</Note>"}}), Replaced(target_.source.text, "重さは300 g。", "\\</Note>"));
}

TEST_F(Splicing, MissingTextComesWithItsComponents) {
  name_ = "x.mdx";
  Set("It weighs 300 g.\n\n<Tip>\nIt is loud.\n</Tip>\n\n<Tabs>\n  <TabItem\n    label=\"a\">\n    It is red.\n  "
      "</TabItem>\n"
      "</Tabs>\n\n<Tip>\nIt lasts 9 hours.\n</Tip>\n",
      "重さは300 g。\n\n<Tip>\n9時間もつ。\n</Tip>\n");
  EXPECT_EQ(TextWith({{"It is loud.", "大音量。"}, {"It is red.", "赤い。"}}),
            "重さは300 g。\n\n<Tip>\n大音量。\n</Tip>\n\n<Tabs>\n  <TabItem\n    label=\"a\">\n    赤い。\n  "
            "</TabItem>\n</Tabs>\n\n"
            "<Tip>\n9時間もつ。\n</Tip>\n");
}

TEST_F(Splicing, WhatIsMissingBehindATableStandsBehindItsLastRow) {
  Set("# Guide 1\n\n| a 1 | b 2 |\n|---|---|\n| c 3 | d 4 |\n\n## New\n\nIts text.\n",
      "# ガイド 1\n\n| あ 1 | い 2 |\n|---|---|\n| う 3 | え 4 |\n");
  EXPECT_EQ(TextWith({{"New", "新"}, {"Its text.", "本文。"}}),
            "# ガイド 1\n\n| あ 1 | い 2 |\n|---|---|\n| う 3 | え 4 |\n\n## 新\n\n本文。\n");
  EXPECT_EQ(TextWith({{"Its text.", "本文。"}}),
            "# ガイド 1\n\n| あ 1 | い 2 |\n|---|---|\n| う 3 | え 4 |\n\n本文。\n");
}

TEST_F(Splicing, AMissingTableHasAllOfItsBars) {
  Set("# Guide 1\n\n| a | b |\n|---|---|\n| c | d |\n\nIt weighs 300 g.\n", "# ガイド 1\n\n重さは300 g。\n");
  EXPECT_EQ(TextWith({{"a", "あ"}, {"b", "い"}, {"c", "う"}, {"d", "え"}}),
            "# ガイド 1\n\n| あ | い |\n|---|---|\n| う | え |\n\n重さは300 g。\n");
}

TEST_F(Splicing, AMissingRowStandsBehindTheRowBefore) {
  Set("| 1 | 300 g |\n|---|---|\n| 2 | 20 dB |\n| x | y |\n| 4 | 9 hours |\n\nIts text.\n",
      "| 1 | 300 g |\n|---|---|\n| 2 | 20 dB |\n| 4 | 9 hours |\n");
  EXPECT_EQ(TextWith({{"x", "か"}, {"y", "き"}, {"Its text.", "本文。"}}),
            "| 1 | 300 g |\n|---|---|\n| 2 | 20 dB |\n| か | き |\n| 4 | 9 hours |\n\n本文。\n");
}

TEST_F(Splicing, ACellIsToldWhatItsTableLacks) {
  const std::string lacking = "refused: the rest of its table is lacking: ";
  const std::string intro = "It weighs 300 g.\n\n";
  Set(intro + "| a | b |\n|---|---|\n| c | d |\n| e | f |\n\nIt is plain.\n\n| k | l |\n|---|---|\n",
      "重さは300 g。\n");
  EXPECT_EQ(TextWith({{"a", "あ"}}), lacking + "\"b\"");
  EXPECT_EQ(TextWith({{"b", "い"}, {"It is plain.", "質素だ。"}}), lacking + "\"a\"");
  EXPECT_EQ(TextWith({{"d", "え"}}), lacking + "\"a\", \"b\", \"c\"");
  EXPECT_EQ(TextWith({{"f", "お"}}), lacking + "\"a\", \"b\", \"c\" and 2 more");
  EXPECT_EQ(TextWith({{"l", "お"}}), lacking + "\"k\"");
  Set(intro + "| a | b |\n|---|---|\n| 2 W | 3 W |\n| e | f |\n",
      "重さは300 g。\n\n| あ | い |\n|---|---|\n| 2 W | 3 W |\n");
  EXPECT_EQ(TextWith({{"f", "か"}}), lacking + "\"e\"");
}

TEST_F(Splicing, CellsOfTwoRowsThatAreOneRowInTheTranslationGoBetween) {
  Set("| No | Step |\n|---|---|\n| 1 | 300 g |\n| 2 | Check. |\n| 3 | 20 dB |\n",
      "| No | Step |\n|---|---|\n| 1 | 300 g |\n| 2 | 20 dB |\n");
  BindByTexts({"Check.", "3"});
  EXPECT_EQ(TextWith({{"Check.", "確認。"}, {"3", "3"}}),
            "| No | Step |\n|---|---|\n| 1 | 300 g |\n| 2 | 確認。 |\n| 3 | 20 dB |\n");
}

TEST_F(Splicing, TheSourcesMarkersSayWhereMissingTextStands) {
  Set("> It weighs 300 g.\n\nIt is plain.\n\nIt lasts 9 hours.\n\n> It is quoted.\n",
      "> 重さは300 g。\n\n9時間もつ。\n");
  EXPECT_EQ(TextWith({{"It is plain.", "普通。"}, {"It is quoted.", "引用。"}}),
            "> 重さは300 g。\n\n普通。\n\n9時間もつ。\n\n> 引用。\n");
  Set("It has 20 dB.\n\n> It weighs 300 g.\n\nIt is plain.\n", "20 dBだ。\n\n> 重さは300 g。\n");
  EXPECT_EQ(TextWith({{"It is plain.", "普通。"}}), "20 dBだ。\n\n> 重さは300 g。\n\n普通。\n");
  Set("- It has 20 dB.\n- It weighs 300 g.\n  - It is nested.\n", "* 20 dBだ。\n* 重さは300 g。\n");
  EXPECT_EQ(TextWith({{"It is nested.", "内側。"}}), "* 20 dBだ。\n* 重さは300 g。\n  - 内側。\n");
}

TEST_F(Splicing, AMissingFirstBlockStandsBeforeTheNext) {
  Set("## Overview\n\nIt is the Quokka One with 9 hours.\n", "Quokka Oneは9時間もつ。\n");
  EXPECT_EQ(TextWith({{"Overview", "概要"}}), "## 概要\n\nQuokka Oneは9時間もつ。\n");
}

TEST_F(Splicing, AMissingFieldStandsBehindTheOneBefore) {
  Set("---\nlang: en\ntitle: \"One\"\nsummary: \"Small.\"\ntags: [a, b]\n---\nIt is the Quokka.\n",
      "---\nlang: ja\ntitle: ワン # 仮\ntags: [a, b]\n---\nQuokkaだ。\n");
  EXPECT_EQ(TextWith({{"Small.", "小さい。"}}),
            "---\nlang: ja\ntitle: ワン # 仮\nsummary: \"小さい。\"\ntags: [a, b]\n---\nQuokkaだ。\n");
}

TEST_F(Splicing, AnAnswerThatStandsThereWithAPartOfTheNextSentenceIsKnown) {
  Set("It is new. It is loud.\n", "新しい。大音量だ。\n");
  const SplicePlanner planner(source_, target_, units_, bindings_);
  const auto is_there = [&](const char* text) {
    return planner.Standing({Unit("It is new."), CodedText{text}}, 0).has_value();
  };
  EXPECT_TRUE(is_there("新しい。大音"));
  EXPECT_FALSE(is_there("新しい。"));  // its own text: nothing is in question
  EXPECT_FALSE(is_there("新しい"));    // a shorter one is another
  EXPECT_FALSE(is_there("新しい。静か"));
}

TEST_F(Splicing, AnAnswerThatStandsThereBehindTheEndOfTheOneBeforeIsKnown) {
  Set("It is new. It is loud.\n", "新しい。赤い。大音量だ。\n");
  bindings_ = {};
  for (const auto& [from, to] : {std::pair<SegmentIndices, SegmentIndices>{{0}, {0}}, {{1}, {1, 2}}}) {
    bindings_.emplace_back();
    bindings_.back().source = from;
    bindings_.back().target = to;
  }
  units_ = MakeWorkUnits(source_, target_, bindings_);
  const SplicePlanner planner(source_, target_, units_, bindings_);
  const std::optional<Range> before = planner.Standing({Unit("It is new."), CodedText{"新しい。赤い。"}}, 0);
  ASSERT_TRUE(before.has_value());
  const auto text_there = [&](const char* text, std::size_t taken) {
    const std::optional<Range> range = planner.Standing({Unit("It is loud."), CodedText{text}}, taken);
    return range ? Slice(target_.source.text, *range) : "";
  };
  EXPECT_EQ(text_there("大音量だ。", before->end), "大音量だ。");
  EXPECT_EQ(text_there("大音量だ。", 0), "");  // somebody put a sentence before it
  EXPECT_EQ(text_there("静かだ。", before->end), "");
  EXPECT_EQ(text_there("赤い。大音量だ。静かだ。", before->end), "");
}

TEST(CodedText, IsMadeOfATextOfTheMemory) {
  const Locales locales;
  const CodedText text = CodedTextOf("It is **small** and # 1.", locales.For("en"));
  ASSERT_EQ(text.size(), 5U);
  EXPECT_EQ(std::get<PackageCode>(text[1]).kind, InlineCode::Kind::kStrong);
  EXPECT_EQ(std::get<PackageCode>(text[3]).position, InlineCode::Position::kClose);
  EXPECT_EQ(PlainText(text), "It is **small** and # 1.");
  EXPECT_EQ(CodedTextOf("**One**\n\n**Two**", locales.For("en")).size(), 1U);
}

TEST(CodedText, NamesTheDefinitionsThatItsLikeNames) {
  const Locales locales;
  const auto codes = [&](const std::string& text, const CodedText& like) {
    std::string found;
    for (const auto& part : CodedTextOf(text, locales.For("en"), like)) {
      if (const auto* code = std::get_if<PackageCode>(&part)) found += code->original + " ";
    }
    return found;
  };
  const auto code = [](InlineCode::Kind kind, std::string bytes) {
    return CodedText{PackageCode{"1", kind, InlineCode::Position::kAlone, std::move(bytes)}};
  };
  const std::string text = "Read [the guide][g], the [manual][] and [more] of it[^1] [sic](/a/).";
  EXPECT_EQ(codes(text, {}), "[ ](/a/) ");
  EXPECT_EQ(codes(text, code(InlineCode::Kind::kFootnote, "[^2]")), "[^1] [ ](/a/) ");
  EXPECT_EQ(codes(text, code(InlineCode::Kind::kLink, "][other]")), "[ ][g] [ ][] [ ](/a/) ");
  EXPECT_EQ(codes(text, code(InlineCode::Kind::kLink, "]")), "[ ] [ ](/a/) ");
  EXPECT_EQ(codes("[code] \\[a] x[i][j] [", code(InlineCode::Kind::kLink, "](/a/)")), "\\[ ");
}

TEST_F(Splicing, OneBadAnswerDoesNotKeepTheOthersOut) {
  Set(kSource, kTarget);
  const Spliced spliced =
      Splice({{"It is loud.", "静かだ。"}, {"[Speaker, Small]", "{a: b}"}, {"It is red.", "青い。"}});
  ASSERT_EQ(spliced.refused.size(), 1U);
  EXPECT_EQ(spliced.refused[0].unit, Unit("[Speaker, Small]"));
  EXPECT_EQ(spliced.done.size(), 2U);
  EXPECT_EQ(spliced.document.source.text, Replaced(Replaced(kTarget, "音は大きい。", "静かだ。"), "赤い。", "青い。"));
}

TEST_F(Splicing, ABlockOfCodeThatIsKnownIsNobodyElses) {
  const std::string code = "```sh\nnpm install acme\n```\n\n";
  Set("It weighs 300 g.\n\n" + code + "It is loud.\n\n## Again\n\n" + code +
          "It is red.\n\n## End\n\nIt lasts 9 hours.\n",
      "重さは300 g。\n\n" + code + "大音量。\n\n## 終わり\n\n9時間もつ。\n");
  bindings_.assign(source_.segments.size(), {});
  for (std::uint32_t i = 0, next = 0; i < bindings_.size(); ++i) {
    bindings_[i].source = {i};
    const std::size_t begin = source_.segments[i].range.begin;
    const bool is_missing = begin > source_.source.text.find("## Again") && begin < source_.source.text.find("## End");
    if (!is_missing) bindings_[i].target = {next++};
  }
  units_ = MakeWorkUnits(source_, target_, bindings_);
  EXPECT_EQ(TextWith({{"Again", "もう一度"}, {"It is red.", "赤い。"}}),
            "重さは300 g。\n\n" + code + "大音量。\n\n## もう一度\n\n" + code + "赤い。\n\n## 終わり\n\n9時間もつ。\n");
}

}  // namespace
}  // namespace lockstep
