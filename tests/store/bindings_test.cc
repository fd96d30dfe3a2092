// Bindings, the versions they count in, and the marks of reviews that are to be bound.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "faulty_env.h"
#include "killing_env.h"
#include "store/codec.h"
#include "store/keys.h"
#include "store/session.h"
#include "store_testing.h"

namespace lockstep {
namespace {

std::vector<std::string> UnboundOf(const Store& store) {
  std::vector<std::string> refs;
  store.Reader().ForEachUnbound(
      [&](const std::string& collection, const std::string& ref) { refs.push_back(collection + "/" + ref); });
  return refs;
}

void BindSample(Store& store, const std::string& ref, std::uint64_t source_hash, std::uint64_t target_hash) {
  store.PutBindings("reviews", ref, {SampleTranslation(ref, source_hash, target_hash)}, {},
                    {ref + ".md", ref + ".ja.md"});
}

class BindingsTest : public testing::Test {
 protected:
  BindingsTest() {
    PutSample(store_, "one", 1);
    PutSampleTarget(store_, "one", 2);
    BindSample(store_, "one", 1, 2);
  }
  std::optional<std::uint64_t> PreviousHash(const std::string& path) {
    const std::optional<DocumentRecord> previous = store_.Reader().Previous(path);
    return previous ? std::optional(previous->content_hash) : std::nullopt;
  }

  FaultyEnv env_;
  Store store_{OpenLevelDb("/s", {.env = &env_})};
};

TEST_F(BindingsTest, AreReadAsTheyWereWritten) {
  EXPECT_EQ(store_.Reader().Translation({"reviews", "one", "ja"}), SampleTranslation("one", 1, 2));
  EXPECT_EQ(store_.Reader().Translation({"reviews", "one", "de"}), std::nullopt);
  EXPECT_TRUE(UnboundOf(store_).empty());
  EXPECT_TRUE(FindingsOf(store_.engine()).empty());
}

TEST_F(BindingsTest, AllMarksAreVisitedOnceWhileTheyAreTakenAway) {
  for (int i = 1000; i < 3000; ++i) PutSample(store_, std::to_string(i), 1);
  std::vector<std::string> refs;
  store_.Reader().ForEachUnbound([&](const std::string& /*collection*/, const std::string& ref) {
    refs.push_back(ref);
    store_.PutBindings("reviews", ref, {}, {}, {});
  });
  ASSERT_EQ(refs.size(), 2000U);
  for (int i = 1000; i < 3000; ++i) EXPECT_EQ(refs[static_cast<std::size_t>(i - 1000)], std::to_string(i));
  EXPECT_TRUE(UnboundOf(store_).empty());
}

TEST_F(BindingsTest, ChangedDocumentKeepsTheVersionTheyCountIn) {
  PutSample(store_, "one", 3, 5);
  PutSample(store_, "one", 4, 6);
  EXPECT_EQ(PreviousHash("one.md"), 1u) << "the first of the versions since";
  EXPECT_EQ(PreviousHash("one.ja.md"), std::nullopt);
  EXPECT_THAT(UnboundOf(store_), testing::ElementsAre("reviews/one"));
  EXPECT_TRUE(FindingsOf(store_.engine()).empty());

  BindSample(store_, "one", 4, 2);
  EXPECT_EQ(PreviousHash("one.md"), std::nullopt);
  EXPECT_TRUE(UnboundOf(store_).empty());
  EXPECT_TRUE(FindingsOf(store_.engine()).empty());
}

TEST_F(BindingsTest, UnchangedDocumentLeavesThemAlone) {
  PutSample(store_, "one", 1);
  store_.PutUnusable("one.md", SampleFile(9), {});
  PutSample(store_, "one", 1);
  FileRecord other_rules = SampleFile(1);
  other_rules.rules_hash = 77;
  PutDocument(store_, "one.md", other_rules, SampleDocument("one", 1));
  EXPECT_TRUE(UnboundOf(store_).empty());
  EXPECT_EQ(PreviousHash("one.md"), std::nullopt);
}

TEST_F(BindingsTest, OtherSegmentsOfTheSameBytesAreAnotherVersion) {
  FileRecord other_rules = SampleFile(1);
  other_rules.rules_hash = 77;
  PutDocument(store_, "one.md", other_rules, SampleDocument("one", 1, 2));
  EXPECT_THAT(UnboundOf(store_), testing::ElementsAre("reviews/one"));
  EXPECT_EQ(store_.Reader().Previous("one.md")->segments.size(), 3u);
  EXPECT_TRUE(FindingsOf(store_.engine()).empty());
}

TEST_F(BindingsTest, RemovedDocumentKeepsItsVersionUntilTheReviewIsBound) {
  store_.Remove("one.ja.md");
  EXPECT_EQ(PreviousHash("one.ja.md"), 2u);
  EXPECT_THAT(UnboundOf(store_), testing::ElementsAre("reviews/one"));
  PutSampleTarget(store_, "one", 8);
  EXPECT_EQ(PreviousHash("one.ja.md"), 2u) << "it came back before the review was bound";
  store_.Remove("one.ja.md");
  EXPECT_TRUE(FindingsOf(store_.engine()).empty());

  store_.PutBindings("reviews", "one", {}, {{"reviews", "one", "ja"}}, {"one.md"});
  EXPECT_EQ(PreviousHash("one.ja.md"), std::nullopt) << "the bindings that are gone counted in it";
  EXPECT_EQ(store_.Reader().Translation({"reviews", "one", "ja"}), std::nullopt);
  EXPECT_TRUE(UnboundOf(store_).empty());
  EXPECT_TRUE(FindingsOf(store_.engine()).empty());
}

TEST_F(BindingsTest, VersionThatNothingCountsInIsNotKept) {
  PutSample(store_, "two", 1);
  PutSample(store_, "two", 2);
  store_.Remove("two.md");
  EXPECT_EQ(PreviousHash("two.md"), std::nullopt);
  EXPECT_THAT(UnboundOf(store_), testing::ElementsAre("reviews/two"));
}

TEST_F(BindingsTest, DocumentThatMovesToAnotherReviewUnbindsBoth) {
  PutDocument(store_, "one.md", SampleFile(3), SampleDocument("two", 3));
  EXPECT_THAT(UnboundOf(store_), testing::ElementsAre("reviews/one", "reviews/two"));
  store_.PutBindings("reviews", "two", {}, {}, {"one.md"});
  EXPECT_EQ(PreviousHash("one.md"), 1u) << "the bindings of the other review still count in it";
  EXPECT_TRUE(FindingsOf(store_.engine()).empty());
  store_.PutBindings("reviews", "one", {}, {{"reviews", "one", "ja"}}, {"one.ja.md"});
  EXPECT_EQ(PreviousHash("one.md"), std::nullopt);
  EXPECT_TRUE(FindingsOf(store_.engine()).empty());
}

TEST_F(BindingsTest, UnusableDocumentMarksNothing) {
  store_.PutUnusable("one.md", SampleFile(9), {});
  EXPECT_TRUE(UnboundOf(store_).empty());
}

TEST_F(BindingsTest, VerifyFindsWhatTheyLack) {
  const std::string translation = TranslationKey({"reviews", "one", "ja"});
  const auto put = [&](const TranslationRecord& record) {
    Batch batch;
    batch.Put(translation, Encode(record));
    store_.engine().Write(batch, false);
  };
  const auto what = [&] {
    const std::vector<Damage> findings = FindingsOf(store_.engine());
    return findings.empty() ? "" : findings.front().what;
  };
  put(SampleTranslation("one", 1, 2, 4));
  EXPECT_EQ(what(), "a binding of a segment that the document does not have");
  put(SampleTranslation("one", 1, 5));
  EXPECT_EQ(what(), "the version of a document that they count in is missing");
  put(SampleTranslation("one", 1, 2));
  EXPECT_EQ(what(), "");
  PutSample(store_, "one", 3);
  Batch batch;
  batch.Delete(UnboundKey("reviews", "one"));
  store_.engine().Write(batch, false);
  EXPECT_EQ(what(), "a document has changed since, but the review is not marked as unbound");
  RebuildStore(store_.engine(), [](const Damage&) {});
  EXPECT_EQ(what(), "");
  EXPECT_EQ(PreviousHash("one.md"), 1u);
  EXPECT_THAT(UnboundOf(store_), testing::ElementsAre("reviews/one"));
}

TEST_F(BindingsTest, RebuildingWithoutTheirVersionDropsThemAndMarksTheReview) {
  Batch batch;
  batch.Delete(PathKey(kDocumentTag, "one.md"));
  store_.engine().Write(batch, false);
  std::vector<std::string> keys;
  RebuildStore(store_.engine(), [&](const Damage& finding) { keys.push_back(finding.key); });
  EXPECT_THAT(keys, testing::ElementsAre("fone.md", R"(breviews\x00\x01one\x00\x01ja\x00\x01)"));
  EXPECT_EQ(store_.Reader().Translation({"reviews", "one", "ja"}), std::nullopt);
  EXPECT_THAT(UnboundOf(store_), testing::ElementsAre("reviews/one"));
  EXPECT_TRUE(FindingsOf(store_.engine()).empty());
}

TEST_F(BindingsTest, DumpsWithThemLoadToTheSameBytes) {
  TranslationRecord translation = SampleTranslation("one", 1, 2);
  translation.bindings[1].source_basis = "It sounds clear.";
  translation.bindings[1].source_edited = {1'600'000'000'000, "0a1b2c3"};
  translation.bindings[1].confidence = 0.7F;
  translation.bindings[2].doubtful = true;
  store_.PutBindings("reviews", "one", {translation}, {}, {});
  PutSample(store_, "one", 3);
  const std::string content = DumpOf(store_.engine());
  EXPECT_THAT(content, testing::HasSubstr(R"("source_edited":{"by":"0a1b2c3","time_ms":1600000000000})"));
  EXPECT_THAT(content, testing::HasSubstr(R"("bound":{"by":"run 1"})"));
  const std::string all = DumpOf(store_.engine(), true);
  EXPECT_THAT(all, testing::HasSubstr(R"("bound":{"by":"run 1","time_ms":1700000000000})"));
  for (const std::string& dump : {content, all}) {
    const TemporaryDirectory other;
    const StoreLock lock(other.Store(), {.command = "test"});
    std::istringstream in(dump);
    LoadStore(other.Store(), in, "d.jsonl", {});
    Store store(OpenLevelDb(other.Store(), {}));
    EXPECT_EQ(DumpOf(store.engine(), dump == all), dump);
    EXPECT_THAT(UnboundOf(store), testing::ElementsAre("reviews/one"));
    EXPECT_TRUE(FindingsOf(store.engine()).empty());
  }
}

// Changes a review's documents, moves and removes them, and binds what is marked, as fast as it can.
[[noreturn]] void ChangeAndBindForEver(Store& store, unsigned seed) {
  RandomRecords random(seed);
  for (std::uint64_t hash = seed * 1'000'000ULL;; ++hash) {
    const std::string ref = "r" + std::to_string(random.Below(10));
    switch (random.Below(6)) {
      case 0: store.Remove(ref + ".md"); break;
      case 1: store.Remove(ref + ".ja.md"); break;
      case 2: PutDocument(store, ref + ".md", SampleFile(hash), SampleDocument("r0", hash, 3 + hash % 9)); break;
      case 3: PutSample(store, ref, hash, 3 + hash % 9); break;
      default: PutSampleTarget(store, ref, hash, 3 + hash % 9);
    }
    const std::optional<DocumentRecord> source = store.Reader().Document(ref + ".md");
    const std::optional<DocumentRecord> target = store.Reader().Document(ref + ".ja.md");
    if (source && target && source->key.ref == ref) {
      BindSample(store, ref, source->content_hash, target->content_hash);
    } else {
      store.PutBindings("reviews", ref, {}, {{"reviews", ref, "ja"}}, {ref + ".md", ref + ".ja.md"});
    }
  }
}

TEST(BindingsProcess, KilledWriterLeavesBindingsWithTheirVersions) {
  const TemporaryDirectory directory;
  std::mt19937 random(5);
  for (unsigned round = 1; round <= 30; ++round) {
    ASSERT_TRUE(KillAt(1 + random() % 1000, [&](leveldb::Env& env) {
      Store store(OpenLevelDb(directory.Store(), {.env = &env, .write_buffer_size = 64 << 10}));
      ChangeAndBindForEver(store, round);
    }));
    Store store(OpenLevelDb(directory.Store(), {}));
    EXPECT_THAT(FindingsOf(store.engine()), testing::IsEmpty()) << round;
  }
}

}  // namespace
}  // namespace lockstep
