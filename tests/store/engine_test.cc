#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "faulty_env.h"
#include "store/store.h"
#include "store_testing.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

std::unique_ptr<Engine> OpenIn(leveldb::Env& env, std::size_t buffer = 64 << 10) {
  return OpenLevelDb("/s", {.env = &env, .write_buffer_size = buffer});
}

Batch Put(std::string_view key, std::string_view value) {
  Batch batch;
  batch.Put(key, value);
  return batch;
}

TEST(Engine, ScansInKeyOrderWithinAPrefix) {
  FaultyEnv env;
  const auto engine = OpenIn(env);
  for (const char* key : {"b2", "a", "b1", "c", "b3"}) engine->Write(Put(key, key), false);
  std::vector<std::string> seen;
  const auto collect = [&](std::string_view key, std::string_view) { return seen.emplace_back(key), seen.size() < 2; };
  engine->Scan("b", collect);
  EXPECT_THAT(seen, testing::ElementsAre("b1", "b2"));
  seen.clear();
  engine->Scan("b", "b2", collect);
  EXPECT_THAT(seen, testing::ElementsAre("b2", "b3"));
}

TEST(Engine, SnapshotDoesNotSeeLaterWrites) {
  FaultyEnv env;
  const auto engine = OpenIn(env);
  engine->Write(Put("k", "old"), false);
  const auto snapshot = engine->Snapshot();
  engine->Write(Put("k", "new"), false);
  EXPECT_EQ(snapshot->Get("k"), "old");
  EXPECT_EQ(engine->Get("k"), "new");
}

TEST(Engine, FullDiskIsToldAndNothingIsHalfApplied) {
  FaultyEnv env;
  {
    const auto engine = OpenIn(env);
    engine->Write(Put("a", "1"), false);
    env.fail_appends = true;
    Batch two = Put("b", std::string(1000, 'x'));
    two.Put("c", "y");
    EXPECT_THAT(
        Failure([&] { engine->Write(two, false); }),
        testing::MatchesRegex("store /s: IO error: .*: No space left on device; make room on the disk and run again"));
    env.fail_appends = false;
    EXPECT_NE(Failure([&] { engine->Write(Put("d", "1"), false); }), "") << "behind half a record nothing may follow";
    EXPECT_EQ(engine->Get("b"), std::nullopt);
  }
  const auto engine = OpenIn(env);
  EXPECT_EQ(engine->Get("a"), "1");
  EXPECT_EQ(engine->Get("b"), std::nullopt);
  EXPECT_EQ(engine->Get("c"), std::nullopt);
  engine->Write(Put("d", "1"), true);
}

TEST(Engine, FailedSyncIsAnError) {
  FaultyEnv env;
  const auto engine = OpenIn(env);
  env.fail_syncs = true;
  EXPECT_THAT(Failure([&] { engine->Write(Put("a", "1"), true); }), testing::HasSubstr("Input/output error"));
  env.fail_syncs = false;
  EXPECT_NE(Failure([&] { engine->Write(Put("b", "1"), true); }), "");
}

TEST(Engine, FailedFlushIsAnError) {
  FaultyEnv env;
  const auto engine = OpenIn(env);
  engine->Write(Put("a", "1"), false);
  env.fail_syncs = true;
  EXPECT_NE(Failure([&] { engine->Flush(); }), "");
}

TEST(Engine, UnwritableDirectoryIsToldWithTheWayOut) {
  FaultyEnv env;
  env.fail_opens = true;
  EXPECT_THAT(Failure([&] { OpenIn(env); }), testing::HasSubstr("choose another directory with --store"));
}

TEST(Engine, SyncedWritesSurvivePowerLossWhateverTheBufferIs) {
  for (const std::size_t buffer : {64U << 10, 1U << 20, 8U << 20}) {
    FaultyEnv env;
    {
      const auto engine = OpenIn(env, buffer);
      for (int i = 0; i < 300; ++i) engine->Write(Put("k" + std::to_string(i), std::string(10'000, 'v')), false);
      engine->Write(Put("last", "1"), true);
      env.LosePower();
    }
    env.RestorePower();
    const auto engine = OpenIn(env, buffer);
    EXPECT_EQ(engine->Get("last"), "1");
    for (int i = 0; i < 300; ++i) EXPECT_TRUE(engine->Get("k" + std::to_string(i))) << buffer << " " << i;
  }
}

TEST(Engine, MissingCurrentIsNotTakenForANewStore) {
  const TemporaryDirectory directory;
  {
    const auto engine = OpenLevelDb(directory.Store(), {});
    engine->Write(Put("a", "1"), false);
    engine->Flush();
  }
  fs::remove(directory.Store() + "/db/CURRENT");
  EXPECT_THAT(Failure([&] { OpenLevelDb(directory.Store(), {}); }),
              testing::HasSubstr("/db/CURRENT is missing; run `lockstep store repair`"));
}

TEST(Engine, IsNotCreatedWhereThatIsNotWanted) {
  const TemporaryDirectory directory;
  EXPECT_THAT(Failure([&] { OpenLevelDb(directory.Store(), {.create = false}); }),
              testing::MatchesRegex("there is no store in .*; run `lockstep sync` first"));
  EXPECT_FALSE(fs::exists(directory.Store()));
}

TEST(Engine, SecondOpeningIsHeld) {
  const TemporaryDirectory directory;
  const auto engine = OpenLevelDb(directory.Store(), {});
  EXPECT_THAT(Failure([&] { OpenLevelDb(directory.Store(), {}); }), testing::HasSubstr("another process holds it"));
}

// Whatever byte of whatever file is wrong: right answers, or an error.
TEST(Engine, FlippedBytesGiveRightAnswersOrErrors) {
  const TemporaryDirectory directory;
  std::map<std::string, std::string> truth;
  {
    const auto engine = OpenLevelDb(directory.Store(), {});
    for (int i = 0; i < 60; ++i) {
      const std::string key = "k" + std::to_string(i);
      engine->Write(Put(key, truth[key] = std::string(500, static_cast<char>('a' + i % 26)) + key), false);
      if (i == 40) engine->Flush();
    }
  }
  std::mt19937 random(3);
  for (int round = 0; round < 100; ++round) {
    const std::string copy = directory.path() + "/copy";
    fs::remove_all(copy);
    fs::copy(directory.Store(), copy, fs::copy_options::recursive);
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(copy + "/db")) {
      if (entry.file_size() > 0) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    const fs::path victim = files[random() % files.size()];
    std::fstream file(victim, std::ios::in | std::ios::out | std::ios::binary);
    const auto at = static_cast<std::streamoff>(random() % fs::file_size(victim));
    file.seekg(at);
    const char wrong = static_cast<char>(file.get() ^ 1 << random() % 8);
    file.seekp(at);
    file.put(wrong);
    file.close();
    Failure([&] {
      const auto engine = OpenLevelDb(copy, {});
      std::map<std::string, std::string> seen;
      engine->Scan("", [&](std::string_view key, std::string_view value) { return seen.emplace(key, value), true; });
      EXPECT_EQ(seen, truth) << victim << " at " << at;
    });
  }
}

TEST(DeleteAll, DeletesWhatHasThePrefix) {
  const TemporaryDirectory directory;
  const std::unique_ptr<Engine> engine = OpenLevelDb(directory.Store(), {});
  Batch batch;
  for (int i = 0; i < 2000; ++i) batch.Put("b" + std::to_string(i), "");
  for (const char* key : {"a", "c"}) batch.Put(key, "");
  engine->Write(batch, false);
  DeleteAll("b", *engine);
  std::string left;
  engine->Scan({}, [&](std::string_view key, std::string_view) {
    left += key;
    return true;
  });
  EXPECT_EQ(left, "ac");
}

}  // namespace
}  // namespace lockstep
