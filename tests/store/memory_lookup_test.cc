#include "store/memory_lookup.h"

#include <gtest/gtest.h>

#include <string>

#include "store/leveldb_engine.h"
#include "tests/store/store_testing.h"

namespace lockstep {
namespace {

const LanguagePair kPair{"en", "ja"};

class MemoryLookupTest : public ::testing::Test {
 protected:
  MemoryLookupTest() : engine_(OpenLevelDb(directory_.Store(), {})) {}

  void Contribute(const std::string& ref, const std::vector<Pairing>& pairings) {
    MemoryChanges changes(*engine_);
    changes.Contribute({"reviews", ref, "ja"}, "en", pairings, {1, 5, "sync"});
    Batch batch;
    changes.PutInto(batch);
    engine_->Write(batch, false);
    MakeIndexes(*engine_);
  }

  // "score kind source=target" of each match.
  std::string Find(const LookupQuery& query, const LookupOptions& options = {}) {
    const FuzzyIndex index(*engine_, kPair);
    MemoryLookup lookup(
        *engine_, index, kPair, [](const std::string&) { return MatchTraits{}; },
        [](const std::string& text, const Match&) {
          return text == "Repair this text" ? std::optional<std::string>("repaired") : std::nullopt;
        });
    std::string text;
    for (const Match& match : lookup.Find(query, options)) {
      text += std::to_string(match.score) + " " + Name(match.kind) + " " + match.source + "=" + match.target + "\n";
    }
    return text;
  }

  TemporaryDirectory directory_;
  std::unique_ptr<Engine> engine_;
};

Pairing Said(std::string source, std::string target, SegmentContext context = {}) {
  return {.source = std::move(source), .target = std::move(target), .context = context};
}

TEST_F(MemoryLookupTest, RanksTranslationsByContextThenByUse) {
  Contribute("one", {Said("Good sound.", "rare", {1, 2})});
  Contribute("two", {Said("Good sound.", "common", {3, 4})});
  Contribute("three", {Said("Good sound.", "common", {5, 6})});
  EXPECT_EQ(Find({"Good sound."}), "99 exact Good sound.=common\n99 exact Good sound.=rare\n");
  EXPECT_EQ(Find({"Good sound.", SegmentContext{1, 2}}), "100 ice Good sound.=rare\n99 exact Good sound.=common\n");
  EXPECT_EQ(Find({"Good sound.", SegmentContext{1, 2}}, {.limit = 1}), "100 ice Good sound.=rare\n");
}

TEST_F(MemoryLookupTest, PutsIdenticalTextFirst) {
  Contribute("one", {Said("The bass is deep.", "a"), Said("The bass is warm.", "b")});
  EXPECT_EQ(Find({"The bass is deep."}), "100 exact The bass is deep.=a\n80 fuzzy The bass is warm.=b\n");
  EXPECT_EQ(Find({"The bass is deep."}, {.threshold = 81}), "100 exact The bass is deep.=a\n");
  EXPECT_EQ(Find({"Something else"}), "");
}

TEST_F(MemoryLookupTest, MarksWhatWasRepaired) {
  Contribute("one", {Said("Repair that text", "a")});
  EXPECT_EQ(Find({"Repair this text"}, {.threshold = 60}), "66 repaired Repair that text=repaired\n");
}

TEST_F(MemoryLookupTest, FindsTheSameInAnyOrderOfUpdates) {
  Contribute("one", {Said("One two three.", "a")});
  Contribute("two", {Said("One two four.", "b")});
  Contribute("one", {Said("One two five.", "c")});
  EXPECT_EQ(Find({"One two three."}, {.threshold = 70, .limit = 9}).substr(0, 25), "100 exact One two three.=");
  EXPECT_EQ(Find({"One two six."}, {.threshold = 70, .limit = 2}),
            Find({"One two six."}, {.threshold = 75, .limit = 2}));
}

}  // namespace
}  // namespace lockstep
