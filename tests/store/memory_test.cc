#include "store/memory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "locales/locale.h"
#include "stages/facts.h"
#include "stages/match_score.h"
#include "store/empty_view.h"
#include "store/fuzzy_index.h"
#include "store/keys.h"
#include "store/leveldb_engine.h"
#include "store/memory_codec.h"
#include "store/memory_keys.h"
#include "store/overlay_engine.h"
#include "tests/stages/slow_match.h"
#include "tests/store/store_testing.h"

namespace lockstep {
namespace {

const LanguagePair kPair{"en", "ja"};

Pairing PairingOf(std::string source, std::string target = "x") {
  Pairing pairing;
  pairing.source = std::move(source);
  pairing.target = std::move(target);
  return pairing;
}

// Changes the memory by `change(MemoryChanges&)` in one batch.
template <typename Change>
void Write(Engine& engine, const Change& change) {
  MemoryChanges changes(engine);
  change(changes);
  Batch batch;
  changes.PutInto(batch);
  engine.Write(batch, false);
}

// The slow reference: compares a query with every unit of the memory.
std::vector<FuzzyHit> ScanMemory(const View& view, const std::string& query, const MatchTraits& traits, int threshold,
                                 std::size_t limit) {
  std::vector<FuzzyHit> hits;
  const std::vector<WordSymbol> words = WordSymbols(query);
  MemoryReader(view).ForEachUnit(kPair, [&](TextKey key, const Unit& unit) {
    const std::vector<WordSymbol> other = WordSymbols(unit.source);
    if (words.empty() || other.empty()) return true;
    const bool ambiguous = unit.variants.size() > 1;
    FuzzyHit hit{100 - (ambiguous ? kAmbiguityPenalty : 0), 0, key};
    if (unit.source != query) {
      hit.distance = SlowDistance(words, other);
      hit.score = std::max(
          0, ScoreOf(hit.distance, std::max(words.size(), other.size())) - PenaltyOf(traits, unit.traits, ambiguous));
    }
    if (hit.score >= threshold) hits.push_back(hit);
    return true;
  });
  std::sort(hits.begin(), hits.end(), ComesBefore);
  if (hits.size() > limit) hits.resize(limit);
  return hits;
}

std::vector<FuzzyHit> SearchIndex(const View& view, const std::string& query, const MatchTraits& traits, int threshold,
                                  std::size_t limit) {
  const FuzzyIndex index(view, kPair);
  const std::vector<WordSymbol> words = WordSymbols(query);
  FuzzyQuery fuzzy(MatchKey(query), words, [&] { return traits; });
  return IndexSearcher(index).Search(fuzzy, threshold, limit);
}

std::string Show(const std::vector<FuzzyHit>& hits) {
  std::string text;
  for (const FuzzyHit& hit : hits) {
    text += std::to_string(hit.score) + "/" + std::to_string(hit.distance) + "/" + std::to_string(hit.key) + " ";
  }
  return text;
}

// Texts that are often near each other: few words, some of them rare, now and then a figure.
class RandomTexts {
 public:
  RandomTexts(std::vector<std::string> words, std::string space, unsigned seed)
      : words_(std::move(words)), space_(std::move(space)), random_(seed) {}

  std::size_t Below(std::size_t limit) { return random_() % limit; }
  std::string Text() {
    if (!texts_.empty() && Below(3) > 0) return Changed(texts_[Below(texts_.size())]);
    std::vector<std::string> text(Below(20) == 0 ? 60 + Below(100) : 1 + Below(14));
    for (std::string& word : text) word = Word();
    texts_.push_back(text);
    return Join(text);
  }

 private:
  std::string Word() {
    if (Below(8) == 0) return std::to_string(Below(30));
    return words_[std::min(Below(words_.size()), Below(words_.size()))];
  }
  std::string Changed(std::vector<std::string> text) {
    for (std::size_t edits = Below(4); edits > 0 && !text.empty(); --edits) {
      const auto at = text.begin() + static_cast<std::ptrdiff_t>(Below(text.size()));
      switch (Below(3)) {
        case 0: text.erase(at); break;
        case 1: text.insert(at, Word()); break;
        default: *at = Word(); break;
      }
    }
    texts_.push_back(text);
    return Join(text);
  }
  std::string Join(const std::vector<std::string>& text) const {
    std::string joined;
    for (const std::string& word : text) joined += (joined.empty() ? "" : space_) + word;
    return joined;
  }

  std::vector<std::string> words_;
  std::string space_;
  std::mt19937 random_;
  std::vector<std::vector<std::string>> texts_;
};

struct Script {
  const char* lang;
  std::vector<std::string> words;
  const char* space;
};

const std::vector<Script>& Scripts() {
  static const std::vector<Script> scripts = {
      {"en", {"the", "bass", "of", "a", "deep", "amplifier", "**", "sounds", "warm", ".", "very", "crisp"}, " "},
      {"ja", {"の", "低", "音", "は", "深", "い", "スピーカー", "で", "す", "。", "良", "硬"}, ""},
      {"ar", {"الصوت", "عميق", "في", "السماعة", "جدا", "و", "واضح", "من", "هذا", "المنتج"}, " "},
      {"hi", {"ध्वनि", "गहरी", "है", "और", "स्पष्ट", "यह", "बहुत", "स्पीकर", "की", "।"}, " "},
      {"th", {"เสียง", "ดี", "มาก", "ลำโพง", "ทุ้ม", "ลึก", "และ", "ใส"}, ""},
      {"ko", {"소리가", "깊다", "매우", "스피커의", "좋은", "이", "저음은", "."}, " "},
  };
  return scripts;
}

TEST(FuzzySearch, FindsWhatAScanOfTheWholeMemoryFinds) {
  const Locales locales;
  for (const Script& script : Scripts()) {
    const TemporaryDirectory directory;
    const std::unique_ptr<Engine> engine = OpenLevelDb(directory.Store(), {});
    const FactFinder finder(locales.For(script.lang));
    RandomTexts texts(script.words, script.space, 11);
    const auto traits = [&](const std::string& text) { return TraitsOf(text, finder.Find(text)); };
    // Several rounds, so that there are several shards, units that became ambiguous, and units that are gone.
    for (std::uint64_t run = 1; run <= 4; ++run) {
      Write(*engine, [&](MemoryChanges& changes) {
        for (int n = 0; n < 150; ++n) {
          Pairing pairing = PairingOf(texts.Text(), texts.Below(5) == 0 ? "y" : "x");
          pairing.traits = traits(pairing.source);
          changes.Bring(kPair, pairing, {run, 0, "test"});
        }
      });
      MakeIndexes(*engine);
      if (run == 3) ForgetRun(*engine, 2);
      for (int n = 0; n < 60; ++n) {
        const std::string query = texts.Text();
        const int threshold = static_cast<int>(1 + texts.Below(100));
        const std::size_t limit = 1 + texts.Below(6);
        const auto expected = ScanMemory(*engine, query, traits(query), threshold, limit);
        ASSERT_EQ(SearchIndex(*engine, query, traits(query), threshold, limit), expected)
            << script.lang << " run " << run << " threshold " << threshold << " limit " << limit << " \"" << query
            << "\"\nexpected " << Show(expected);
      }
    }
  }
}

TEST(FuzzySearch, FindsLongAndEmptyTexts) {
  const TemporaryDirectory directory;
  const std::unique_ptr<Engine> engine = OpenLevelDb(directory.Store(), {});
  std::string three_hundred;
  for (int n = 0; n < 300; ++n) three_hundred += "word" + std::to_string(n * n % 97) + " ";
  std::string too_long;
  for (std::size_t n = 0; n <= kMaxMatchWords; ++n) too_long += "w ";
  Write(*engine, [&](MemoryChanges& changes) {
    for (const std::string& text : {three_hundred, too_long, std::string()}) {
      changes.Bring(kPair, PairingOf(text), {1, 0, "test"});
    }
  });
  MakeIndexes(*engine);
  EXPECT_EQ(FuzzyIndex(*engine, kPair).size(), 1U);
  EXPECT_EQ(SearchIndex(*engine, three_hundred + "more", {}, 70, 5).size(), 1U);
  EXPECT_TRUE(SearchIndex(*engine, "", {}, 1, 5).empty());
}

TEST(FuzzyIndex, JoinsSmallShardsAndForgetsMarks) {
  const TemporaryDirectory directory;
  const std::unique_ptr<Engine> engine = OpenLevelDb(directory.Store(), {});
  for (std::uint64_t run = 1; run <= 20; ++run) {
    Write(*engine, [&](MemoryChanges& changes) {
      for (int n = 0; n < 3; ++n) {
        changes.Bring(kPair, PairingOf("text " + std::to_string(run) + " " + std::to_string(n)), {run, 0, "test"});
      }
    });
    MakeIndexes(*engine);
  }
  EXPECT_EQ(FuzzyIndex(*engine, kPair).size(), 60U);
  EXPECT_EQ(FuzzyIndex(*engine, kPair).shards().size(), 1U);
  int marks = 0;
  engine->Scan({&kUnindexedTag, 1}, [&](std::string_view, std::string_view) { return ++marks, true; });
  EXPECT_EQ(marks, 0);
}

TEST(FuzzyIndex, IsTheSameWhateverTheOrderOfTheChanges) {
  std::vector<std::string> dumps;
  for (const bool backwards : {false, true}) {
    const TemporaryDirectory directory;
    const std::unique_ptr<Engine> engine = OpenLevelDb(directory.Store(), {});
    for (int step = 0; step < 50; ++step) {
      const int n = backwards ? 49 - step : step;
      Write(*engine, [&](MemoryChanges& changes) {
        changes.Bring(kPair, PairingOf("text number " + std::to_string(n / 2), n % 2 == 0 ? "x" : "y"), {1, 0, "t"});
      });
    }
    MakeIndexes(*engine);
    std::string dump;
    engine->Scan({}, [&](std::string_view key, std::string_view value) {
      dump += PrintableKey(key) + "=" + PrintableKey(value) + "\n";
      return true;
    });
    dumps.push_back(dump);
  }
  EXPECT_EQ(dumps[0], dumps[1]);
}

TEST(FuzzyShard, SaysWhichPageIsDamaged) {
  const TemporaryDirectory directory;
  const std::unique_ptr<Engine> engine = OpenLevelDb(directory.Store(), {});
  Write(*engine, [](MemoryChanges& changes) { changes.Bring(kPair, PairingOf("one two three"), {1, 0, "test"}); });
  MakeIndexes(*engine);
  std::vector<Batch::Change> pages;
  engine->Scan(ShardPrefix(kPair, 0), [&](std::string_view key, std::string_view value) {
    pages.push_back({std::string(key), std::string(value)});
    return true;
  });
  ASSERT_EQ(pages.size(), 6U);
  for (const Batch::Change& page : pages) {
    for (const std::string& damaged : {page.value->substr(0, page.value->size() - 1), *page.value + "x"}) {
      Batch batch;
      batch.Put(page.key, damaged);
      engine->Write(batch, false);
      EXPECT_THROW(
          {
            const FuzzyIndex index(*engine, kPair);
            index.shards().front()->Texts();
            index.shards().front()->Signatures(0);
            for (const char* word : {"one", "two", "three"}) {
              const auto found = index.shards().front()->Find(WordSymbols(word).front());
              if (found) index.shards().front()->TextsWith(*found);
            }
          },
          StoreError)
          << PrintableKey(page.key);
    }
    Batch batch;
    batch.Put(page.key, *page.value);
    engine->Write(batch, false);
  }
}

Unit UnitOf(const View& view, const std::string& source) {
  return MemoryReader(view).Find(kPair, MatchKey(source)).value_or(Unit{});
}

std::string ShowVariants(const View& view, const std::string& source) {
  std::string text;
  for (const Variant& variant : UnitOf(view, source).variants) {
    text += variant.target + ":" + std::to_string(variant.uses) + " ";
  }
  return text;
}

TEST(Memory, KeepsAllTargetsOfASource) {
  const TemporaryDirectory directory;
  const std::unique_ptr<Engine> engine = OpenLevelDb(directory.Store(), {});
  const DocumentKey one{"reviews", "one", "ja"};
  const DocumentKey two{"reviews", "two", "ja"};
  const Bringer run{1, 5, "sync"};
  Write(*engine, [&](MemoryChanges& changes) {
    changes.Contribute(one, "en", {PairingOf("Good.", "a"), PairingOf("Good.", "b"), PairingOf("Good.", "a")}, run);
    changes.Contribute(two, "en", {PairingOf("Good.", "a"), PairingOf("Bad.", "c")}, run);
  });
  EXPECT_EQ(ShowVariants(*engine, "Good."), "a:3 b:1 ");
  EXPECT_EQ(ShowVariants(*engine, "Bad."), "c:1 ");
}

TEST(Memory, RemembersWhatIsNoLongerUsed) {
  const TemporaryDirectory directory;
  const std::unique_ptr<Engine> engine = OpenLevelDb(directory.Store(), {});
  const DocumentKey one{"reviews", "one", "ja"};
  Write(*engine, [&](MemoryChanges& changes) {
    changes.Contribute(one, "en", {PairingOf("Good.", "a"), PairingOf("Bad.", "c")}, {1, 0, "sync"});
  });
  Write(*engine, [&](MemoryChanges& changes) {
    changes.Contribute(one, "en", {PairingOf("Good.", "b")}, {2, 0, "sync"});
  });
  EXPECT_EQ(ShowVariants(*engine, "Good."), "a:0 b:1 ");
  EXPECT_EQ(ShowVariants(*engine, "Bad."), "c:0 ");
}

TEST(Memory, ForgetsWhatOnlyThatRunBrought) {
  const TemporaryDirectory directory;
  const std::unique_ptr<Engine> engine = OpenLevelDb(directory.Store(), {});
  Write(*engine, [&](MemoryChanges& changes) {
    for (const char* target : {"a", "b"}) changes.Bring(kPair, PairingOf("Good.", target), {1, 0, "one.tmx"});
  });
  Write(*engine, [&](MemoryChanges& changes) {
    for (const char* target : {"b", "c"}) changes.Bring(kPair, PairingOf("Good.", target), {2, 0, "two.tmx"});
    changes.Bring(kPair, PairingOf("Bad."), {2, 0, "two.tmx"});
  });
  MakeIndexes(*engine);
  EXPECT_EQ(ForgetRun(*engine, 2), 2U);
  EXPECT_EQ(ShowVariants(*engine, "Good."), "a:0 b:0 ");
  EXPECT_EQ(ForgetRun(*engine, 1), 2U);
  EXPECT_TRUE(MemoryReader(*engine).Pairs().empty());
  EXPECT_EQ(FuzzyIndex(*engine, kPair).size(), 0U);
  EXPECT_EQ(ForgetRun(*engine, 1), 0U);
}

TEST(Memory, FindsTheUsesOfWhatWasForgottenAndIsBroughtAgain) {
  const TemporaryDirectory directory;
  const std::unique_ptr<Engine> engine = OpenLevelDb(directory.Store(), {});
  Write(*engine, [&](MemoryChanges& changes) {
    changes.Contribute({"reviews", "one", "ja"}, "en", {PairingOf("Good.", "a")}, {1, 0, "sync"});
  });
  MakeIndexes(*engine);
  EXPECT_EQ(ForgetRun(*engine, 1), 1U);
  RecountForgotten(*engine);
  EXPECT_TRUE(engine->Get(ForgottenKey(kPair))) << "it may be brought again";
  Write(*engine, [&](MemoryChanges& changes) { changes.Bring(kPair, PairingOf("Good.", "a"), {2, 0, "a.tmx"}); });
  RecountForgotten(*engine);
  EXPECT_EQ(ShowVariants(*engine, "Good."), "a:1 ");
  EXPECT_FALSE(engine->Get(ForgottenKey(kPair))) << "it is all there";
}

// Fails when it has written so often.
class FailingEngine : public OverlayEngine {
 public:
  using OverlayEngine::OverlayEngine;
  void Write(const Batch& batch, bool sync) override {
    if (writes_left == 0) throw StoreError("no room");
    --writes_left;
    OverlayEngine::Write(batch, sync);
  }
  int writes_left = 1000;
};

TEST(Memory, KnowsOfAForgettingThatDidNotFinish) {
  const EmptyView nothing;
  FailingEngine engine(nothing);
  Write(engine, [&](MemoryChanges& changes) {
    for (int i = 0; i < 1500; ++i) changes.Bring(kPair, PairingOf("Good " + std::to_string(i)), {1, 0, "one.tmx"});
  });
  engine.writes_left = 1;
  EXPECT_EQ(Failure([&] { ForgetRun(engine, 1); }), "no room");
  EXPECT_TRUE(engine.Get(ForgottenKey(kPair)));
}

TEST(Memory, BringingTheSameAgainChangesNothingButTheRuns) {
  const TemporaryDirectory directory;
  const std::unique_ptr<Engine> engine = OpenLevelDb(directory.Store(), {});
  const auto bring = [&](std::uint64_t run) {
    Write(*engine, [&](MemoryChanges& changes) {
      Pairing pairing = PairingOf("Good.", "a");
      pairing.context = {1, 2};
      changes.Bring(kPair, pairing, {run, static_cast<std::int64_t>(run), "file" + std::to_string(run)});
    });
  };
  bring(1);
  bring(2);
  const Unit unit = UnitOf(*engine, "Good.");
  ASSERT_EQ(unit.variants.size(), 1U);
  EXPECT_EQ(unit.variants[0].origin, "file1");
  EXPECT_EQ(unit.variants[0].made_ms, 1);
  EXPECT_EQ(unit.variants[0].runs, (std::vector<std::uint64_t>{1, 2}));
  EXPECT_EQ(unit.variants[0].contexts.size(), 1U);
}

TEST(MemoryCodec, ReadsWhatItWrote) {
  Unit unit{"Good.", {1, 2}, {{"a", "sync", -5, {1, 300}, true, 7, {{1, 2}, {3, 4}}}, {"b", "", 0, {}, false, 0, {}}}};
  EXPECT_EQ(DecodeUnit("u", Encode(unit)), unit);
  const ContributionRecord record{"en", {{1, 2, 3}, {4, 5, 6}}};
  EXPECT_EQ(DecodeContributions("t", Encode(record)), record);
  const FuzzyManifest manifest{9, 3, {{1, 100}, {2, 5}}};
  EXPECT_EQ(DecodeManifest("x", Encode(manifest)), manifest);
  EXPECT_THROW(DecodeUnit("u", Encode(unit) + "x"), StoreError);
  EXPECT_THROW(DecodeUnit("u", Encode(unit).substr(0, 20)), StoreError);
}

TEST(MemoryKeys, HoldAnyNames) {
  const LanguagePair pair{std::string("a\0b", 3), ""};
  const auto unit = DecodeUnitKey(UnitKey(pair, 42));
  ASSERT_TRUE(unit.has_value());
  EXPECT_EQ(unit->pair, pair);
  EXPECT_EQ(unit->source, 42U);
  EXPECT_EQ(DecodeForgottenKey(ForgottenKey(pair)), pair);
  const auto contribution = DecodeContributionKey(ContributionKey({"c", std::string("\0", 1), "ja"}));
  ASSERT_TRUE(contribution.has_value());
  EXPECT_EQ(contribution->lang, "ja");
  EXPECT_FALSE(DecodeUnitKey("u").has_value());
  EXPECT_FALSE(DecodeUnindexedKey("ya").has_value());
}

}  // namespace
}  // namespace lockstep
