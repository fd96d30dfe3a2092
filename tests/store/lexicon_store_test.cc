// Lexicons in the store: what is added, what is read, what becomes of damage.
#include "store/lexicon_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "faulty_env.h"
#include "store/codec.h"
#include "store_testing.h"

namespace lockstep {
namespace {

const LanguagePair kPair{"en", "ja"};
constexpr Lexicon::Side kBothSides[] = {Lexicon::Side::kSource, Lexicon::Side::kTarget};

// Uses that are spread over all numbers.
Lexicon Sample(unsigned seed, LexiconWord words, std::size_t uses) {
  RandomRecords random(seed);
  Lexicon lexicon;
  for (LexiconWord word = 0; word < words; ++word)
    for (std::size_t n = 0; n < uses; ++n)
      lexicon.Add(kBothSides[word % 2], word, {static_cast<std::uint32_t>(random.Below(UINT32_MAX))});
  return lexicon;
}

std::vector<LexiconWord> WordsBelow(LexiconWord end) {
  std::vector<LexiconWord> words;
  for (LexiconWord word = 0; word < end; ++word) words.push_back(word);
  return words;
}

Lexicon ReadAll(const View& view, LexiconWord words) {
  return ReadLexicon(view, kPair, WordsBelow(words), WordsBelow(words));
}

void ExpectSame(const Lexicon& a, const Lexicon& b) {
  for (const Lexicon::Side side : kBothSides) EXPECT_EQ(a.words(side), b.words(side));
  EXPECT_EQ(a.sampled_bits(), b.sampled_bits());
}

class LexiconStoreTest : public testing::Test {
 protected:
  LexiconStoreTest() {
    PutSample(store_, "one", 1);
    PutSampleTarget(store_, "one", 2);
    store_.PutBindings("reviews", "one", {SampleTranslation("one", 1, 2)}, {}, {{{"reviews", "one", "ja"}, true}});
  }
  Engine& engine() { return store_.engine(); }
  std::vector<UnlearntMark> Marks() {
    std::vector<UnlearntMark> marks;
    store_.Reader().ForEachUnlearnt([&](const UnlearntMark& mark) { marks.push_back(mark); });
    return marks;
  }

  FaultyEnv env_;
  Store store_{OpenLevelDb("/s", {.env = &env_})};
};

TEST_F(LexiconStoreTest, GivesBackTheWordsThatAreAskedFor) {
  const Lexicon learned = Sample(1, 40, 3);
  AddToLexicon(engine(), kPair, learned);
  ExpectSame(ReadAll(engine(), 40), learned);
  EXPECT_EQ(FindLexicon(engine(), kPair), (LexiconRecord{0, learned.size()}));
  EXPECT_EQ(ReadAll(engine(), 10).size(), 30U);
  EXPECT_EQ(ReadLexicon(engine(), {"en", "de"}, WordsBelow(40), WordsBelow(40)).size(), 0U);
  EXPECT_TRUE(FindingsOf(engine()).empty());
}

TEST_F(LexiconStoreTest, AddingTwiceOrInAnotherOrderIsTheSame) {
  const Lexicon first = Sample(1, 60, 40), second = Sample(2, 80, 3);  // the first has words with all uses kept
  FaultyEnv other_env;
  Store other(OpenLevelDb("/t", {.env = &other_env}));
  for (const Lexicon* lexicon : {&first, &second, &first}) AddToLexicon(engine(), kPair, *lexicon, 500);
  for (const Lexicon* lexicon : {&second, &first}) AddToLexicon(other.engine(), kPair, *lexicon, 500);
  ExpectSame(ReadAll(engine(), 80), ReadAll(other.engine(), 80));
  EXPECT_EQ(FindLexicon(engine(), kPair), FindLexicon(other.engine(), kPair));
  EXPECT_LE(FindLexicon(engine(), kPair).size, 500U);
  EXPECT_GT(FindLexicon(engine(), kPair).sampled_bits, 0);
  EXPECT_TRUE(FindingsOf(engine()).empty());
}

TEST_F(LexiconStoreTest, TakesOverThatWhatIsAddedIsASample) {
  Lexicon learned = Sample(1, 40, 10);
  AddToLexicon(engine(), kPair, learned);
  learned.Sample(2);
  AddToLexicon(engine(), kPair, learned);
  ExpectSame(ReadAll(engine(), 40), learned);
  EXPECT_EQ(FindLexicon(engine(), kPair), (LexiconRecord{2, learned.size()}));
}

TEST_F(LexiconStoreTest, MarkGoesWhenATranslationIsLearned) {
  EXPECT_THAT(Marks(), testing::ElementsAre(UnlearntMark{{"reviews", "one", "ja"}, true}));
  TranslationRecord better = SampleTranslation("one", 1, 2);
  better.bindings.pop_back();
  store_.PutLearnt(better.key, &better);
  EXPECT_TRUE(Marks().empty());
  EXPECT_EQ(store_.Reader().Translation(better.key), better);
}

TEST_F(LexiconStoreTest, DamagedWordIsNotKnownAndVerifyTellsOfIt) {
  AddToLexicon(engine(), kPair, Sample(1, 4, 3));
  Batch batch;
  batch.Put(EncodeLexiconKey({kPair, LexiconKey::Word{Lexicon::Side::kTarget, 1}}), "\x01\x01");
  engine().Write(batch, false);
  EXPECT_EQ(ReadAll(engine(), 4).size(), 9U);
  EXPECT_FALSE(FindingsOf(engine()).empty());
}

TEST_F(LexiconStoreTest, RebuildingForgetsADamagedLexiconAndMarksWhatItIsLearnedFrom) {
  store_.PutLearnt({"reviews", "one", "ja"}, nullptr);
  AddToLexicon(engine(), kPair, Sample(1, 4, 3));
  Batch batch;
  batch.Delete(EncodeLexiconKey({kPair, LexiconKey::Word{Lexicon::Side::kTarget, 1}}));
  engine().Write(batch, false);
  std::vector<Damage> lost;
  RebuildStore(engine(), [&](const Damage& finding) { lost.push_back(finding); });
  ASSERT_EQ(lost.size(), 1U);
  EXPECT_EQ(lost[0].what, "the lexicon counts other uses than its words have");
  EXPECT_EQ(ReadAll(engine(), 4).size(), 0U);
  EXPECT_EQ(Marks().size(), 1U);
  EXPECT_TRUE(FindingsOf(engine()).empty());
}

TEST_F(LexiconStoreTest, MarkWithoutATranslationIsFoundAndDropped) {
  Batch batch;
  batch.Put(UnlearntKey({"reviews", "two", "ja"}), Encode(UnlearntMark{}));
  engine().Write(batch, false);
  const std::vector<Damage> findings = FindingsOf(engine());
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].what, "a translation to learn from that is not there");
  RebuildStore(engine(), [](const Damage&) {});
  EXPECT_EQ(Marks().size(), 1U);
}

TEST_F(LexiconStoreTest, OnlyADumpOfAllHasIt) {
  AddToLexicon(engine(), kPair, Sample(1, 4, 3));
  EXPECT_THAT(DumpOf(engine()), testing::Not(testing::HasSubstr("lexicon")));
  EXPECT_THAT(DumpOf(engine()), testing::Not(testing::HasSubstr("unlearnt")));
  const auto load = [&](bool all) {
    TemporaryDirectory directory;
    std::istringstream dump(DumpOf(engine(), all));
    LoadStore(directory.Store(), dump, "dump", {});
    Store loaded(OpenLevelDb(directory.Store(), {}));
    std::size_t marks = 0;
    loaded.Reader().ForEachUnlearnt([&](const UnlearntMark&) { ++marks; });
    EXPECT_EQ(marks, 1U) << "without the lexicon, all is to be learned anew";
    EXPECT_TRUE(FindingsOf(loaded.engine()).empty());
    return std::pair(DumpOf(loaded.engine(), all), FindLexicon(loaded.engine(), kPair).size);
  };
  store_.PutLearnt({"reviews", "one", "ja"}, nullptr);
  EXPECT_EQ(load(false), std::pair(DumpOf(engine()), std::uint64_t{0}));
  store_.PutBindings("reviews", "one", {SampleTranslation("one", 1, 2)}, {}, {{{"reviews", "one", "ja"}, false}});
  EXPECT_EQ(load(true), std::pair(DumpOf(engine(), true), std::uint64_t{12}));
}

TEST(LexiconCodec, EveryCutAndEveryFlipIsARecordOrAnError) {
  const std::string lexicon = EncodeLexiconKey({kPair});
  const std::string word = EncodeLexiconKey({kPair, LexiconKey::Word{Lexicon::Side::kSource, 0x01020304}});
  const std::string mark = UnlearntKey({"reviews", "one", "ja"});
  const std::pair<std::string, std::string> records[] = {{lexicon, Encode(LexiconRecord{3, 4711})},
                                                         {word, EncodeUses({1, 7, 0xffffffff})},
                                                         {mark, Encode(UnlearntMark{{}, true})}};
  for (const auto& [key, value] : records) {
    EXPECT_NO_THROW(ExpectRecord(key, value));
    for (std::size_t size = 0; size < value.size(); ++size)
      EXPECT_THROW(ExpectRecord(key, value.substr(0, size)), StoreError) << PrintableKey(key) << " " << size;
    for (std::size_t bit = 0; bit < value.size() * 8; ++bit) {
      std::string flipped = value;
      flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << bit % 8);
      try {
        ExpectRecord(key, flipped);
      } catch (const StoreError&) {
      }
    }
  }
}

TEST(LexiconCodec, RefusesWhatNoLexiconHas) {
  const std::string word = EncodeLexiconKey({kPair, LexiconKey::Word{}});
  EXPECT_THROW(DecodeUses(word, EncodeUses({})), StoreError);
  EXPECT_THROW(DecodeUses(word, EncodeUses({2, 1})), StoreError);
  EXPECT_THROW(DecodeUses(word, EncodeUses({2, 2})), StoreError);
  EXPECT_THROW(DecodeUses(word, EncodeUses(Lexicon::Uses(Lexicon::kMaxUses + 1))), StoreError);
  EXPECT_THROW(DecodeLexicon(word, Encode(LexiconRecord{Lexicon::kMaxSampledBits + 1, 0})), StoreError);
  for (const char* key : {"l", "len", "x"}) EXPECT_EQ(DecodeLexiconKey(key), std::nullopt) << key;
  EXPECT_EQ(DecodeLexiconKey(EncodeLexiconKey({kPair}) + "x1234"), std::nullopt);
  EXPECT_EQ(DecodeLexiconKey(word.substr(0, word.size() - 1)), std::nullopt);
}

TEST(LexiconCodec, WritesTheExampleOfTheFormatsDescription) {
  const std::string key = EncodeLexiconKey({kPair, LexiconKey::Word{Lexicon::Side::kTarget, 0x0a0b0c0d}});
  EXPECT_EQ(key, std::string("len\0\1ja\0\1t\x0a\x0b\x0c\x0d", 14));
  EXPECT_EQ(EncodeUses({0x10, 0x11223344}), std::string("\x01\x02\x10\0\0\0\x44\x33\x22\x11", 10));
}

}  // namespace
}  // namespace lockstep
