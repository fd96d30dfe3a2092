#include "pipeline/markdown_listing.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <string>
#include <vector>

namespace lockstep {
namespace {

namespace fs = std::filesystem;

class MarkdownListingTest : public testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(site_);
    fs::create_directories(site_);
  }
  void TearDown() override { fs::remove_all(site_); }

  void Touch(std::initializer_list<const char*> paths) const {
    for (const char* path : paths) {
      fs::create_directories((site_ / path).parent_path());
      std::ofstream(site_ / path) << "Text.\n";
    }
  }

  const fs::path site_ = fs::path(testing::TempDir()) / ("lockstep_markdown_listing-" + std::to_string(getpid()));
};

using Paths = std::vector<std::string>;

TEST_F(MarkdownListingTest, IsSortedAndWithoutFoldersThatHoldNoDocuments) {
  Touch({"b.md", "a/b/c.md", "a/x.txt", ".md", "a.md/b.md", "node_modules/a.md", ".hidden/a.md", "public/a.md"});
  EXPECT_EQ(ListMarkdown(site_, kEndlessPatience).paths, (Paths{"a.md/b.md", "a/b/c.md", "b.md"}));
}

TEST_F(MarkdownListingTest, LeavesOutRepositoriesOfTheirOwnButNotTheSiteItself) {
  Touch({".git/config", "docs/a.md", "other/.git/config", "other/docs/b.md"});
  EXPECT_EQ(ListMarkdown(site_, kEndlessPatience).paths, Paths{"docs/a.md"});
}

TEST_F(MarkdownListingTest, FollowsNoLinksToFolders) {
  Touch({"a/b.md"});
  fs::create_directory_symlink(site_, site_ / "a" / "loop");
  fs::create_symlink("b.md", site_ / "a" / "link.md");
  fs::create_symlink("gone", site_ / "a" / "broken.md");
  EXPECT_EQ(ListMarkdown(site_, kEndlessPatience).paths, (Paths{"a/b.md", "a/link.md"}));
}

TEST_F(MarkdownListingTest, GivesUpWhereThereIsHardlyAnyMarkdown) {
  Touch({"a.md", "deep/down/b.md"});
  for (int i = 0; i < 300; ++i) Touch({("junk/" + std::to_string(i)).c_str()});
  EXPECT_TRUE(ListMarkdown(site_, 1000).complete);
  EXPECT_FALSE(ListMarkdown(site_, 100).complete);
  Touch({"c.md", "d.md", "e.md"});
  EXPECT_TRUE(ListMarkdown(site_, 100).complete);
}

TEST_F(MarkdownListingTest, OfNothingIsEmpty) {
  EXPECT_EQ(ListMarkdown(site_ / "gone", kEndlessPatience).paths, Paths{});
}

}  // namespace
}  // namespace lockstep
