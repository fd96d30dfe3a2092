#include "stages/edit_class.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "locales/locale.h"

namespace lockstep {
namespace {

class EditClassTest : public testing::Test {
 protected:
  std::vector<Fact> English(const std::string& text) { return english_.Find(text); }
  std::vector<Fact> Japanese(const std::string& text) { return japanese_.Find(text); }

 private:
  Locales locales_;
  FactFinder english_{locales_.For("en")};
  FactFinder japanese_{locales_.For("ja")};
};

TEST_F(EditClassTest, ContradictionNeedsAValueOnEachSideThatTheOtherLacks) {
  struct Row {
    std::string source, target;
    bool contradict;
  };
  const Row rows[] = {
      {"THD is 0.05%.", "歪み率は0.05%です。", false},
      {"THD is 0.05%.", "歪み率は0.5%です。", true},
      {"It weighs 3 kg.", "重さは4 kgです。", true},
      // One side says more than the other, or says it more often.
      {"It weighs 3 kg and is 40 cm wide.", "重さは3 kgです。", false},
      {"It weighs 3 kg.", "重さは3 kgで、幅は40 cmです。", false},
      {"Rated at 3 dB, it was not measured at 3 dB.", "公称は3 dBで、低域は6 dBです。", false},
      {"Rated at 3 dB.", "公称は3 dBで、実測も3 dBではなく6 dBです。", false},
      {"It costs 399 USD.", "価格は599ドルです。", true},
      {"It costs 399 USD, was 599 USD.", "価格は599ドルです。", false},
      // Rounded, or converted there and back.
      {"It costs 80 USD.", "価格は約12,000円（79.99ドル）です。", false},
      {"It costs 2,733 USD.", "価格は約410,000円（2,700ドル）です。", false},
      // Other units are other quantities; bare numbers are written in ways of their own.
      {"It weighs 3 kg.", "幅は40 cmです。", false},
      {"It costs $300.", "価格は45,000円です。", false},
      {"Three of 5 testers agree.", "6人が同意します。", false},
  };
  for (const Row& row : rows)
    EXPECT_NE(Contradiction(English(row.source), Japanese(row.target)).empty(), row.contradict)
        << row.source << " / " << row.target;
}

TEST_F(EditClassTest, ACitationMoreOrLessIsAFigureAndItsNameIsAWord) {
  const auto class_of = [&](const std::string& before, const std::string& after) {
    const std::vector<Fact> then = English(before), now = English(after);
    return Name(Classify({before, then}, {after, now}, TextRole::kProse));
  };
  EXPECT_STREQ(class_of("It is quiet [1].", "It is quiet [1][3]."), "figure");
  EXPECT_STREQ(class_of("It is quiet at 3 W [2].", "It is quiet at 4 W."), "figure");
  EXPECT_STREQ(class_of("It is quiet [1, 2].", "It is quiet [1]."), "figure");
  EXPECT_STREQ(class_of("It is quiet [2-4, 6].", "It is quiet."), "figure");
  EXPECT_STREQ(class_of("It is quiet.", "It is quiet [2–4]."), "figure");
  EXPECT_STREQ(class_of("It is quiet [1, 2].", "It is quiet [1, and more]."), "prose");
  EXPECT_STREQ(class_of("It is quiet [1].", "It is loud."), "prose");
  EXPECT_STREQ(class_of("Templates have a {citation} here.", "Templates have a here."), "prose");
}

TEST_F(EditClassTest, TranslationThatWasAheadSaysWhatCameAndNothingOfWhatWent) {
  const FactChange change = CompareFacts(English("It weighs 3 kg."), English("It weighs 4 kg."));
  EXPECT_TRUE(AlreadySays(change, Japanese("重さは4 kgです。")));
  EXPECT_FALSE(AlreadySays(change, Japanese("重さは3 kgです。")));
  EXPECT_FALSE(AlreadySays(change, Japanese("重さは3 kgから4 kgです。")));
  EXPECT_FALSE(AlreadySays(change, Japanese("軽いです。")));
  EXPECT_FALSE(AlreadySays({}, Japanese("重さは4 kgです。"))) << "nothing came";
}

TEST_F(EditClassTest, ConversionIsPlausibleNearTheUsualRate) {
  struct Row {
    std::string a, b;
    bool plausible;
  };
  const Row rows[] = {
      {"USD 100", "15,000 JPY", true},   {"USD 100", "9,000 JPY", true},
      {"USD 100", "150,000 JPY", false},                                 // a digit too many
      {"USD 100", "1,500 JPY", false},   {"USD 100", "USD 110", false},  // the same currency
  };
  for (const Row& row : rows) {
    const std::vector<Fact> a = English(row.a), b = English(row.b);
    ASSERT_EQ(a.size(), 1U) << row.a;
    ASSERT_EQ(b.size(), 1U) << row.b;
    EXPECT_EQ(IsPlausibleConversion(a[0], b[0]), row.plausible) << row.a << " / " << row.b;
    EXPECT_EQ(IsPlausibleConversion(b[0], a[0]), row.plausible) << row.b << " / " << row.a;
  }
}

}  // namespace
}  // namespace lockstep
