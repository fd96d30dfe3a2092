#include "stages/fact_signs.h"

#include <string>

#include <gtest/gtest.h>

#include "locales/locale.h"
#include "stages/edit_class.h"

namespace lockstep {
namespace {

TEST(SignedAs, TakesTheSignThatTheOtherSideHasForTheSameQuantity) {
  const Locales locales;
  const FactFinder english(locales.For("en"));
  const FactFinder japanese(locales.For("ja"));
  struct Row {
    std::string source, target;
    bool agree;
  };
  const Row rows[] = {
      {"a noise floor of -105 dB", "ノイズフロアは105dB以下", true},
      {"a loss of 3 dB", "-3dBになります", true},
      {"down by 20%", "-20%です", true},
      {"from -3 dB to 3 dB", "-3dBから3dBまで", true},
      {"a noise floor of -105 dB", "ノイズフロアは100dB以下", false},
      {"a noise floor of -105 dB", "ノイズフロアは105kHz以下", false},
      {"from -3 dB to 3 dB", "3dBから6dBまで", false},
  };
  for (const Row& row : rows) {
    const std::vector<Fact> source = english.Find(row.source);
    const std::vector<Fact> target = SignedAs(japanese.Find(row.target), source);
    EXPECT_EQ(CompareFacts(source, target).empty(), row.agree) << row.source << " / " << row.target;
    EXPECT_NE(Contradiction(source, japanese.Find(row.target)).empty(),
              !row.agree && row.target.find("dB") != std::string::npos)
        << row.source << " / " << row.target;
  }
}

TEST(SignedAs, LeavesAloneWhatIsNoQuantity) {
  const std::vector<Fact> score = {{FactKind::kScore, "0.4", "", {0, 3}}};
  const std::vector<Fact> other = {{FactKind::kScore, "-0.4", "", {0, 4}}};
  EXPECT_EQ(SignedAs(score, other), score);
}

}  // namespace
}  // namespace lockstep
