#include "stages/table_alignment.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stages/alignment.h"
#include "stages/outline_document.h"
#include "stages/preparation.h"

namespace lockstep {
namespace {

const Locales& TestLocales() {
  static const Locales locales;
  return locales;
}

Document Parse(const std::string& text, const std::string& lang) {
  Toolbox tools(TestLocales());
  Diagnostics diags;
  return PrepareFile({lang + ".md", text}, lang, SiteRules(), tools, diags);
}

// The document as it is read from the store.
Document Kept(const Document& document) {
  Toolbox tools(TestLocales());
  return DocumentOf(MakeOutline(document), tools.For(document.key.lang).facts);
}

std::string TextOf(const std::vector<std::uint32_t>& segments, const Document& document) {
  std::string text;
  for (const std::uint32_t n : segments) text += (text.empty() ? "" : " + ") + document.segments[n].text;
  return text;
}

std::vector<std::string> Pairs(const Document& source, const Document& target) {
  std::vector<std::string> pairs;
  for (const Link& link : Align(source, target).AllSegments())
    pairs.push_back(TextOf(link.source, source) + " = " + TextOf(link.target, target));
  return pairs;
}

using Lines = std::vector<std::string>;

// That the texts are paired so, as files and as the store keeps them.
void ExpectPairs(const std::string& english, const std::string& translation, const std::string& lang,
                 const Lines& expected) {
  const Document source = Parse(english, "en"), target = Parse(translation, lang);
  EXPECT_EQ(Pairs(source, target), expected);
  EXPECT_EQ(Pairs(Kept(source), Kept(target)), expected);
}

const char* const kLamp =
    "| Property | Value | Remark |\n"
    "|---|---|---|\n"
    "| Current | 32 mA | easy to feed |\n"
    "| Sensitivity | 102 lx | finer than most |\n"
    "| Weight | 210 g | without the cable |\n";

TEST(TableAlignment, PairsCellsOfTheSameRowAndColumn) {
  ExpectPairs(kLamp,
              "| Eigenschaft | Wert | Bemerkung |\n"
              "|---|---|---|\n"
              "| Strom | 32 mA | leicht anzutreiben |\n"
              "| Empfindlichkeit | 102 lx | feiner als die meisten |\n"
              "| Gewicht | 210 g | ohne das Kabel |\n",
              "de",
              {"Property = Eigenschaft", "Value = Wert", "Remark = Bemerkung", "Current = Strom", "32 mA = 32 mA",
               "easy to feed = leicht anzutreiben", "Sensitivity = Empfindlichkeit", "102 lx = 102 lx",
               "finer than most = feiner als die meisten", "Weight = Gewicht", "210 g = 210 g",
               "without the cable = ohne das Kabel"});
}

TEST(TableAlignment, PairsNoHeaderWithAnotherRow) {
  ExpectPairs(
      "## Overview\n\n"
      "| Property | Value | Remark |\n|---|---|---|\n| Impedance | 32 ohms | easy |\n| Sensitivity | 102 dB | high |\n",
      "## Überblick\n\n"
      "| Eigenschaft | Wert | Bemerkung |\n|---|---|---|\n| Impedanz | 32 Ohm | leicht |\n"
      "| Empfindlichkeit | 102 dB | hoch |\n",
      "de",
      {"Overview = Überblick", "Property = Eigenschaft", "Value = Wert", "Remark = Bemerkung", "Impedance = Impedanz",
       "32 ohms = 32 Ohm", "easy = leicht", "Sensitivity = Empfindlichkeit", "102 dB = 102 dB", "high = hoch"});
}

TEST(TableAlignment, LeavesARowAloneThatOneSideLacks) {
  ExpectPairs(kLamp,
              "| Свойство | Значение | Примечание |\n"
              "|---|---|---|\n"
              "| Ток | 32 мА | легко питать |\n"
              "| Кабель | 1,2 м | съёмный, в комплекте |\n"
              "| Чувствительность | 102 лк | тоньше многих |\n"
              "| Вес | 210 г | без кабеля |\n",
              "ru",
              {"Property = Свойство", "Value = Значение", "Remark = Примечание", "Current = Ток", "32 mA = 32 мА",
               "easy to feed = легко питать", " = Кабель", " = 1,2 м", " = съёмный, в комплекте",
               "Sensitivity = Чувствительность", "102 lx = 102 лк", "finer than most = тоньше многих", "Weight = Вес",
               "210 g = 210 г", "without the cable = без кабеля"});
}

TEST(TableAlignment, FindsRowsThatStandElsewhere) {
  ExpectPairs(
      kLamp,
      "| 項目 | 値 | 備考 |\n"
      "|---|---|---|\n"
      "| 電流 | 32 mA | 給電しやすい |\n"
      "| 重量 | 210 g | ケーブルを除く |\n"
      "| 感度 | 102 lx | 多くの製品より繊細 |\n",
      "ja",
      {"Property = 項目", "Value = 値", "Remark = 備考", "Current = 電流", "32 mA = 32 mA",
       "easy to feed = 給電しやすい", "Sensitivity = 感度", "102 lx = 102 lx", "finer than most = 多くの製品より繊細",
       "Weight = 重量", "210 g = 210 g", "without the cable = ケーブルを除く"});
}

TEST(TableAlignment, AlignsTheColumnsOfTablesThatDifferInWidth) {
  ExpectPairs(kLamp,
              "| Propriété | Valeur |\n"
              "|---|---|\n"
              "| Courant | 32 mA |\n"
              "| Sensibilité | 102 lx |\n"
              "| Poids | 210 g |\n",
              "fr",
              {"Property = Propriété", "Value = Valeur", "Remark = ", "Current = Courant", "32 mA = 32 mA",
               "easy to feed = ", "Sensitivity = Sensibilité", "102 lx = 102 lx",
               "finer than most = ", "Weight = Poids", "210 g = 210 g", "without the cable = "});
}

TEST(TableAlignment, ComparesTheCellsOfARowInWhichOneIsEmpty) {
  ExpectPairs("| Part | Hours | Price |\n|---|---|---|\n| Lamp | 9 h | 40 USD |\n| Foot |  | 12 USD |\n",
              "| Teil | Stunden | Preis |\n|---|---|---|\n| Lampe | 9 h | 40 USD |\n| Fuß | 85 h | 12 USD |\n", "de",
              {"Part = Teil", "Hours = Stunden", "Price = Preis", "Lamp = Lampe", "9 h = 9 h", "40 USD = 40 USD",
               "Foot = Fuß", " = 85 h", "12 USD = 12 USD"});
}

TEST(TableAlignment, KeepsTablesWithTheSameHeaderApart) {
  ExpectPairs(
      "| Part | Hours |\n|---|---|\n| Lamp | 9 |\n\nThe rest is sold by Orvesta.\n\n"
      "| Part | Price |\n|---|---|\n| Lamp | 40 USD |\n",
      "| Pièce | Heures |\n|---|---|\n| Lampe | 9 |\n\nLe reste est vendu par Orvesta.\n\n"
      "| Pièce | Prix |\n|---|---|\n| Lampe | 40 USD |\n",
      "fr",
      {"Part = Pièce", "Hours = Heures", "Lamp = Lampe", "9 = 9",
       "The rest is sold by Orvesta. = Le reste est vendu par Orvesta.", "Part = Pièce", "Price = Prix", "Lamp = Lampe",
       "40 USD = 40 USD"});
}

}  // namespace
}  // namespace lockstep
