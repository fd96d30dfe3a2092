#include "stages/work_units.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "stages/coded_text.h"
#include "stages/target_path.h"
#include "tests/stages/translations.h"

namespace lockstep {
namespace {

class Units : public testing::Test, public TranslationTest {
 protected:
  std::string IdOf(const std::string& source) const { return units_.at(Unit(source)).packed.id; }
};

// "text<1:** >": codes with id and bytes.
std::string Dump(const CodedText& text) {
  std::string out;
  for (const auto& part : text) {
    const auto* code = std::get_if<PackageCode>(&part);
    out += code == nullptr ? std::get<std::string>(part) : "<" + code->id + ":" + code->original + ">";
  }
  return out;
}

TEST_F(Units, WhatNeedsNoTranslatorIsNone) {
  Set("---\nlang: en\nrating: [3, 1]\ntitle: One\nprice: 10\n---\n## Overview\n\n$$ \\Large \\text{0.5} $$\n\nIt "
      "is.\n\n"
      "    code\n\n(2026.1.1)\n",
      "---\nlang: ja\ntitle: 一\n---\n## 概要\n\n$$ \\Large \\text{0.5} $$\n\nある。\n\n    code\n\n(2026.1.1)\n");
  std::vector<std::string> sources;
  for (const WorkUnit& unit : units_) sources.push_back(PlainText(unit.packed.source));
  EXPECT_EQ(sources, (std::vector<std::string>{"One", "10", "Overview", "It is."}));
}

TEST_F(Units, KeepTheirIdsWhileTheirSourceStands) {
  Set("## Overview\n\nIt is loud. It lasts.\n\n- It lasts.\n", "## 概要\n\n大音量だ。長持ちする。\n\n- 長持ちする。\n");
  std::set<std::string> ids;
  for (const WorkUnit& unit : units_) ids.insert(unit.packed.id);
  EXPECT_EQ(ids.size(), units_.size());
  const std::string loud = IdOf("It is loud.");
  const std::string lasts = IdOf("It lasts.");
  Set("Something new.\n\n## Introduction\n\nMore. It is  loud. It lasts.\n\n- It lasts.\n",
      "新しい。\n\n## 概要\n\nもっと。大音量だ。長持ちする。\n\n- 長持ちする。\n");
  EXPECT_EQ(IdOf("It is  loud."), loud);
  EXPECT_EQ(IdOf("It lasts."), lasts);
}

TEST_F(Units, CodesOfBothSidesShareTheirIds) {
  Set("See **this** and [that](https://example.org/en).\n", "[あれ](https://example.org/ja)と**これ**を見よ。\n");
  const PackageUnit& unit = units_.front().packed;
  EXPECT_EQ(Dump(unit.source), "See <1:**>this<1:**> and <2:[>that<2:](https://example.org/en)>.");
  EXPECT_EQ(Dump(*unit.target), "<2:[>あれ<2:](https://example.org/ja)>と<1:**>これ<1:**>を見よ。");
}

TEST_F(Units, WrappedLinesGoOnAndHardBreaksAreCodes) {
  Set("It is\nloud  \nand red.\n", "大音\n量だ。\n");
  EXPECT_EQ(Dump(units_.front().packed.source), "It is loud<1:  \n>and red.");
  EXPECT_EQ(Dump(*units_.front().packed.target), "大音量だ。");
}

TEST_F(Units, AParagraphThatSaysWhatTheSourceTookBackIsOne) {
  Set("It is new. It is red.\n", "新しい。音は大きい。赤い。\n");
  bindings_.assign(3, {});
  bindings_[0].source = {0};
  bindings_[0].target = {0};
  bindings_[1].target = {1};
  bindings_[1].source_basis = "It is loud.";
  bindings_[2].source = {1};
  bindings_[2].target = {2};
  const std::vector<WorkUnit> sent = MakeWorkUnits(source_, target_, bindings_);
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(PlainText(sent[0].packed.source), "It is new. It is red.");
  EXPECT_EQ(PlainText(*sent[0].packed.target), "新しい。音は大きい。赤い。");
  EXPECT_EQ(sent[0].bindings, (std::vector<std::size_t>{0, 1, 2}));
  EXPECT_EQ(MakeWorkUnits(source_, target_, bindings_, Grain::kEach).size(), 3U);
  bindings_[1].source_basis.reset();  // it never had a source: a local note
  EXPECT_EQ(MakeWorkUnits(source_, target_, bindings_).size(), 2U);
  EXPECT_EQ(MakeWorkUnits(source_, target_, bindings_, Grain::kParagraphs).size(), 1U);
}

TEST(TargetPath, IsTheSourcesWithItsLanguageSwapped) {
  SiteRules rules;
  rules.collections.push_back({"products", "_products/{lang}/**/*.md", "ref", ""});
  rules.collections.push_back({"docs", "docs/**/*.{lang}.md", "", ""});
  rules.collections.push_back({"notes", "notes/*.md", "ref", "lang"});
  rules.collections.push_back({"guides", "guides/{lang}/**/*.md", "", "", "guides/**/*.md"});
  rules.collections.push_back({"blog", "i18n/{lang}/current/**/*.md", "", "", "site/blog/**/*.md"});
  const struct {
    const char* source;
    const char* lang;
    const char* text;
    const char* target;
  } kRows[] = {
      {"_products/en/en/a.md", "ja", "ja", "_products/ja/en/a.md"},
      {"_products/en/a.md", "pt-BR", "pt-br", "_products/pt-br/a.md"},
      {"docs/x/a.en.md", "ja", "ja", "docs/x/a.ja.md"},
      {"docs/a.md", "ja", "ja", "docs/a.ja.md"},
      {"notes/a.md", "ja", "ja", ""},
      {"guides/x/a.md", "pt-BR", "pt-br", "guides/pt-br/x/a.md"},
      {"site/blog/x/a.md", "zh-Hans", "zh-Hans", "i18n/zh-Hans/current/x/a.md"},
      {"elsewhere/a.md", "ja", "ja", ""},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(TargetPath(row.source, row.lang, row.text, rules).value_or(""), row.target) << row.source;
  }
}

TEST_F(Units, HaveTheSameIdsWhateverTheirGrain) {
  Set("It lasts. It is red.\n\nIt lasts. It is blue.\n\nIt lasts.\n",
      "長持ちする。赤い。\n\n長持ちする。青い。\n\n長持ちする。\n");
  std::map<std::pair<std::string, SegmentIndices>, int> each;
  for (const WorkUnit& unit : MakeWorkUnits(source_, target_, bindings_, Grain::kEach))
    ++each[{unit.packed.id, unit.source}];
  for (const Grain grain : {Grain::kSentences, Grain::kParagraphs}) {
    for (const WorkUnit& unit : MakeWorkUnits(source_, target_, bindings_, grain))
      EXPECT_EQ(each.count({unit.packed.id, unit.source}), 1U) << unit.packed.id;
  }
  std::set<std::string> ids;
  for (const auto& [unit, times] : each) ids.insert(unit.first);
  EXPECT_EQ(ids.size(), each.size());
}

}  // namespace
}  // namespace lockstep
