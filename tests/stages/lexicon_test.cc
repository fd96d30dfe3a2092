#include "stages/lexicon.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stages/alignment.h"

namespace lockstep {
namespace {

LexiconWord WordOf(const std::string& text) {
  const std::vector<LexiconWord> words = LexiconWords(text);
  EXPECT_EQ(words.size(), 1U) << text;
  return words.empty() ? 0 : words[0];
}

std::size_t UsesOf(const Lexicon& lexicon, Lexicon::Side side, const std::string& word) {
  const Lexicon::Uses* uses = lexicon.Find(side, WordOf(word));
  return uses == nullptr ? 0 : uses->size();
}

TEST(LexiconWords, AreStemsOfWhatTellsSomething) {
  struct Row {
    const char* text;
    std::size_t words;
  };
  const Row rows[] = {
      {"lamps", 1},
      {"The lamp, the LAMP and 3,500 lumens.", 4},
      {"QX40 x 12", 0},
      {"", 0},
      {"照明器具", 3},    // each two neighbours
      {"光", 1},          // alone
      {"ランプの光", 2},  // a run of katakana; hiragana is grammar
      {"램프를 켭니다", 2},
      {"лампа горит", 2},
  };
  for (const Row& row : rows) EXPECT_EQ(LexiconWords(row.text).size(), row.words) << row.text;
  EXPECT_EQ(LexiconWords("reliable"), LexiconWords("Reliability"));
  EXPECT_EQ(LexiconWords("One lamp. Two."), LexiconWords("Two. One lamp."));
  EXPECT_EQ(LexiconWords("램프를"), LexiconWords("램프는"));
  EXPECT_NE(LexiconWords("lamp"), LexiconWords("lamps"));
}

TEST(Lexicon, KeepsWhereWordsWereSeen) {
  Lexicon lexicon;
  lexicon.Learn("The lamp burns", "Die Leuchte brennt");
  lexicon.Learn("A green lamp", "Eine grüne Leuchte");
  EXPECT_EQ(UsesOf(lexicon, Lexicon::Side::kSource, "lamp"), 2U);
  EXPECT_EQ(UsesOf(lexicon, Lexicon::Side::kTarget, "Leuchte"), 2U);
  EXPECT_EQ(*lexicon.Find(Lexicon::Side::kSource, WordOf("lamp")),
            *lexicon.Find(Lexicon::Side::kTarget, WordOf("Leuchte")));
  EXPECT_EQ(UsesOf(lexicon, Lexicon::Side::kSource, "Leuchte"), 0U);
}

TEST(Lexicon, DoesNotKeepWhatReadsTheSame) {
  Lexicon lexicon;
  lexicon.Learn("The Amberline lamp", "Die Leuchte Amberline");
  EXPECT_EQ(UsesOf(lexicon, Lexicon::Side::kSource, "Amberline"), 0U);
  EXPECT_EQ(UsesOf(lexicon, Lexicon::Side::kTarget, "Amberline"), 0U);
}

// Some two hundred different sentences, all with one word.
Lexicon Learned(std::size_t from, std::size_t to) {
  Lexicon lexicon;
  const auto letters = [](std::size_t n) { return std::string(1, static_cast<char>('a' + n % 26)); };
  for (std::size_t n = from; n < to; ++n)
    lexicon.Learn("lamp " + letters(n) + letters(n / 26) + "x", "Leuchte " + letters(n / 26) + letters(n) + "y");
  return lexicon;
}

TEST(Lexicon, IsBoundedAndTheSameInAnyOrder) {
  const Lexicon whole = Learned(0, 200);
  EXPECT_EQ(UsesOf(whole, Lexicon::Side::kSource, "lamp"), Lexicon::kMaxUses);
  const auto merge = [](std::initializer_list<const Lexicon*> parts, std::size_t max) {
    Lexicon merged;
    for (const Lexicon* part : parts) {
      merged.Sample(part->sampled_bits());
      for (const Lexicon::Side side : {Lexicon::Side::kSource, Lexicon::Side::kTarget})
        for (const auto& [word, uses] : part->words(side)) merged.Add(side, word, uses);
      merged.Shrink(max);
    }
    return merged;
  };
  const Lexicon first = Learned(0, 120);
  const Lexicon second = Learned(90, 200);  // some of it is learned twice
  for (const std::size_t max : {std::size_t{1000}, std::size_t{100}, std::size_t{10}}) {
    const Lexicon forward = merge({&first, &second}, max);
    const Lexicon backward = merge({&second, &first}, max);
    Lexicon at_once = whole;
    at_once.Shrink(max);
    for (const Lexicon::Side side : {Lexicon::Side::kSource, Lexicon::Side::kTarget}) {
      EXPECT_EQ(forward.words(side), backward.words(side)) << max;
      EXPECT_EQ(forward.words(side), at_once.words(side)) << max;
    }
    EXPECT_LE(forward.size(), max);
    EXPECT_EQ(forward.size(), at_once.size());
    EXPECT_EQ(forward.sampled_bits(), at_once.sampled_bits());
  }
}

TEST(Lexicon, LeavesOutWholePlacesBeforeItLeavesOutPairs) {
  const std::string source = "the lamp burns ", target = "die Leuchte brennt ";
  for (int level = 0; level <= Lexicon::kLevels; ++level) {
    const Lexicon::Place place = ~Lexicon::Place{0} >> level;
    EXPECT_EQ(Lexicon::Level(place), level);
    for (int bits = 0; bits <= Lexicon::kLevels; ++bits) {
      const bool taken = bits <= level;
      EXPECT_EQ(Lexicon::Takes(place, bits), taken) << level << ' ' << bits;
      for (char n = 'a'; n <= 'z'; ++n)
        EXPECT_EQ(Lexicon::Study(place, source + n + n, target + n + n, bits).has_value(), taken)
            << level << ' ' << bits;
    }
  }
  EXPECT_EQ(Lexicon::Level(0), Lexicon::kLevels);
  EXPECT_TRUE(Lexicon::Takes(0, Lexicon::kMaxSampledBits));
}

TEST(Lexicon, KnowsTheWordsOfASideThatItLearned) {
  const Lexicon lexicon = Learned(0, 40);
  EXPECT_TRUE(lexicon.KnowsAny(Lexicon::Side::kTarget, {WordOf("Regen"), WordOf("Leuchte")}));
  EXPECT_FALSE(lexicon.KnowsAny(Lexicon::Side::kTarget, {WordOf("Regen"), WordOf("lamp")}));
  EXPECT_FALSE(lexicon.KnowsAny(Lexicon::Side::kSource, {}));
}

TextView View(const std::string& text) {
  return {text, {}};
}

TEST(Lexicon, TellsApartWhatNothingElseTellsApart) {
  Lexicon lexicon;
  lexicon.Learn("the quiet river", "el sosegado arroyo");
  lexicon.Learn("a quiet street at night", "una calle sosegada de noche");
  lexicon.Learn("the river is wide", "este arroyo es ancho");
  lexicon.Learn("one wide valley", "un valle ancho");
  lexicon.Learn("that valley sleeps", "aquel valle duerme");
  const std::string river = "Rivers quiet", valley = "Valley wide";
  const std::string arroyo = "Arroyos sosegados", valle = "Valle ancho";
  const std::vector<TextView> source = {View(river), View(valley)}, one = {View(valle)};
  const AlignmentOptions with{.lexicon = &lexicon};
  const std::vector<Link> links = AlignTexts(source, one, "en", "es", with);
  ASSERT_EQ(links.size(), 2U);
  EXPECT_EQ(links[0].target.size(), 0U);
  EXPECT_EQ(links[1].target.size(), 1U);
}

}  // namespace
}  // namespace lockstep
