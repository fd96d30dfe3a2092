// Opening after a clean closing is fast; after any other it is as safe as ever.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "faulty_env.h"
#include "killing_env.h"
#include "store/leveldb_closing.h"
#include "store/store.h"
#include "store_testing.h"

namespace lockstep {
namespace {

constexpr const char* kClean = "/s/db/CLEAN";

std::unique_ptr<Engine> OpenIn(leveldb::Env& env) {
  return OpenLevelDb("/s", {.env = &env, .write_buffer_size = 64 << 10});
}

Batch Number(int number) {
  Batch batch;
  batch.Put("k" + std::to_string(number), std::string(200, static_cast<char>('a' + number % 26)));
  return batch;
}

// How many of the batches 0, 1, 2 ... are there; a later one without all before it is a failure.
int CountNumbers(const View& view) {
  int records = 0;
  view.Scan("k", [&](std::string_view, std::string_view) { return ++records, true; });
  int number = 0;
  while (view.Get("k" + std::to_string(number)) == Number(number).changes().front().value) ++number;
  EXPECT_EQ(number, records);
  return number;
}

std::string Content(leveldb::Env& env, const std::string& path) {
  std::string content;
  EXPECT_TRUE(leveldb::ReadFileToString(&env, path, &content).ok()) << path;
  return content;
}

// The one file of the database whose name has `part` in it.
std::string FileWith(leveldb::Env& env, const std::string& part) {
  std::vector<std::string> names;
  env.GetChildren("/s/db", &names);
  const auto found = std::find_if(names.begin(), names.end(),
                                  [&](const std::string& name) { return name.find(part) != std::string::npos; });
  return found == names.end() ? "" : "/s/db/" + *found;
}

TEST(Closing, OpeningAfterACleanOneWritesNothing) {
  FaultyEnv env;
  OpenIn(env)->Write(Number(0), true);
  env.syncs = 0;
  env.fail_appends = true;
  for (int i = 0; i < 3; ++i) EXPECT_EQ(CountNumbers(*OpenIn(env)), 1);
  EXPECT_EQ(env.syncs, 0);
}

TEST(Closing, ARunOfOneDocumentIsOneSync) {
  FaultyEnv env;
  Store(OpenIn(env));
  env.syncs = 0;
  {
    Store store(OpenIn(env));
    const RunRecord run = BeginRun(store, "sync", 5);
    PutSample(store, "one", 1);
    store.FinishRun(run);
  }
  EXPECT_EQ(env.syncs, 1);
  EXPECT_TRUE(Store(OpenIn(env)).Reader().LastRun()->finished);
}

TEST(Closing, LongLogIsMovedIntoTables) {
  FaultyEnv env;
  {
    const auto engine = OpenLevelDb("/s", {.env = &env});
    for (int i = 0; i < 2000; ++i) engine->Write(Number(i), false);
  }
  EXPECT_LT(Content(env, FileWith(env, ".log")).size(), 1000u);
  env.syncs = 0;
  EXPECT_EQ(CountNumbers(*OpenIn(env)), 2000);
  EXPECT_EQ(env.syncs, 0);
}

TEST(Closing, AfterAFailureIsNotClean) {
  FaultyEnv env;
  {
    const auto engine = OpenIn(env);
    engine->Write(Number(0), true);
    env.fail_appends = true;
    EXPECT_NE(Failure([&] { engine->Write(Number(1), false); }), "");
    env.fail_appends = false;
  }
  EXPECT_FALSE(WasClosedCleanly(env, "/s/db"));
  {
    const auto engine = OpenIn(env);
    EXPECT_EQ(CountNumbers(*engine), 1);
    engine->Write(Number(1), false);
  }
  EXPECT_EQ(CountNumbers(*OpenIn(env)), 2);
}

// What a crash can leave at the end of the files that the next opening would append to.
TEST(Closing, TornEndsAreNeverAppendedTo) {
  FaultyEnv whole;
  {
    const auto engine = OpenIn(whole);
    for (int i = 0; i < 5; ++i) engine->Write(Number(i), true);
  }
  const std::string half = Content(whole, FileWith(whole, ".log")).substr(0, 100);
  const std::string tails[] = {half, half.substr(0, 5), std::string(50, '\0'), std::string(50, 'x')};
  for (const char* const file : {".log", "MANIFEST"}) {
    for (const std::string& tail : tails) {
      for (const bool clean_stays : {true, false}) {
        FaultyEnv env;
        {
          const auto engine = OpenIn(env);
          for (int i = 0; i < 5; ++i) engine->Write(Number(i), true);
        }
        const std::string path = FileWith(env, file);
        leveldb::WriteStringToFile(&env, Content(env, path) + tail, path);
        if (!clean_stays) env.RemoveFile(kClean);
        EXPECT_FALSE(WasClosedCleanly(env, "/s/db"));
        // Where the end is damaged rather than torn, opening may fail; it may not forget.
        const std::string failure = Failure([&] {
          OpenIn(env)->Write(Number(5), true);
          EXPECT_EQ(CountNumbers(*OpenIn(env)), 6) << file << clean_stays;
        });
        EXPECT_THAT(failure, testing::AnyOf("", testing::HasSubstr("lockstep store repair")));
      }
    }
  }
}

// A file system may bring CLEAN to the disk before the log, or give the log its size but not its bytes.
TEST(Closing, CleanThatOutlivesTheLogIsNotBelieved) {
  for (const bool zeros : {true, false}) {
    FaultyEnv env;
    {
      const auto engine = OpenIn(env);
      for (int i = 0; i < 3; ++i) engine->Write(Number(i), true);
      for (int i = 3; i < 6; ++i) engine->Write(Number(i), false);
    }
    const std::string clean = Content(env, kClean);
    const std::string log = FileWith(env, ".log");
    const std::size_t size = Content(env, log).size();
    env.LosePower();
    env.RestorePower();
    std::string cut = Content(env, log);
    if (zeros) cut.resize(size, '\0');
    leveldb::WriteStringToFile(&env, cut, log);
    leveldb::WriteStringToFile(&env, clean, kClean);
    EXPECT_FALSE(WasClosedCleanly(env, "/s/db"));
    OpenIn(env)->Write(Number(3), true);
    EXPECT_EQ(CountNumbers(*OpenIn(env)), 4);
  }
}

// LevelDB takes a log that was cut off for one whose end was never written.
TEST(Closing, LogThatIsShorterThanWhatWasSyncedIsDamage) {
  for (const bool synced : {true, false}) {
    FaultyEnv env;
    {
      const auto engine = OpenIn(env);
      for (int i = 0; i < 3; ++i) engine->Write(Number(i), synced);
    }
    const std::string log = FileWith(env, ".log");
    const std::string whole = Content(env, log);
    leveldb::WriteStringToFile(&env, whole.substr(0, whole.size() - 100), log);
    const std::string expected = fmt::format(
        "store /s: Corruption: {} ends after {} of {} bytes; the store is damaged: `lockstep store repair` "
        "salvages what can still be read",
        log.substr(log.rfind('/') + 1), whole.size() - 100, whole.size());
    EXPECT_EQ(Failure([&] { EXPECT_EQ(CountNumbers(*OpenIn(env)), 2); }), synced ? expected : "");
    env.RemoveFile(log);
    EXPECT_THAT(Failure([&] { OpenIn(env); }), testing::HasSubstr(synced ? "is missing" : ""));
  }
}

TEST(Closing, WhatWasForgottenIsNoDamage) {
  FaultyEnv env;
  OpenIn(env)->Write(Number(0), true);
  leveldb::WriteStringToFile(&env, "", FileWith(env, ".log"));
  ForgetClosing(env, "/s/db");
  EXPECT_EQ(CountNumbers(*OpenIn(env)), 0);
}

TEST(Closing, NewerLogIsNotAppendedTo) {
  FaultyEnv env;
  OpenIn(env)->Write(Number(0), true);
  EXPECT_TRUE(WasClosedCleanly(env, "/s/db"));
  leveldb::WriteStringToFile(&env, "half", "/s/db/000099.log");
  EXPECT_FALSE(WasClosedCleanly(env, "/s/db"));
  EXPECT_EQ(CountNumbers(*OpenIn(env)), 1);
}

TEST(Closing, PowerLossAtAnyTimeKeepsWhatWasSynced) {
  std::mt19937 random(7);
  for (int round = 0; round < 40; ++round) {
    FaultyEnv env;
    int written = 0;
    int synced = 0;
    for (int opening = 0; opening < 8; ++opening) {
      const bool power_fails = random() % 2 == 0;
      {
        const auto engine = OpenLevelDb("/s", {.env = &env});
        ASSERT_EQ(CountNumbers(*engine), written);
        for (std::uint64_t i = random() % 300; i > 0; --i) {
          const bool sync = random() % 50 == 0;
          engine->Write(Number(written++), sync);
          if (sync) synced = written;
        }
        if (power_fails) env.LosePower();
      }
      if (!power_fails) continue;
      env.RestorePower();
      const int kept = CountNumbers(*OpenLevelDb("/s", {.env = &env}));
      EXPECT_GE(kept, synced);
      EXPECT_LE(kept, written);
      written = synced = kept;
    }
  }
}

// Says on `told` how many batches are written, opening and closing the store in between.
[[noreturn]] void WriteForEver(leveldb::Env& env, const std::string& store, unsigned seed, int told) {
  std::mt19937 random(seed);
  while (true) {
    const auto engine = OpenLevelDb(store, {.env = &env, .write_buffer_size = 64 << 10});
    int number = CountNumbers(*engine);
    for (std::uint64_t i = random() % 40; i > 0; --i) {
      engine->Write(Number(number++), random() % 10 == 0);
      [[maybe_unused]] const ssize_t written = write(told, &number, sizeof number);
    }
  }
}

TEST(ClosingProcess, KilledAtAnyTimeKeepsEveryWrite) {
  const TemporaryDirectory directory;
  std::mt19937 random(8);
  int written = 0;
  for (unsigned round = 0; round < 60; ++round) {
    int told[2];
    ASSERT_EQ(pipe(told), 0);
    ASSERT_TRUE(
        KillAt(1 + random() % 250, [&](leveldb::Env& env) { WriteForEver(env, directory.Store(), round, told[1]); }));
    close(told[1]);
    for (int number = 0; read(told[0], &number, sizeof number) == sizeof number;) written = number;
    close(told[0]);
    const int kept = CountNumbers(*OpenLevelDb(directory.Store(), {}));
    EXPECT_GE(kept, written);
    EXPECT_LE(kept, written + 1);
    written = kept;
  }
}

}  // namespace
}  // namespace lockstep
