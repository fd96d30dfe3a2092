#include "stages/match_score.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "locales/locale.h"
#include "stages/code_marks.h"
#include "stages/facts.h"
#include "stages/match_distance.h"
#include "tests/stages/slow_match.h"

namespace lockstep {
namespace {

int Score(std::string_view lang, std::string_view a, std::string_view b) {
  const Locales locales;
  const FactFinder finder(locales.For(lang));
  if (a == b) return 100;
  const std::vector<WordSymbol> first = WordSymbols(a);
  const std::vector<WordSymbol> second = WordSymbols(b);
  const int score = ScoreOf(SlowDistance(first, second), std::max(first.size(), second.size()));
  return score - PenaltyOf(TraitsOf(a, finder.Find(a)), TraitsOf(b, finder.Find(b)), false);
}

TEST(MatchScore, CountsWordsAsDocumented) {
  struct Row {
    const char* lang;
    const char* a;
    const char* b;
    int score;
  };
  const Row rows[] = {
      {"en", "The bass is deep.", "The bass is deep.", 100},
      {"en", "The bass is deep.", "The bass is warm.", 80},
      {"en", "The bass is deep.", "The bass is deep", 80},
      {"en", "The bass is deep.", "the bass is deep.", 80},  // a word of another case is another word
      {"en", "Costs $350.", "Costs $420.", 74},              // 75, and other facts
      {"en", "See **this**.", "See this.", 41},              // 42, and other codes
      {"en", "See [this](a).", "See [this](b).", 87},        // the code is there in both
      {"en", "One two three.", "Four five six seven.", 20},  // the full stop
      {"en", "one  two", "one two", 99},                     // spaces only
      {"ja", "低音は深い。", "低音は硬い。", 83},            // a character is a word
      {"ja", "カメラは良い。", "カメラが良い。", 85},
      {"th", "เสียงดีมาก", "เสียงดี", 66},             // by dictionary
      {"ko", "소리가 좋다.", "소리가 깊다.", 66},  // as it is spaced
  };
  for (const Row& row : rows) EXPECT_EQ(Score(row.lang, row.a, row.b), row.score) << row.a << " / " << row.b;
}

TEST(MatchScore, CutsOffSoThatOnlyIdenticalTextIs100) {
  EXPECT_EQ(ScoreOf(1, 3), 66);
  EXPECT_EQ(ScoreOf(1, 1000), 99);
  EXPECT_EQ(ScoreOf(0, 5), 99);
  EXPECT_EQ(ScoreOf(5, 5), 0);
}

TEST(MatchScore, TakesOffForEachThingThatDiffers) {
  EXPECT_EQ(PenaltyOf({1, 2}, {1, 2}, false), 0);
  EXPECT_EQ(PenaltyOf({1, 2}, {3, 2}, false), 1);
  EXPECT_EQ(PenaltyOf({1, 2}, {3, 4}, true), 3);
}

TEST(MatchScore, ComparesFactsByValue) {
  const Locales locales;
  const FactFinder finder(locales.For("en"));
  const auto traits = [&](std::string_view text) { return TraitsOf(text, finder.Find(text)); };
  EXPECT_EQ(traits("It costs $350."), traits("It costs USD 350."));
  EXPECT_NE(traits("It costs $350."), traits("It costs $351."));
  EXPECT_EQ(traits("plain").facts, 0U);
}

TEST(CodeMarks, AreFoundWhereMarkdownHasThem) {
  const auto marks = [](std::string_view text) {
    std::string found;
    for (const Range mark : FindCodeMarks(text)) found += std::string(Slice(text, mark)) + "|";
    return found;
  };
  EXPECT_EQ(marks("A **bold** `code` [link](url) <b>tag</b> <a href='x'>"), "**|**|`|`|](|<b>|</b>|<a|");
  EXPECT_EQ(marks("~20 hours for $350, 1 < 2 and a*b"), "*|");
  EXPECT_EQ(marks("$$x$$ ~~gone~~"), "$$|$$|~~|~~|");
}

TEST(WordDistance, IsTheTablesForEveryLength) {
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    const std::size_t longest = round % 10 == 0 ? 300 : 20;
    const auto text = [&] {
      std::vector<WordSymbol> words(random() % longest);
      for (WordSymbol& word : words) word = random() % 6;
      return words;
    };
    const std::vector<WordSymbol> a = text();
    const std::vector<WordSymbol> b = text();
    const WordDistance distance(a);
    const auto slot_of = [&](std::size_t n) -> WordDistance::Slot {
      for (const WordDistance::DistinctWord& word : distance.distinct()) {
        if (word.symbol == b[n]) return word.slot;
      }
      return 0;
    };
    const std::uint32_t expected = SlowDistance(a, b);
    ASSERT_EQ(distance.AtMost(1'000'000, b.size(), slot_of), expected) << a.size() << " " << b.size();
    ASSERT_EQ(distance.AtMost(expected, b.size(), slot_of), expected);
    if (expected == 0) continue;
    ASSERT_GT(distance.AtMost(expected - 1, b.size(), slot_of), expected - 1);
  }
}

}  // namespace
}  // namespace lockstep
