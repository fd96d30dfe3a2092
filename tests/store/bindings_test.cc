// Bindings, the versions they count in, and the marks of reviews that are to be bound.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "faulty_env.h"
#include "killing_env.h"
#include "store/bound_versions.h"
#include "store/codec.h"
#include "store/keys.h"
#include "store/session.h"
#include "store/upgrade.h"
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
  store.PutBindings("reviews", ref, {SampleTranslation(ref, source_hash, target_hash)}, {});
}

class BindingsTest : public testing::Test {
 protected:
  BindingsTest() {
    PutSample(store_, "one", 1);
    PutSampleTarget(store_, "one", 2);
    BindSample(store_, "one", 1, 2);
  }
  // The version of `path` that its only translation counts in.
  std::optional<DocumentRecord> Previous(const std::string& path) {
    const std::vector<PreviousKey> keys = store_.Reader().PreviousOf(path);
    EXPECT_LE(keys.size(), 1U);
    return keys.empty() ? std::nullopt : store_.Reader().Previous(keys.front());
  }
  std::optional<std::uint64_t> PreviousHash(const std::string& path) {
    const std::optional<DocumentRecord> previous = Previous(path);
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
    store_.PutBindings("reviews", ref, {}, {});
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
  EXPECT_EQ(Previous("one.md")->segments.size(), 3u);
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

  store_.PutBindings("reviews", "one", {}, {{"reviews", "one", "ja"}});
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
  store_.PutBindings("reviews", "two", {}, {});
  EXPECT_EQ(PreviousHash("one.md"), 1u) << "the bindings of the other review still count in it";
  EXPECT_TRUE(FindingsOf(store_.engine()).empty());
  store_.PutBindings("reviews", "one", {}, {{"reviews", "one", "ja"}});
  EXPECT_EQ(PreviousHash("one.md"), std::nullopt);
  EXPECT_TRUE(FindingsOf(store_.engine()).empty());
}

TEST_F(BindingsTest, ReviewsCountInVersionsOfOnePathThatAreTheirOwn) {
  // The source of a review becomes that of another one, then of none: both translations wait.
  PutSampleTarget(store_, "two", 5);
  PutDocument(store_, "one.md", SampleFile(3), SampleDocument("two", 3));
  TranslationRecord two = SampleTranslation("two", 3, 5);
  two.source_path = "one.md";
  store_.PutBindings("reviews", "two", {two}, {});
  store_.Remove("one.md");
  const auto hash_of = [&](const std::string& ref) {
    const PreviousKey key{"one.md", {"reviews", ref, "ja"}, PreviousKey::Side::kSource};
    const std::optional<DocumentRecord> version = store_.Reader().Previous(key);
    return version ? version->content_hash : 0;
  };
  EXPECT_EQ(hash_of("one"), 1U);
  EXPECT_EQ(hash_of("two"), 3U);
  EXPECT_TRUE(FindingsOf(store_.engine()).empty());
  EXPECT_TRUE(BoundVersions::Load(store_.Reader(), two.key).has_value());

  PutSample(store_, "two", 3);
  store_.PutBindings("reviews", "two", {SampleTranslation("two", 3, 5)}, {});
  EXPECT_EQ(hash_of("one"), 1U);
  EXPECT_EQ(hash_of("two"), 0U) << "nobody counts in it any more";
  EXPECT_TRUE(FindingsOf(store_.engine()).empty());
}

TEST_F(BindingsTest, DocumentThatTakesAPathOverTakesAllItsVersions) {
  PutDocument(store_, "one.md", SampleFile(3), SampleDocument("two", 3));
  PutSample(store_, "new", 4);
  store_.TakeOver("one.md", "new.md");
  EXPECT_EQ(PreviousHash("one.md"), std::nullopt);
  EXPECT_EQ(PreviousHash("new.md"), 1U);
  EXPECT_EQ(store_.Reader().Translation({"reviews", "one", "ja"})->source_path, "new.md");
  EXPECT_TRUE(FindingsOf(store_.engine()).empty());
  store_.Remove("new.md");
  PutSample(store_, "other", 1);
  store_.Move("other.md", "new.md");
  EXPECT_EQ(PreviousHash("new.md"), 1U);
  EXPECT_TRUE(FindingsOf(store_.engine()).empty());
}

TEST_F(BindingsTest, VersionsTellBytesThatWereCutOtherwiseApart) {
  const auto load = [&] { return BoundVersions::Load(store_.Reader(), {"reviews", "one", "ja"}); };
  EXPECT_TRUE(load()->AreStored());
  FileRecord other_rules = SampleFile(1);
  other_rules.rules_hash = 77;
  PutDocument(store_, "one.md", other_rules, SampleDocument("one", 1, 2));
  EXPECT_FALSE(load()->AreStored());
  EXPECT_EQ(load()->source.outline.segments.size(), 3U);
  EXPECT_TRUE(load()->target.is_stored);
}

TEST_F(BindingsTest, StoreOfFormat1KeepsItsPreviousVersions) {
  for (int i = 0; i < 250; ++i) {  // more than a page
    const std::string ref = "r" + std::to_string(i);
    PutSample(store_, ref, 1);
    PutSampleTarget(store_, ref, 2);
    BindSample(store_, ref, 1, 2);
    PutSample(store_, ref, 3);
  }
  const std::string now = DumpOf(store_.engine());
  // As format 1 had them; the first of them is one that nobody counts in, the second is damaged.
  Batch batch;
  batch.Put(kFormatKey, EncodeFormat(1));
  batch.Put(PathKey('p', "a.md"), Encode(SampleDocument("a", 1)));
  batch.Put(PathKey('p', "b.md"), "no record");
  store_.engine().Scan({&kPreviousTag, 1}, [&](std::string_view key, std::string_view value) {
    batch.Put(PathKey('p', DecodePreviousKey(key)->path), value);
    batch.Delete(key);
    return true;
  });
  store_.engine().Write(batch, false);

  EXPECT_TRUE(UpgradeStore(store_.engine()));
  EXPECT_FALSE(UpgradeStore(store_.engine()));
  EXPECT_EQ(store_.engine().Get(kFormatKey), EncodeFormat(kFormatVersion));
  const std::vector<Damage> findings = FindingsOf(store_.engine());
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings.front().key, "pb.md");
  RebuildStore(store_.engine(), [](const Damage&) {});
  EXPECT_EQ(DumpOf(store_.engine()), now);
}

TEST_F(BindingsTest, DumpOfFormat1LoadsWithItsPreviousVersions) {
  PutSample(store_, "one", 3);
  const std::string dump = DumpOf(store_.engine());
  std::string old = dump;
  const auto cut = [&](const std::string& what, const std::string& by) {
    old.replace(old.find(what), what.size(), by);
  };
  cut(R"("format":2)", R"("format":1)");
  cut(R"(,"of":{"collection":"reviews","ref":"one","lang":"ja"},"side":"source")", "");
  const TemporaryDirectory other;
  const StoreLock lock(other.Store(), {.command = "test"});
  std::istringstream in(old);
  LoadStore(other.Store(), in, "d.jsonl", {});
  EXPECT_EQ(DumpOf(Store(OpenLevelDb(other.Store(), {})).engine()), dump);
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
  store_.PutBindings("reviews", "one", {translation}, {});
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
      store.PutBindings("reviews", ref, {}, {{"reviews", ref, "ja"}});
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
