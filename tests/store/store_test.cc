#include "store/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "faulty_env.h"
#include "killing_env.h"
#include "store/codec.h"
#include "store/dump.h"
#include "store/keys.h"
#include "store/session.h"
#include "store/verify.h"
#include "store_testing.h"

namespace lockstep {
namespace {

class StoreTest : public testing::Test {
 protected:
  Store Open() { return Store(OpenLevelDb("/s", {.env = &env_})); }
  FaultyEnv env_;
};

TEST_F(StoreTest, IndexFollowsADocumentToAnotherReview) {
  Store store = Open();
  PutSample(store, "one", 1);
  PutDocument(store, "one.md", SampleFile(2), SampleDocument("two", 2));
  EXPECT_TRUE(store.Reader().Review("reviews", "one").empty());
  EXPECT_EQ(store.Reader().Review("reviews", "two").size(), 1u);
  EXPECT_TRUE(FindingsOf(store.engine()).empty());
}

TEST_F(StoreTest, AMovedDocumentTakesAllAlong) {
  Store store = Open();
  PutSample(store, "one", 1);
  store.Move("one.md", "new/place.md");
  EXPECT_FALSE(store.Reader().File("one.md"));
  EXPECT_FALSE(store.Reader().Document("one.md"));
  ASSERT_TRUE(store.Reader().Document("new/place.md"));
  const DocumentKey key = store.Reader().Document("new/place.md")->key;
  EXPECT_EQ(store.Reader().Review(key.collection, key.ref).front().path, "new/place.md");
  EXPECT_TRUE(FindingsOf(store.engine()).empty());
  const std::string before = DumpOf(store.engine());
  store.Move("nowhere.md", "elsewhere.md");
  EXPECT_EQ(DumpOf(store.engine()), before) << "what is not known is not moved";
}

TEST_F(StoreTest, HistoryOutlivesTheDocuments) {
  Store store = Open();
  EXPECT_EQ(store.Reader().History(), std::nullopt);
  PutSample(store, "one", 1);
  const HistoryRecord history{"0123456789abcdef", 5, ""};
  store.PutHistory(history);
  store.ForgetDocuments();
  EXPECT_EQ(store.Reader().History(), history);
  EXPECT_EQ(DumpOf(store.engine()),
            "{\"lockstep\":\"dump\",\"format\":2,\"all\":false}\n"
            "{\"history\":\"0123456789abcdef\",\"time_ms\":5}\n");
}

TEST_F(StoreTest, UnusableFileKeepsItsLastGoodDocument) {
  Store store = Open();
  PutSample(store, "one", 1);
  const Diagnostic broken{Severity::kError, "yaml", "broken", Location{"one.md", 0, 0, "", 0, 0}, {}};
  store.PutUnusable("one.md", SampleFile(2), {broken});
  EXPECT_EQ(store.Reader().Document("one.md")->content_hash, 1u);
  EXPECT_FALSE(store.Reader().Review("reviews", "one").front().usable);
  EXPECT_THAT(store.Reader().DiagnosticsOf("one.md"), testing::ElementsAre(broken));
  EXPECT_TRUE(FindingsOf(store.engine()).empty());
  PutSample(store, "one", 3);
  EXPECT_TRUE(store.Reader().Review("reviews", "one").front().usable);
  EXPECT_TRUE(store.Reader().DiagnosticsOf("one.md").empty());
}

TEST_F(StoreTest, RemoveLeavesNothingOnceTheReviewIsBound) {
  Store store = Open();
  const std::string empty = DumpOf(store.engine());
  PutSample(store, "one", 1);
  store.Remove("one.md");
  store.PutBindings("reviews", "one", {}, {});
  EXPECT_EQ(DumpOf(store.engine()), empty);
  EXPECT_TRUE(FindingsOf(store.engine()).empty());
}

TEST_F(StoreTest, LastRunIsFoundWhateverTheIdsAre) {
  Store store = Open();
  EXPECT_EQ(store.Reader().LastRun(), std::nullopt);
  for (std::uint64_t id = 1; id <= 40; ++id) {
    const RunRecord run = BeginRun(store, "sync", 5);
    EXPECT_EQ(run.id, id);
    EXPECT_EQ(store.Reader().LastRun(), run);
    store.FinishRun(run);
  }
  RunRecord last;
  last.id = UINT64_MAX;
  store.FinishRun(last);
  EXPECT_EQ(store.Reader().LastRun()->id, UINT64_MAX);
  EXPECT_TRUE(store.Reader().LastRun()->finished);
}

TEST_F(StoreTest, RunThatNeverFinishedIsDoneAgainUnderItsId) {
  Store store = Open();
  store.FinishRun(BeginRun(store, "sync", 5));
  EXPECT_EQ(BeginRun(store, "sync", 6).id, 2u);
  const RunRecord again = BeginRun(store, "sync", 7);
  EXPECT_EQ(again.id, 2u);
  store.FinishRun(again);
  EXPECT_EQ(BeginRun(store, "sync", 8).id, 3u);
}

TEST_F(StoreTest, RunThatNeverFinishedKeepsItsIdFromOtherWork) {
  Store store = Open();
  const auto begin = [&](const char* command, const char* argument) {
    return store.BeginRun({.command = command, .version = "1", .arguments = {argument}}).id;
  };
  EXPECT_EQ(begin("tm import", "a.tmx"), 1u);
  EXPECT_EQ(begin("tm import", "a.tmx"), 1u) << "the same again";
  EXPECT_EQ(begin("tm import", "b.tmx"), 2u) << "another file";
  EXPECT_EQ(begin("sync", "sync"), 3u) << "another command";
  EXPECT_EQ(begin("sync", "--quiet"), 3u) << "a sync is a sync";
  EXPECT_EQ(store.Reader().LastRunOf("tm import", store.Reader().LastRun())->id, 2u);
  EXPECT_EQ(store.Reader().LastRunOf("accept", store.Reader().LastRun()), std::nullopt);
}

TEST_F(StoreTest, ForgetsOldRunsAndCountsOn) {
  Store store = Open();
  for (int i = 0; i < 5; ++i) store.FinishRun(BeginRun(store, "sync", i));
  EXPECT_EQ(store.ForgetRuns(5), 0u);
  EXPECT_EQ(store.ForgetRuns(2), 3u);
  std::vector<std::uint64_t> left;
  store.Reader().ForEachRun([&](const RunRecord& run) { left.push_back(run.id); });
  EXPECT_EQ(left, (std::vector<std::uint64_t>{4, 5}));
  EXPECT_EQ(store.ForgetRuns(0), 1u) << "the last run stays: the next id follows it";
  EXPECT_EQ(BeginRun(store, "sync", 9).id, 6u);
}

TEST_F(StoreTest, KilledAndDoneAgainDumpsLikeItsUndisturbedTwin) {
  FaultyEnv twin_env;
  Store twin(OpenLevelDb("/s", {.env = &twin_env}));
  RunRecord run = BeginRun(twin, "sync", 5);
  for (const char* name : {"one", "two"}) PutSample(twin, name, 1);
  run.added = 2;
  twin.FinishRun(run);

  Store store = Open();
  BeginRun(store, "sync", 6);
  PutSample(store, "one", 1);
  RunRecord again = BeginRun(store, "sync", 7);
  PutSample(store, "two", 1);
  again.added = 1;
  store.FinishRun(again);
  EXPECT_EQ(DumpOf(store.engine()), DumpOf(twin.engine()));
  EXPECT_NE(DumpOf(store.engine(), true), DumpOf(twin.engine(), true));
}

TEST_F(StoreTest, NewerFormatIsRefusedWithBothVersions) {
  {
    Batch batch;
    batch.Put(kFormatKey, EncodeFormat(7));
    OpenLevelDb("/s", {.env = &env_})->Write(batch, true);
  }
  EXPECT_THAT(Failure([&] { Open(); }),
              testing::HasSubstr("store /s: its format is version 7, this lockstep knows version 2"));
}

TEST_F(StoreTest, RecordsWithoutFormatAreRefused) {
  {
    Batch batch;
    batch.Put("hello", "1");
    OpenLevelDb("/s", {.env = &env_})->Write(batch, true);
  }
  EXPECT_THAT(Failure([&] { Open(); }), testing::HasSubstr("it has records but no format version"));
}

TEST_F(StoreTest, FinishedRunSurvivesPowerLoss) {
  {
    Store store = Open();
    RunRecord run = BeginRun(store, "sync", 5);
    for (std::uint64_t i = 0; i < 2000; ++i) PutSample(store, "r" + std::to_string(i), i, 20);
    store.FinishRun(run);
    env_.LosePower();
  }
  env_.RestorePower();
  Store store = Open();
  EXPECT_TRUE(store.Reader().LastRun()->finished);
  EXPECT_TRUE(FindingsOf(store.engine()).empty());
  EXPECT_TRUE(store.Reader().Document("r0.md"));
  EXPECT_TRUE(store.Reader().Document("r1999.md"));
}

TEST_F(StoreTest, VerifyNamesEachContradiction) {
  Store store = Open();
  for (const char* name : {"a", "b", "c"}) PutSample(store, name, 1);
  Batch batch;
  batch.Delete(EncodeIndexKey({"reviews", "a", "en"}, "a.md"));
  batch.Delete(PathKey(kDocumentTag, "b.md"));
  batch.Put(PathKey(kFileTag, "c.md"), "\x01");
  batch.Put("zoo", "");
  store.engine().Write(batch, false);
  std::vector<std::string> keys;
  for (const Damage& finding : FindingsOf(store.engine())) keys.push_back(finding.key);
  EXPECT_THAT(keys, testing::IsSupersetOf({"da.md", "fb.md", "fc.md", "zoo"}));
  RebuildStore(store.engine(), [](const Damage&) {});
  EXPECT_TRUE(FindingsOf(store.engine()).empty());
}

// Killed at any moment, the store opens and every document is whole.
TEST(StoreProcess, KilledWriterLeavesWholeDocuments) {
  const TemporaryDirectory directory;
  std::mt19937 random(4);
  for (int round = 0; round < 50; ++round) {
    ASSERT_TRUE(KillAt(1 + random() % 1000, [&](leveldb::Env& env) {
      Store store(OpenLevelDb(directory.Store(), {.env = &env, .write_buffer_size = 64 << 10}));
      for (std::uint64_t i = 0;; ++i) {
        PutSample(store, "r" + std::to_string(i % 50), static_cast<std::uint64_t>(round) * 1'000'000 + i, 10);
      }
    }));
    const Store store(OpenLevelDb(directory.Store(), {}));
    EXPECT_TRUE(FindingsOf(const_cast<Store&>(store).engine()).empty()) << round;
  }
}

TEST(Dump, LoadsToTheSameBytes) {
  const TemporaryDirectory directory;
  std::string content;
  std::string all;
  {
    StoreSession session = OpenStore(directory.Store(), {.command = "test"});
    const RunRecord run = BeginRun(session.store, "sync", 5);
    PutSample(session.store, "one", 1);
    PutSample(session.store, "\xff", 2);
    session.store.PutUnusable("bad.md", SampleFile(3),
                              {{Severity::kError, "x", "m", Location{"bad.md", 0, 0, "", 0, 0}, {{{}, "n"}}}});
    session.store.FinishRun(run);
    content = DumpOf(session.store.engine());
    all = DumpOf(session.store.engine(), true);
  }
  EXPECT_THAT(content, testing::StartsWith("{\"lockstep\":\"dump\",\"format\":2,\"all\":false}\n"));
  EXPECT_THAT(content, testing::Not(testing::HasSubstr("mtime")));
  for (const std::string& dump : {content, all}) {
    const TemporaryDirectory other;
    const StoreLock lock(other.Store(), {.command = "test"});
    std::istringstream in(dump);
    LoadStore(other.Store(), in, "d.jsonl", {});
    Store store(OpenLevelDb(other.Store(), {}));
    EXPECT_EQ(DumpOf(store.engine(), dump == all), dump);
    EXPECT_TRUE(FindingsOf(store.engine()).empty());
    EXPECT_EQ(store.Reader().File("one.md")->racy, dump == content);
  }
}

TEST(Dump, BadOneLeavesTheStoreAsItWas) {
  const TemporaryDirectory directory;
  std::string before;
  {
    StoreSession session = OpenStore(directory.Store(), {.command = "test"});
    PutSample(session.store, "one", 1);
    before = DumpOf(session.store.engine());
  }
  const StoreLock lock(directory.Store(), {.command = "test"});
  const std::string header = "{\"lockstep\":\"dump\",\"format\":2}\n";
  const std::pair<std::string, std::string> rows[] = {
      {"", "d.jsonl:1: the dump is empty"},
      {"{}\n", "d.jsonl:1: expected the header of a dump, {\"lockstep\":\"dump\",...}"},
      {"{\"lockstep\":\"dump\",\"format\":9}\n", "d.jsonl:1: the dump's format is 9, this lockstep knows 2"},
      {"{\"lockstep\":\"dump\",\"format\":1e99}\n", "d.jsonl:1: the dump's format is 1e+99, this lockstep knows 2"},
      {header + "{\"lexicon\":{\"source\":\"en\",\"target\":\"ja\"},\"sampled_bits\":0,\"size\":-1}\n",
       "d.jsonl:2: \"size\" is -1, expected a whole number in range"},
      {header + "{\"lexicon\":{\"source\":\"en\",\"target\":\"ja\"},\"sampled_bits\":1e40,\"size\":1}\n",
       "d.jsonl:2: \"sampled_bits\" is 1e+40, expected a whole number in range"},
      {header + "{\"file\":\"a\"}\n", "d.jsonl:2: key 'usable' not found"},
      {header + "[1]\n",
       "d.jsonl:2: expected a document, file, diagnostics, translation, previous, unbound, unlearnt, lexicon, unit, "
       "contributions, unfed, forgotten, history or run"},
  };
  for (const auto& [text, message] : rows) {
    std::istringstream in(text);
    EXPECT_EQ(Failure([&] { LoadStore(directory.Store(), in, "d.jsonl", {.replace = true}); }), message);
  }
  std::istringstream in(header);
  EXPECT_THAT(Failure([&] { LoadStore(directory.Store(), in, "d.jsonl", {}); }), testing::HasSubstr("is not empty"));
  Store store(OpenLevelDb(directory.Store(), {}));
  EXPECT_EQ(DumpOf(store.engine()), before);
}

TEST(Repair, SalvagesWhatIsWholeAndKeepsTheRestAside) {
  const TemporaryDirectory directory;
  {
    StoreSession session = OpenStore(directory.Store(), {.command = "test"});
    for (const char* name : {"a", "b"}) PutSample(session.store, name, 1);
    Batch batch;
    batch.Put(PathKey(kDocumentTag, "b.md"), "\x01");
    session.store.engine().Write(batch, false);
    session.store.engine().Flush();
  }
  std::filesystem::remove(directory.Store() + "/db/CURRENT");
  const StoreLock lock(directory.Store(), {.command = "test"});
  const RepairResult result = RepairStore(directory.Store());
  EXPECT_EQ(result.kept_aside, directory.Store() + "/damaged-1");
  EXPECT_TRUE(std::filesystem::exists(result.kept_aside));
  ASSERT_FALSE(result.lost.empty());
  EXPECT_EQ(result.lost.front().key, "db.md");
  Store store(OpenLevelDb(directory.Store(), {}));
  EXPECT_TRUE(store.Reader().Document("a.md"));
  EXPECT_FALSE(store.Reader().File("b.md")->usable);
  EXPECT_TRUE(FindingsOf(store.engine()).empty());
}

// What a kill can leave: the names as they stand before and after each rename.
TEST(Replacement, GoesOnWhereverItWasKilled) {
  struct Row {
    std::vector<std::pair<const char*, const char*>> left;  // name in the store, content
    std::vector<std::pair<const char*, const char*>> after;
  };
  const Row rows[] = {
      {{{"db", "old"}, {"db.next", "new"}}, {{"db", "old"}, {"damaged-1", "new"}}},  // before the exchange
      {{{"db", "new"}, {"db.next", "old"}}, {{"db", "new"}, {"damaged-1", "old"}}},  // behind it
      {{{"damaged-1", "old"}, {"db.next", "new"}}, {{"db", "new"}, {"damaged-1", "old"}}},
      {{{"db", "one"}}, {{"db", "one"}}},
      {{}, {}},
  };
  for (const Row& row : rows) {
    const TemporaryDirectory directory;
    const std::filesystem::path store = directory.Store();
    std::filesystem::create_directory(store);
    for (const auto& [name, content] : row.left) std::filesystem::create_directories(store / name / content);
    EXPECT_EQ(StoreExists(store), !row.left.empty());
    FinishReplacing(store);
    std::size_t names = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(store)) ++names;
    EXPECT_EQ(names, row.after.size());
    for (const auto& [name, content] : row.after) EXPECT_TRUE(std::filesystem::exists(store / name / content)) << name;
  }
}

TEST(Replacement, ASessionOpensWhatAKilledRepairLeft) {
  const TemporaryDirectory directory;
  {
    StoreSession session = OpenStore(directory.Store(), {.command = "test"});
    PutSample(session.store, "one", 1);
  }
  std::filesystem::rename(directory.Store() + "/db", directory.Store() + "/db.next");
  EXPECT_TRUE(OpenStore(directory.Store(), {.command = "test"}).store.Reader().Document("one.md"));
}

TEST(Repair, FailedOneLeavesEverythingAsItWas) {
  const TemporaryDirectory directory;
  {
    StoreSession session = OpenStore(directory.Store(), {.command = "test"});
    Batch batch;
    batch.Put(kFormatKey, EncodeFormat(kFormatVersion + 1));
    session.store.engine().Write(batch, true);
  }
  const StoreLock lock(directory.Store(), {.command = "test"});
  EXPECT_THAT(Failure([&] { RepairStore(directory.Store()); }), testing::HasSubstr("cannot repair: format version"));
  EXPECT_TRUE(std::filesystem::exists(directory.Store() + "/db"));
  EXPECT_FALSE(std::filesystem::exists(directory.Store() + "/db.repairing"));
  EXPECT_FALSE(std::filesystem::exists(directory.Store() + "/damaged-1"));
}

TEST(Verify, GoesOnBehindADamagedBlock) {
  const TemporaryDirectory directory;
  {
    StoreSession session = OpenStore(directory.Store(), {.command = "test"});
    for (std::uint64_t i = 0; i < 500; ++i) PutSample(session.store, "r" + std::to_string(1000 + i), i);
    session.store.engine().Flush();
  }
  std::string table;
  for (const auto& entry : std::filesystem::directory_iterator(directory.Store() + "/db")) {
    if (entry.path().extension() == ".ldb") table = entry.path();
  }
  std::fstream file(table, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(table) / 4));
  file.write("damage", 6);
  file.close();
  const StoreLock lock(directory.Store(), {.command = "test"});
  {
    const auto engine = OpenLevelDb(directory.Store(), {});
    std::vector<std::string> keys;
    const std::uint64_t records = VerifyStore(*engine, [&](const Damage& finding) { keys.push_back(finding.key); });
    EXPECT_GT(records, 1000u) << "documents behind the damage, files, index and marks";
    EXPECT_THAT(keys, testing::Contains("")) << "what LevelDB says";
    EXPECT_THAT(keys, testing::Contains(testing::StartsWith("fr1"))) << "a file whose document cannot be read";
  }
  const RepairResult result = RepairStore(directory.Store());
  EXPECT_FALSE(result.lost.empty());
  EXPECT_TRUE(FindingsOf(*OpenLevelDb(directory.Store(), {})).empty());
}

}  // namespace
}  // namespace lockstep
