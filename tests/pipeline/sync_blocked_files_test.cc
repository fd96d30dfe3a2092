// What a link or a directory in a place hides from a sync, and what it does not.
#include "pipeline/sync.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/pipeline/sync_testing.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

TEST_F(SyncTest, LinkToADirectoryHidesNoDocumentBesideIt) {
  for (const char* ref : {"x", "x-b"}) Write(std::string("_products/en/") + ref + ".md", Review("en", ref));
  Run();
  const auto before = Records();
  fs::create_directory(root_ / "folder");
  fs::create_directory_symlink(root_ / "folder", configuration_.site / "_products/en/x");
  for (int run = 0; run < 2; ++run) {
    const SyncResult result = Run();
    EXPECT_EQ(result.unchanged, 2U);
    EXPECT_TRUE(result.changes.empty());
    EXPECT_EQ(result.warnings, 1U);  // link-to-directory
  }
  EXPECT_EQ(Records(), before);
}

TEST_F(SyncTest, BlockedFileHidesNoOther) {
  configuration_.rules.collections[0].files = "_products/{lang}/**/*.{md,mdx}";
  for (const char* name : {"a.md", "a.mdx", "b.md"}) Write(std::string("_products/en/") + name, Review("en", name));
  Run();
  for (const char* name : {"a.md", "a.mdx"}) fs::remove(configuration_.site / "_products/en" / name);
  fs::create_symlink("nowhere", configuration_.site / "_products/en/a.md");
  const SyncResult result = Run();
  EXPECT_EQ(result.changes, (std::vector<SyncChange>{{SyncChange::Kind::kRemoved, "_products/en/a.mdx"}}));
  EXPECT_TRUE(store_->Reader().Document("_products/en/a.md").has_value());
}

TEST_F(SyncTest, BlockedDirectoryHidesWhatLiesInIt) {
  for (const char* name : {"a/b.md", "a/c/d.md", "a.md"})
    Write(std::string("_products/en/") + name, Review("en", name));
  Run();
  const auto before = Records();
  fs::rename(configuration_.site / "_products/en/a", root_ / "a");
  fs::create_directory_symlink(root_ / "a", configuration_.site / "_products/en/a");
  const SyncResult result = Run();
  EXPECT_EQ(result.unchanged, 3U);
  EXPECT_EQ(Records(), before);
}

TEST_F(SyncTest, LinkLoopsAndForeignFilesAreReportedAndSkipped) {
  Write("_products/en/a.md", Review("en", "a"));
  fs::create_directory_symlink("..", configuration_.site / "_products/en/loop");
  fs::create_symlink("/etc/hostname", configuration_.site / "_products/en/outside.md");
  const SyncResult result = Run();
  EXPECT_EQ(result.files, 1U);
  ASSERT_EQ(result.diagnostics.size(), 2U);
  EXPECT_EQ(result.diagnostics[0].message, "links to directories are not followed");
  EXPECT_EQ(result.diagnostics[1].message, "the link leads out of the site; not read");
}

}  // namespace
}  // namespace lockstep
