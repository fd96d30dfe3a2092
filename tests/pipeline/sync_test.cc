// Sync over a real directory and a real store, both made for the test.
#include "pipeline/sync.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "store/leveldb_engine.h"
#include "tests/pipeline/sync_testing.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

TEST_F(SyncTest, SecondRunReadsNoFileAndWritesNothing) {
  Write("_products/en/a.md", Review("en", "a"));
  Write("_products/ja/a.md", Review("ja", "a"));
  EXPECT_EQ(Run().added, 2U);
  const auto before = Records();
  const SyncResult second = Run();
  EXPECT_EQ(second.read, 0U);
  EXPECT_EQ(second.unchanged, 2U);
  EXPECT_FALSE(second.run.has_value());
  EXPECT_EQ(Records(), before);
}

TEST_F(SyncTest, StoreIsTheSameWhateverTheNumberOfThreads) {
  for (int i = 0; i < 40; ++i) Write(fmt::format("_products/en/{}.md", i), Review("en", fmt::format("r{}", i / 2)));
  Run(false, 1);
  const auto one = Records();
  store_.reset();
  fs::remove_all(root_ / "store");
  fs::create_directories(root_ / "store");
  store_ = std::make_unique<Store>(OpenLevelDb((root_ / "store").string(), {}));
  Run(false, 4);
  EXPECT_EQ(Records(), one);
}

TEST_F(SyncTest, DryRunCountsAndWritesNothing) {
  Write("_products/en/a.md", Review("en", "a"));
  const auto before = Records();
  EXPECT_EQ(Run(true).added, 1U);
  EXPECT_EQ(Records(), before);
}

TEST_F(SyncTest, TellsChangedRemovedAndRenamedApart) {
  for (const char* ref : {"a", "b", "c", "d"}) Write(std::string("_products/en/") + ref + ".md", Review("en", ref));
  Run();
  Write("_products/en/a.md", Review("en", "a", "Other text."));
  fs::remove(configuration_.site / "_products/en/b.md");
  fs::rename(configuration_.site / "_products/en/c.md", configuration_.site / "_products/en/new.md");
  const SyncResult result = Run();
  EXPECT_EQ(result.changes,
            (std::vector<SyncChange>{{SyncChange::Kind::kChanged, "_products/en/a.md"},
                                     {SyncChange::Kind::kRemoved, "_products/en/b.md"},
                                     {SyncChange::Kind::kRenamed, "_products/en/new.md", "_products/en/c.md"}}));
  EXPECT_EQ(result.unchanged, 1U);
}

TEST_F(SyncTest, TouchedFileIsHashedAndStartsNoRun) {
  Write("_products/en/a.md", Review("en", "a"));
  Run();
  fs::last_write_time(configuration_.site / "_products/en/a.md",
                      fs::file_time_type::clock::now() + std::chrono::hours(1));
  const SyncResult result = Run();
  EXPECT_EQ(result.read, 1U);
  EXPECT_TRUE(result.changes.empty());
  EXPECT_FALSE(result.run.has_value());
  EXPECT_EQ(Run().read, 0U);
}

TEST_F(SyncTest, BrokenDocumentKeepsWhatTheStoreKnew) {
  Write("_products/en/a.md", Review("en", "a"));
  Run();
  Write("_products/en/a.md", "---\nlang: [en\n---\nText.\n");
  const SyncResult result = Run();
  EXPECT_EQ(result.failed, 1U);
  EXPECT_EQ(result.unusable, 1U);
  EXPECT_TRUE(store_->Reader().Document("_products/en/a.md").has_value());
}

TEST_F(SyncTest, RefusesToForgetEverything) {
  Write("_products/en/a.md", Review("en", "a"));
  Run();
  const auto before = Records();
  fs::remove_all(configuration_.site / "_products");
  EXPECT_THROW(Run(), StoreError);
  EXPECT_EQ(Records(), before);
}

TEST_F(SyncTest, WhatAReplayBroughtAndTheSyncReadAgainIsToldOnce) {
  Write("_products/en/a.md", Review("en", "a"));
  Write("_products/en/b.md", "---\nlang: en\nref: [\n---\nBroken.\n");
  Run();
  Write("_products/en/a.md", "---\nlang: en\nref: {\n---\nBroken, too.\n");
  const auto known = store_->engine().Snapshot();
  const SyncResult result =
      Sync(configuration_, locales_, *known, store_.get(), {.jobs = 1, .now_ms = 2, .replayed = true}, console_);
  EXPECT_EQ(result.read, 1U);
  EXPECT_EQ(result.diagnostics.size(), 2U);
  EXPECT_EQ(result.errors, 2U);
  EXPECT_EQ(result.run.value().errors, 2U);
}

}  // namespace
}  // namespace lockstep
