// What a sync makes of a run before it that never ended.
#include "pipeline/sync.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tests/pipeline/sync_testing.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

TEST_F(SyncTest, DocumentOfAKilledRunThatIsGoneAgainIsNoRename) {
  Write("_products/en/a.md", Review("en", "a"));
  Run();
  store_->BeginRun({.command = "sync", .version = "0", .begin_ms = 2});
  Write("_products/en/b.md", Review("en", "b"));
  const DocumentRecord document{.key = {"products", "b", "en"}, .content_hash = 7, .words = 0, .segments = {}};
  FileRecord file;
  file.content_hash = 7;
  file.usable = true;
  store_->PutDocument("_products/en/b.md", std::nullopt, file, document, {});
  fs::remove(configuration_.site / "_products/en/b.md");
  EXPECT_EQ(Run().changes, (std::vector<SyncChange>{{SyncChange::Kind::kRemoved, "_products/en/b.md"}}));
  EXPECT_FALSE(store_->Reader().File("_products/en/b.md").has_value());
}

TEST_F(SyncTest, RunThatWasKilledBeforeItSawARenameLosesNothing) {
  Write("_products/en/a.md", Review("en", "a", kText));
  Write("_products/ja/a.md", Review("ja", "a", kTextJa));
  Run();
  const auto before = store_->Reader().Translation({"products", "a", "ja"});
  ASSERT_TRUE(before.has_value());
  // What a killed run leaves: the document at its new path is there, that at the old one still is.
  Write("_products/en/b.md", Review("en", "a", kText));
  Run();
  store_->PutBindings("products", "a", {*before}, {});
  store_->BeginRun({.command = "sync", .version = "1", .begin_ms = 5});
  const auto document = store_->Reader().Document("_products/en/b.md").value();
  auto file = store_->Reader().File("_products/en/b.md").value();
  store_->Remove("_products/en/b.md");
  store_->PutDocument("_products/en/b.md", std::nullopt, file, document, {});
  fs::remove(configuration_.site / "_products/en/a.md");
  const SyncResult result = Run();
  EXPECT_EQ(result.changes,
            (std::vector<SyncChange>{{SyncChange::Kind::kRenamed, "_products/en/b.md", "_products/en/a.md"}}));
  const auto after = store_->Reader().Translation({"products", "a", "ja"});
  ASSERT_TRUE(after.has_value());
  EXPECT_EQ(after->bindings, before->bindings);
  EXPECT_EQ(after->source_path, "_products/en/b.md");
}

TEST_F(SyncTest, TakesOverFromARunThatNeverFinishedAndSaysSoOnce) {
  Write("_products/en/a.md", Review("en", "a"));
  Run();
  const RunRecord killed = store_->BeginRun({.command = "sync", .version = "1", .begin_ms = 5});
  EXPECT_EQ(Run(true).unfinished, killed);
  const SyncResult result = Run();
  EXPECT_EQ(result.unfinished, killed);
  ASSERT_TRUE(result.run.has_value());
  EXPECT_EQ(result.run->id, killed.id);
  EXPECT_TRUE(store_->Reader().LastRun()->finished);
  EXPECT_EQ(Run().unfinished, std::nullopt);
}

TEST_F(SyncTest, DoesNotTakeThePlaceOfAnotherCommand) {
  Write("_products/en/a.md", Review("en", "a"));
  Run();
  const RunRecord killed = store_->BeginRun({.command = "tm import", .version = "1", .begin_ms = 5});
  SyncResult result = Run();
  EXPECT_EQ(result.unfinished, killed);
  EXPECT_FALSE(result.run.has_value()) << "nothing was left undone that a sync does";
  Write("_products/en/b.md", Review("en", "b"));
  result = Run();
  EXPECT_EQ(result.run->id, killed.id + 1);
  EXPECT_EQ(Run().unfinished, std::nullopt);
}

TEST_F(SyncTest, GoesOnWhereASyncWasKilledBeforeAnotherCommand) {
  Write("_products/en/a.md", Review("en", "a"));
  Run();
  const RunRecord killed = store_->BeginRun({.command = "sync", .version = "1", .begin_ms = 5});
  store_->FinishRun(store_->BeginRun({.command = "accept", .version = "1", .begin_ms = 6}));
  const SyncResult result = Run();
  EXPECT_EQ(result.unfinished, killed);
  EXPECT_EQ(result.run->id, killed.id + 2);
  EXPECT_EQ(Run().unfinished, std::nullopt);
}

}  // namespace
}  // namespace lockstep
