#include "stages/alignment.h"

#include <gtest/gtest.h>

#include <ctime>
#include <set>
#include <string>
#include <utility>

#include "stages/preparation.h"

namespace lockstep {
namespace {

Document Parse(const std::string& text, const std::string& lang) {
  static const Locales locales;
  Toolbox tools(locales);
  Diagnostics diags;
  return PrepareFile({lang + ".md", text}, lang, SiteRules(), tools, diags);
}

std::string TextOf(const std::vector<std::uint32_t>& indices) {
  std::string text;
  for (const std::uint32_t index : indices) text += (text.empty() ? "" : ",") + std::to_string(index);
  return text;
}

std::string TextOf(const std::vector<Link>& links) {
  std::string text;
  for (const Link& link : links) text += (text.empty() ? "" : " ") + TextOf(link.source) + "-" + TextOf(link.target);
  return text;
}

std::string BlockLinks(const std::string& source, const std::string& target, const std::string& lang) {
  return TextOf(Align(Parse(source, "en"), Parse(target, lang)).blocks);
}

const char* const kEnglish =
    "## Overview\n\n"
    "The Kestrel QX40 by Amberline is a lamp of 12 W. It was made from 2009 to 2015 [1].\n\n"
    "## Reliability & Support\n\n"
    "The Bluetooth adapter of the Kestrel fails after 3 years. Amberline Service replaces it for 40 USD [2].\n\n"
    "## Advice\n\n"
    "Buy the Norrvik Lumen M7 for 85 hours of light instead.\n";

const char* const kJapanese =
    "## 概要\n\n"
    "AmberlineのKestrel QX40は12 Wのランプです。2009年から2015年まで製造されました[1]。\n\n"
    "## 信頼性・サポート\n\n"
    "KestrelのBluetoothアダプターは3年で故障します。Amberline Serviceが40 USDで交換します[2]。\n\n"
    "## アドバイス\n\n"
    "代わりに85時間点灯するNorrvik Lumen M7を購入してください。\n";

TEST(Alignment, PairsBlocksAndThenTheirSentences) {
  const Alignment alignment = Align(Parse(kEnglish, "en"), Parse(kJapanese, "ja"));
  EXPECT_EQ(TextOf(alignment.blocks), "0-0 1-1 2-2 3-3 4-4 5-5");
  ASSERT_EQ(alignment.segments.size(), alignment.blocks.size());
  EXPECT_EQ(TextOf(alignment.segments[1]), "1-1 2-2");
  EXPECT_EQ(TextOf(alignment.segments[3]), "4-4 5-5");
}

TEST(Alignment, FindsASectionThatStandsElsewhere) {
  const std::string swapped =
      "## 信頼性・サポート\n\n"
      "KestrelのBluetoothアダプターは3年で故障します。Amberline Serviceが40 USDで交換します[2]。\n\n"
      "## 概要\n\n"
      "AmberlineのKestrel QX40は12 Wのランプです。2009年から2015年まで製造されました[1]。\n\n"
      "## アドバイス\n\n"
      "代わりに85時間点灯するNorrvik Lumen M7を購入してください。\n";
  EXPECT_EQ(BlockLinks(kEnglish, swapped, "ja"), "0-2 1-3 2-0 3-1 4-4 5-5");
}

TEST(Alignment, FindsParagraphsWithoutHeadings) {
  const std::string bare =
      "代わりに85時間点灯するNorrvik Lumen M7を購入してください。\n\n"
      "AmberlineのKestrel QX40は12 Wのランプです。2009年から2015年まで製造されました[1]。\n";
  EXPECT_EQ(BlockLinks(kEnglish, bare, "ja"), "0- 1-1 2- 3- 4- 5-0");
}

TEST(Alignment, LeavesAForeignBlockAlone) {
  const std::string target =
      std::string(kJapanese) + "\nZenfeld社のTurm 900は48 kgの冷蔵庫で、容量は310 Lです[7][8]。\n";
  EXPECT_EQ(BlockLinks(kEnglish, target, "ja"), "0-0 1-1 2-2 3-3 4-4 5-5 -6");
}

TEST(Alignment, PairsLinesOfCodeInLinkedBlocks) {
  const Alignment alignment =
      Align(Parse("It has 3 modes.\n\n```\nrun a\n# Wait\nrun b\n```\n\nIt lasts 9 hours.\n", "en"),
            Parse("3モードです。\n\n```\nrun a\n# 待つ\nrun b --all\n}\n```\n\n9時間もつ。\n", "ja"));
  EXPECT_EQ(TextOf(alignment.blocks), "0-0 1-1 2-2");
  EXPECT_EQ(TextOf(alignment.segments[1]), "1-1 2-2 3-3");
}

TEST(Alignment, TakesNoWordForRareBecauseOfTheCodeBesideIt) {
  const std::string source = "- Apples are red\n- Pears are green\n";
  const std::string target = "- Les pommes sont rouges\n- Les poires sont vertes\n";
  EXPECT_EQ(BlockLinks(source, target, "fr"), "0-0 1-1");
  std::string code;
  for (const char* name : {"a", "b", "c", "d", "e"}) code += "```sh\nmake " + std::string(name) + "\n```\n\n";
  EXPECT_EQ(BlockLinks(code + source, code + target, "fr"), "0-0 1-1 2-2 3-3 4-4 5-5 6-6");
}

TEST(Alignment, PutsDirectivesThatReadTheSameBesideTheirText) {
  const std::string source =
      "::: tip\nIt is loud.\n:::\n\n::: tip\nIt is red.\n:::\n\n::: tip\nIt lasts 9 hours.\n:::\n";
  EXPECT_EQ(BlockLinks(source, "::: tip\n9時間もつ。\n:::\n", "ja"), "0- 1- 2- 3- 4- 5- 6-0 7-1 8-2");
  EXPECT_EQ(BlockLinks("::: tip\nIt lasts 9 hours.\n:::\n",
                       "::: tip\n赤い。\n:::\n\n::: tip\n9時間もつ。\n:::\n\n::: tip\n大音量だ。\n:::\n", "ja"),
            "-0 -1 -2 0-3 1-4 2-5 -6 -7 -8");
}

TEST(Alignment, FindsAListThatTheTranslationTellsInOneParagraph) {
  const std::string source =
      "## Price\n\n"
      "The Kestrel QX40 costs 85 USD. These lamps do the same for less:\n\n"
      "- Norrvik Lumen M7, which shines 90 hours\n"
      "- Orvesta Halo 3, which weighs 310 g\n\n"
      "Tallmoor sells both with a warranty of 2 years.\n";
  const std::string target =
      "## 価格\n\n"
      "Kestrel QX40は85 USDです。Norrvik Lumen M7は90時間点灯し、Orvesta Halo 3は310 gです。"
      "Tallmoorが両方を2年保証で販売しています。\n";
  EXPECT_EQ(BlockLinks(source, target, "ja"), "0-0 1,2,3,4-1");
}

// Without headings its place speaks for the design, which nobody translated.
TEST(Alignment, LetsTheTextsTakeWhatOnlyItsPlaceHasLinked) {
  const std::string source =
      "## Overview\n\n"
      "The Kestrel QX40 by Amberline is a lamp of 12 W. It was made from 2009 to 2015 [1].\n\n"
      "## Design\n\n"
      "The Kestrel looks good. Its shade is thin and its foot is heavy. Nothing in it is wrong.\n\n"
      "## Advice\n\n"
      "Those who love their desk may choose it without regret. At night it is warm. It keeps what the maker said of "
      "it. "
      "Ask for the long cable and look at it in a shop before you buy.\n";
  const std::string target =
      "AmberlineのKestrel QX40は12 Wのランプです。2009年から2015年まで製造されました[1]。\n\n"
      "机を愛する人は後悔なく選べます。夜は暖かい光です。メーカーの説明どおりです。\n\n"
      "長いケーブルを頼み、購入前に店で見てください。\n";
  EXPECT_EQ(BlockLinks(source, target, "ja"), "0- 1-0 2- 3- 4- 5-1,2");
}

TEST(Alignment, GivesWhatStandsBetweenTwoPartsOfALinkToIt) {
  const std::string source =
      "## Overview\n\n"
      "The Kestrel QX40 by Amberline is a lamp of 12 W. It was made from 2009 to 2015 [1].\n\n"
      "## Advice\n\n"
      "Buy the Norrvik Lumen M7 for 85 hours of light. It is not for those who read at night. "
      "Orvesta sells it for 40 USD.\n";
  const std::string target =
      "## 概要\n\n"
      "AmberlineのKestrel QX40は12 Wのランプです。2009年から2015年まで製造されました[1]。\n\n"
      "## アドバイス\n\n"
      "- 85時間点灯するNorrvik Lumen M7を購入してください。\n"
      "- 夜に読書をする人や、明るい光を長く求める人には向きませんので、他の製品を店でよく比べてみてください。\n"
      "- Orvestaで40 USDで購入できます。\n";
  EXPECT_EQ(BlockLinks(source, target, "ja"), "0-0 1-1 2-2 3-3,4,5");
}

TEST(Alignment, WorksForLanguagesOfTheSameScriptAndWithoutALocale) {
  const std::string german =
      "## Überblick\n\n"
      "Die Kestrel QX40 von Amberline ist eine Lampe mit 12 W. Sie wurde von 2009 bis 2015 gebaut [1].\n\n"
      "## Zuverlässigkeit\n\n"
      "Der Bluetooth-Adapter der Kestrel versagt nach 3 Jahren. Amberline Service ersetzt ihn für 40 USD [2].\n\n"
      "## Rat\n\n"
      "Kaufen Sie lieber die Norrvik Lumen M7 mit 85 Stunden Licht.\n";
  EXPECT_EQ(BlockLinks(kEnglish, german, "de"), "0-0 1-1 2-2 3-3 4-4 5-5");
  EXPECT_EQ(BlockLinks(kEnglish, german, "nn"), "0-0 1-1 2-2 3-3 4-4 5-5");
}

TEST(Alignment, PairsFieldsByName) {
  const Document source = Parse("---\ntitle: A lamp\nsummary: Small\n---\nText.\n", "en");
  const Document target = Parse("---\nsummary: Klein\ntags: [a]\n---\nText.\n", "de");
  EXPECT_EQ(TextOf(Align(source, target).fields), "0- 1-0 -1");
}

TEST(Alignment, HoldsEveryBlockAndSegmentOnce) {
  std::string ragged = "| Part | |\n|---|---|\n";
  for (int n = 0; n < 250; ++n) ragged += "| Lamp " + std::to_string(n) + " | |\n";
  ragged += "| Foot | 9 |\n";
  const std::string wide = "| Part | Hours | Price |\n|---|---|---|\n| Foot | | 9 |\n\nNo lamp.\n";
  const std::string texts[] = {ragged,
                               wide,
                               kEnglish,
                               kJapanese,
                               "",
                               "\n\n",
                               "```\ncode\n```\n\n---\n\n> quoted\n",
                               std::string(kEnglish) + kEnglish};
  for (const std::string& a : texts) {
    for (const std::string& b : texts) {
      const Document source = Parse(a, "en"), target = Parse(b, "ja");
      const Alignment alignment = Align(source, target);
      std::multiset<std::uint32_t> blocks[2], segments[2];
      for (const Link& link : alignment.blocks) {
        blocks[0].insert(link.source.begin(), link.source.end());
        blocks[1].insert(link.target.begin(), link.target.end());
      }
      for (const Link& link : alignment.AllSegments()) {
        segments[0].insert(link.source.begin(), link.source.end());
        segments[1].insert(link.target.begin(), link.target.end());
      }
      const auto expect_each_once = [](const std::multiset<std::uint32_t>& found, std::size_t count) {
        EXPECT_EQ(found.size(), count);
        EXPECT_EQ(std::set<std::uint32_t>(found.begin(), found.end()).size(), count);
      };
      expect_each_once(blocks[0], source.blocks.size());
      expect_each_once(blocks[1], target.blocks.size());
      expect_each_once(segments[0], source.segments.size());
      expect_each_once(segments[1], target.segments.size());
    }
  }
}

TEST(Alignment, ReportsWhatIsBelowTheThresholdAsUnaligned) {
  const Document source = Parse(kEnglish, "en"), target = Parse(kJapanese, "ja");
  for (const Link& link : Align(source, target, {.threshold = 1.01}).blocks) EXPECT_FALSE(link.Paired());
}

TEST(Alignment, IsNotQuadraticInTheNumberOfBlocks) {
  const auto seconds_for = [](std::size_t blocks) {
    std::string source, target;
    for (std::size_t n = 0; n < blocks; ++n) {
      source += "Lamp " + std::to_string(n) + " is on.\n\n";
      target += "Lampe " + std::to_string(n) + " ist an.\n\n";
    }
    const Document english = Parse(source, "en"), german = Parse(target, "de");
    const std::clock_t begin = std::clock();
    EXPECT_EQ(Align(english, german).blocks.size(), blocks);
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  };
  const double few = seconds_for(1'000);
  EXPECT_LT(seconds_for(8'000), 24 * few + 0.2) << "in proportion it takes 8 times as long, by the square 64";
}

TEST(Alignment, AlignsPlainTextsInOrder) {
  const std::vector<TextView> source = {{"The Kestrel has a cable.", {}},
                                        {"Those by Orvesta and Brennick cost far more, with shipping to Tallmoor.", {}},
                                        {"Amberline made it.", {}}};
  const std::vector<TextView> target = {{"Kestrelにはケーブルがあります。", {}}, {"Amberlineが製造しました。", {}}};
  EXPECT_EQ(TextOf(AlignTexts(source, target, "en", "ja")), "0-0 1- 2-1");
}

}  // namespace
}  // namespace lockstep
