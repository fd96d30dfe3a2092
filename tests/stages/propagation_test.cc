#include "stages/propagation.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "locales/locale.h"
#include "stages/fact_carrying.h"
#include "stages/skeleton.h"

namespace lockstep {
namespace {

class FactCarrying : public testing::Test {
 protected:
  // The translation with what the edit changed, or "nothing".
  std::string Carry(const std::string& then, const std::string& now, const std::string& target) const {
    const auto edits = CarryFacts(then, now, target, {english_, japanese_});
    return edits ? ApplyEdits(target, *edits) : "nothing";
  }

  Locales locales_;
  FactFinder english_{locales_.For("en")};
  FactFinder japanese_{locales_.For("ja")};
};

TEST_F(FactCarrying, FiguresThatStandThereOnceAreReplaced) {
  EXPECT_EQ(Carry("It reaches 45 Hz.", "It reaches 42 Hz.", "45 Hzに達する。"), "42 Hzに達する。");
  EXPECT_EQ(Carry("10 % or 20 %.", "20 % or 10 %.", "10 %か20 %。"), "20 %か10 %。");
  EXPECT_EQ(Carry("See [1].", "See [2].", "[1]を参照。"), "[2]を参照。");
  EXPECT_EQ(Carry("It costs $99.", "It costs $89.", "$99だ。"), "$89だ。");
  EXPECT_EQ(Carry("https://example.org/a is it.", "https://example.org/b is it.", "https://example.org/a だ。"),
            "https://example.org/b だ。");
}

TEST_F(FactCarrying, WhatIsInDoubtIsLeft) {
  const struct {
    const char* why;
    const char* then;
    const char* now;
    const char* target;
  } kRows[] = {
      {"nothing changed", "45 Hz.", "45 Hz.", "45 Hz。"},
      {"the wording changed", "It reaches 45 Hz.", "It goes to 42 Hz.", "45 Hzに達する。"},
      {"it stands there twice", "It reaches 45 Hz.", "It reaches 42 Hz.", "45 Hz、つまり45 Hzだ。"},
      {"it does not stand there", "It reaches 45 Hz.", "It reaches 42 Hz.", "低い。"},
      {"another notation", "It reaches 45 Hz.", "It reaches 42 Hz.", "45Hzに達する。"},
      {"the source says it twice", "45 Hz and 45 Hz.", "42 Hz and 45 Hz.", "45 Hzだ。"},
      {"another currency", "It costs $99.", "It costs 80 EUR.", "$99だ。"},
      {"a bare number", "It has 3 ways.", "It has 4 ways.", "3ウェイだ。"},
      {"another unit", "It reaches 45 Hz.", "It reaches 2 kHz.", "45 Hzに達する。"},
  };
  for (const auto& row : kRows) EXPECT_EQ(Carry(row.then, row.now, row.target), "nothing") << row.why;
}

TEST(DerivedValue, SwapsTheLanguageWhereItIsAPartOfThePath) {
  EXPECT_EQ(DerivedValue("/products/en/x/", "en", "ja"), "/products/ja/x/");
  EXPECT_EQ(DerivedValue("en/end", "en", "pt-br"), "pt-br/end");
  EXPECT_EQ(DerivedValue("/enough/x/", "en", "ja"), std::nullopt);
  EXPECT_EQ(DerivedValue("", "en", "ja"), std::nullopt);
}

TEST(Propagate, ReadsADocumentSomeHundredTimesAtMost) {
  Document target;
  target.source.text.assign(20'000, 'x');
  std::vector<Propagation> found;
  for (std::size_t i = 0; i < target.source.text.size(); i += 10) {
    Propagation& made = found.emplace_back();
    made.edit.edit = {{i, i + 1}, "y"};
    made.edit.written = {{0, {0, 1}}};
  }
  std::size_t readings = 0;
  const Propagated made = Propagate(target, found, [&](std::string text) {
    ++readings;
    Document after;
    after.source.text = std::move(text);
    after.blocks.resize(1);  // which nobody asked for
    return after;
  });
  EXPECT_EQ(made.done.size(), 0U);
  EXPECT_EQ(made.document.source.text, target.source.text);
  EXPECT_GT(readings, 100U);
  EXPECT_LT(readings, 1'000U);
}

}  // namespace
}  // namespace lockstep
