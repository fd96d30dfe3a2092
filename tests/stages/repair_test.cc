#include "stages/repair.h"

#include <gtest/gtest.h>

#include "stages/fact_forms.h"

namespace lockstep {
namespace {

std::string Repair(const char* lang, const char* query, const char* source, const char* target) {
  const Locales locales;
  const FactFinder from(locales.For("en"));
  const FactFinder to(locales.For(lang));
  return FactRepairer(from, to, locales.For(lang)).Repair(query, source, target).value_or("-");
}

TEST(Repair, WritesTheNewFactsInTheTargetsForm) {
  struct Row {
    const char* lang;
    const char* query;
    const char* source;
    const char* target;
    const char* repaired;
  };
  const Row rows[] = {
      {"ja", "Costs $420.", "Costs $350.", "価格は350ドルです。", "価格は420ドルです。"},
      {"ja", "Costs $12,000.", "Costs $350.", "価格は350ドルです。", "価格は12,000ドルです。"},
      {"de", "It costs $1,299.90.", "It costs $350.", "Es kostet 350 US-Dollar.", "Es kostet 1.299,90 US-Dollar."},
      {"fr", "Weighs 1.5 kg.", "Weighs 2.25 kg.", "Pèse 2,25 kg.", "Pèse 1,5 kg."},
      {"ja", "Tested on March 4, 2026.", "Tested on December 16, 2025.", "2025年12月16日に測定。",
       "2026年3月4日に測定。"},
      {"de", "Tested on March 4, 2026.", "Tested on December 16, 2025.", "Am 16. Dezember 2025 geprüft.",
       "Am 4. März 2026 geprüft."},
      {"de", "Tested on March 4, 2026.", "Tested on December 9, 2025.", "Am 09.12.2025 geprüft.",
       "Am 04.03.2026 geprüft."},
      {"ar", "Weighs 30 kg.", "Weighs 25 kg.", "الوزن ٢٥ كجم.", "الوزن ٣٠ كجم."},
      {"hi", "Weighs 30 kg.", "Weighs 25 kg.", "वज़न २५ किलोग्राम।", "वज़न ३० किलोग्राम।"},
      {"th", "Weighs 30 kg.", "Weighs 25 kg.", "หนัก ๒๕ กก.", "หนัก ๓๐ กก."},
      {"ja", "It is new [4].", "It is new [3].", "新しい[3]。", "新しい[4]。"},
      {"ja", "It reaches 95% at 2 kHz.", "It reaches 90% at 1 kHz.", "1kHzで90%に達する。", "2kHzで95%に達する。"},
      {"ja", "See https://b.example/x for more.", "See https://a.example for more.", "詳細はhttps://a.example を参照。",
       "詳細はhttps://b.example/x を参照。"},
      {"ja", "It is new [4].", "It is new [3].", "新しい[3]、価格は350ドル。", "新しい[4]、価格は350ドル。"},
      {"ja", "A two-way design with 60 W.", "A two-way design with 50 W.", "50Wの2ウェイ。", "60Wの2ウェイ。"},
      {"ja", "It has 4 ports and costs $350.", "It has 3 ports and costs $350.", "350ドルで端子は3個。",
       "350ドルで端子は4個。"},
  };
  for (const Row& row : rows) EXPECT_EQ(Repair(row.lang, row.query, row.source, row.target), row.repaired) << row.query;
}

TEST(Repair, LeavesWhatIsAmbiguous) {
  struct Row {
    const char* what;
    const char* query;
    const char* source;
    const char* target;
  };
  const Row rows[] = {
      {"other words", "It costs $420.", "Costs $350.", "価格は350ドルです。"},
      {"nothing differs", "Costs $350.", "Costs $350.", "価格は350ドルです。"},
      {"not in the translation", "Costs $420.", "Costs $350.", "価格は5万円です。"},
      {"twice in the translation", "Costs $420.", "Costs $350.", "350ドル、つまり350ドルです。"},
      {"with another amount", "Costs $420.", "Costs $350.", "価格は350ドル（約52,500円）です。"},
      {"with another unit", "It is 12 cm deep.", "It is 10 cm deep.", "奥行きは10cm（3.9インチ）です。"},
      {"with a number of its own", "Costs $420.", "Costs $350.", "価格は350ドル、税込みで385です。"},
      {"with another date", "Tested on March 4, 2026.", "Tested on December 16, 2025.",
       "2025年12月16日に測定、2025年12月17日に公開。"},
      {"one becomes two", "From 2 kHz to 3 kHz.", "From 1 kHz to 1 kHz.", "1kHzから1kHzまで。"},
      {"another unit", "Costs 420 EUR.", "Costs 350 USD.", "価格は350ドルです。"},
      {"a half in a word", "Runs 3.5 years.", "Runs 2.5 years.", "2年半使える。"},
      {"a half in a sign", "Runs 3.5 hours.", "Runs 2.5 hours.", "2½時間使える。"},
      {"no facts", "Good.", "Bad.", "悪い。"},
  };
  for (const Row& row : rows) EXPECT_EQ(Repair("ja", row.query, row.source, row.target), "-") << row.what;
}

TEST(FactForms, FormatsDatesByPattern) {
  const Locales locales;
  const Locale& german = locales.For("de");
  EXPECT_EQ(FormatDate("2025-02-06", "d. MMMM yyyy", german, 0), "6. Februar 2025");
  EXPECT_EQ(FormatDate("2025-02-06", "dd.MM.yyyy", german, 0), "06.02.2025");
  EXPECT_EQ(FormatDate("2025-02", "d.M.yyyy", german, 0), std::nullopt);
  EXPECT_EQ(FormatDate("--02-06", "d.M.yyyy", german, 0), std::nullopt);
}

}  // namespace
}  // namespace lockstep
