#include "stages/word_diff.h"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "locales/locale.h"
#include "stages/facts.h"

namespace lockstep {
namespace {

// "It weighs [-1.2-]{+1.4+} kg."
std::string Told(const WordDiff& diff) {
  std::string told;
  for (const DiffPiece& piece : diff) {
    switch (piece.kind) {
      case DiffPiece::Kind::kSame: told += piece.text; break;
      case DiffPiece::Kind::kGone: told += "[-" + piece.text + "-]"; break;
      case DiffPiece::Kind::kCome: told += "{+" + piece.text + "+}"; break;
    }
  }
  return told;
}

TEST(WordDiff, TellsAnEditByItsWords) {
  struct Row {
    std::string before, after, told;
  };
  const Row rows[] = {
      {"", "", ""},
      {"Same.", "Same.", "Same."},
      {"", "New text.", "{+New text.+}"},
      {"Old text.", "", "[-Old text.-]"},
      {"A small speaker.", "A large speaker.", "A [-small-]{+large+} speaker."},
      {"A speaker.", "A small speaker.", "A {+small +}speaker."},
      {"A very small speaker.", "A small speaker.", "A [-very -]small speaker."},
      {"It works well.", "It works.", "It works[- well-]."},
      {"One, two, three.", "One, two, four.", "One, two, [-three-]{+four+}."},
      // Scripts without spaces: character by character, or by ICU's dictionary.
      {"音は良い。", "音は悪い。", "音は[-良-]{+悪+}い。"},
      {"เสียงดีมาก", "เสียงแย่มาก", "เสียง[-ดี-]{+แย่+}มาก"},
      {"الوزن 300 غرام", "الوزن 320 غرام", "الوزن [-300-]{+320+} غرام"},
      {"वज़न 300 ग्राम", "वज़न 320 ग्राम", "वज़न [-300-]{+320+} ग्राम"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(Told(DiffWords({row.before}, {row.after})), row.told) << row.before << " / " << row.after;
  }
}

TEST(WordDiff, JoinsChangesThatSmallIslandsSeparate) {
  EXPECT_EQ(Told(DiffWords({"quite loud speaker"}, {"rather soft speaker"})), "[-quite loud-]{+rather soft+} speaker");
  EXPECT_EQ(Told(DiffWords({"an extraordinarily expensive, a disappointing box"}, {"the cheap, the surprising box"})),
            "[-an extraordinarily expensive, a disappointing-]{+the cheap, the surprising+} box");
  EXPECT_EQ(
      Told(DiffWords({"The old box plays music and the cat sleeps."}, {"The new box plays music and the dog sleeps."})),
      "The [-old-]{+new+} box plays music and the [-cat-]{+dog+} sleeps.");
}

TEST(WordDiff, KeepsFactsWhole) {
  const Locales locales;
  const FactFinder finder(locales.For("en"));
  const std::string before = "It costs 12,990 JPY and weighs 1.2 kg.";
  const std::string after = "It costs $87 and weighs 1.4 kg.";
  EXPECT_EQ(Told(DiffWords({before, finder.Find(before)}, {after, finder.Find(after)})),
            "It costs [-12,990 JPY-]{+$87+} and weighs [-1.2 kg-]{+1.4 kg+}.");
}

TEST(WordDiff, FactsOutsideTheTextAreLeftOut) {
  Fact outside;
  outside.range = {3, 900};
  EXPECT_EQ(Told(DiffWords({"One box", {outside}}, {"One bag", {outside}})), "One [-box-]{+bag+}");
}

void ExpectSound(const std::string& before, const std::string& after) {
  const WordDiff diff = DiffWords({before}, {after});
  ASSERT_EQ(BeforeOf(diff), before) << before << " / " << after;
  ASSERT_EQ(AfterOf(diff), after) << before << " / " << after;
  for (std::size_t i = 0; i < diff.size(); ++i) {
    ASSERT_FALSE(diff[i].text.empty());
    if (i == 0) continue;
    ASSERT_NE(diff[i].kind, diff[i - 1].kind);
    const bool come_before_gone = diff[i - 1].kind == DiffPiece::Kind::kCome && diff[i].kind == DiffPiece::Kind::kGone;
    ASSERT_FALSE(come_before_gone);
  }
}

TEST(WordDiff, GivesBothTextsBack) {
  const std::vector<std::string> words = {"a",      "box", " ",  " ", " ",    ".", ",",
                                          "1.5 kg", "音",  "良", "ดี", "\xFF", "é", "e\xCC\x81"};
  std::mt19937 random(7);
  const auto text = [&](std::size_t limit) {
    std::string out;
    for (std::size_t n = random() % limit; n > 0; --n) out += words[random() % words.size()];
    return out;
  };
  for (int i = 0; i < 3000; ++i) ExpectSound(text(12), text(12));
  for (int i = 0; i < 100; ++i) ExpectSound(text(300), text(300));
}

// Texts that have nothing in common, and texts that are hard for the greedy search: told in time, as replaced.
TEST(WordDiff, TakesLinearTime) {
  std::string a, b, c;
  std::mt19937 random(1);
  for (int i = 0; i < 200'000; ++i) {
    a += "alpha ";
    b += i % 2 == 0 ? "beta " : "alpha ";
    c += std::string(1, static_cast<char>('a' + random() % 3)) + ' ';
  }
  ExpectSound(a, b);
  ExpectSound(b, c);
  ExpectSound(c, a);
}

}  // namespace
}  // namespace lockstep
