#include "pipeline/site_walk.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <string>
#include <vector>

namespace lockstep {
namespace {

namespace fs = std::filesystem;

// A site made for the test.
class SiteWalkTest : public testing::Test {
 protected:
  SiteWalkTest() : site_(fs::temp_directory_path() / ("lockstep-site-walk-test-" + std::to_string(getpid()))) {
    Clear();
  }
  ~SiteWalkTest() override { fs::remove_all(site_); }
  void Clear() {
    fs::remove_all(site_);
    fs::create_directories(site_ / "folder");
    std::ofstream(site_ / "file.md") << "Text.\n";
  }
  // What the walk comes across, paths only.
  std::vector<std::string> Paths() const {
    SiteRules rules;
    rules.collections = {{"pages", "**/*.{md,mdx}", "", "", ""}};
    std::vector<std::string> paths;
    SiteWalk walk(site_, rules);
    while (const std::optional<WalkEntry> entry = walk.Next()) paths.push_back(entry->path);
    return paths;
  }

  fs::path site_;
};

TEST_F(SiteWalkTest, LinkToADirectoryComesWhereItsFilesWould) {
  std::ofstream(site_ / "x-b.md") << "Text.\n";
  std::ofstream(site_ / "x.md") << "Text.\n";
  fs::create_symlink("folder", site_ / "x");
  EXPECT_EQ(Paths(), (std::vector<std::string>{"file.md", "x-b.md", "x.md", "x/"}));
}

TEST_F(SiteWalkTest, PathsAscendWhateverStandsBehindTheNames) {
  std::mt19937 random(1);
  for (int round = 0; round < 100; ++round) {
    Clear();
    for (const char* name : {"x", "x-b.md", "x.md", "x.mdx", "x0.md", "x+"}) {
      const fs::path path = site_ / name;
      switch (random() % 6) {
        case 0: std::ofstream(path) << "Text.\n"; break;
        case 1:
          fs::create_directory(path);
          std::ofstream(path / "a.md") << "Text.\n";
          break;
        case 2: fs::create_symlink("folder", path); break;
        case 3: fs::create_symlink("file.md", path); break;
        case 4: fs::create_symlink("nowhere", path); break;
        default: break;
      }
    }
    const std::vector<std::string> paths = Paths();
    EXPECT_TRUE(std::is_sorted(paths.begin(), paths.end(), std::less_equal<>()))  // no path twice
        << testing::PrintToString(paths);
  }
}

TEST(PatternHeads, ReachOnlyWhereDocumentsMayBe) {
  SiteRules rules;
  rules.collections = {{"docs", "i18n/{lang}/docs/**/*.md", "", "", "docs/**/*.md"}};
  rules.exclude = {"docs/build/**", "docs/**/old.md", "docs/draft-*/**"};
  const PatternHeads heads(rules);
  for (const char* inside : {"i18n/", "i18n/fr/", "docs/", "docs/builder/", "docs/draft-1/"}) {
    EXPECT_TRUE(heads.Reaches(inside)) << inside;
  }
  for (const char* outside : {"src/", "docs/build/", "docs/build/x/"}) EXPECT_FALSE(heads.Reaches(outside)) << outside;
}

TEST(PatternHeads, ReachAllFoldersOfASiteButThoseLeftOut) {
  SiteRules rules;
  rules.collections = {{"pages", "{lang}/**/*.md", "", "", "**/*.md"}};
  rules.exclude = {"node_modules/**"};
  const PatternHeads heads(rules);
  EXPECT_TRUE(heads.Reaches("guide/"));
  EXPECT_FALSE(heads.Reaches("node_modules/"));
}

}  // namespace
}  // namespace lockstep
