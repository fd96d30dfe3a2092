#include "pipeline/report_directory.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "pipeline/whole_file.h"
#include "tests/pipeline/old_file_system.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

class ReportDirectories : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "report_directory.XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    directory_ = name;
    out_ = directory_ / "site";
  }
  void TearDown() override { fs::remove_all(directory_); }

  void Report(const std::string& text) const {
    ReportDirectory report(out_);
    report.Write("index.html", text);
    report.Write("ja/wombat.html", text);
    report.Commit();
  }
  static void Put(const fs::path& path, const std::string& text) { std::ofstream(path) << text; }
  std::string Text(const std::string& path) const { return ReadWholeFile(out_ / path); }
  // What lies beside the report.
  std::ptrdiff_t Left() const {
    return std::distance(fs::directory_iterator(directory_), fs::directory_iterator()) - 1;
  }
  // The name that a process which is gone would have used.
  fs::path Leftover(const std::string& behind = "") const {
    const pid_t child = fork();
    if (child == 0) _exit(0);
    waitpid(child, nullptr, 0);
    return directory_ / fmt::format(".site.lockstep-{}{}", child, behind);
  }
  // "2750"
  std::string Mode(const std::string& path) const {
    struct stat status {};
    EXPECT_EQ(stat((out_ / path).c_str(), &status), 0) << path;
    return fmt::format("{:o}", status.st_mode & 07777U);
  }

  fs::path directory_;
  fs::path out_;
};

TEST_F(ReportDirectories, KeepWhatOthersHavePutThere) {
  Report("one");
  Put(out_ / "robots.txt", "mine");
  fs::create_directory(out_ / "icons");
  Put(out_ / "icons/a.svg", "mine");
  fs::create_symlink("nowhere", out_ / "link");
  for (const char* text : {"two", "three"}) {
    Report(text);
    EXPECT_EQ(Text("index.html"), text);
    EXPECT_EQ(Text("robots.txt"), "mine");
    EXPECT_EQ(Text("icons/a.svg"), "mine");
    EXPECT_TRUE(fs::is_symlink(out_ / "link"));
    EXPECT_EQ(Left(), 0);
  }
}

TEST_F(ReportDirectories, StayWhereANameIsTakenByOthers) {
  Report("one");
  Put(out_ / "robots.txt", "mine");
  fs::create_directory(out_ / "de");
  ReportDirectory report(out_);
  report.Write("index.html", "two");
  report.Write("de/wombat.html", "two");
  EXPECT_THROW(report.Commit(), fs::filesystem_error);
  EXPECT_EQ(Text("index.html"), "one");
  EXPECT_EQ(Text("robots.txt"), "mine");
  EXPECT_TRUE(fs::is_empty(out_ / "de"));
}

TEST_F(ReportDirectories, GetBackWhatAKilledRunHadTaken) {
  Report("one");
  const fs::path left = Leftover();
  fs::copy(out_, left, fs::copy_options::recursive);
  Put(left / "robots.txt", "mine");
  Report("two");
  EXPECT_EQ(Text("robots.txt"), "mine");
  EXPECT_EQ(Text("index.html"), "two");
  EXPECT_EQ(Left(), 0);
}

TEST_F(ReportDirectories, ComeBackWhereARunWasKilledBetweenTwoNames) {
  Report("one");
  Put(out_ / "robots.txt", "mine");
  fs::rename(out_, Leftover("-old"));
  {
    const ReportDirectory report(out_);
    EXPECT_EQ(Text("robots.txt"), "mine");
  }
  EXPECT_EQ(Text("index.html"), "one");
  EXPECT_EQ(Left(), 0);
}

TEST_F(ReportDirectories, KeepTheirModes) {
  Report("one");
  ASSERT_EQ(chmod(out_.c_str(), 02750), 0);
  ASSERT_EQ(chmod((out_ / "ja").c_str(), 0700), 0);
  ASSERT_EQ(chmod((out_ / "ja/wombat.html").c_str(), 0640), 0);
  ASSERT_EQ(chmod((out_ / "index.html").c_str(), 0444), 0);
  for (const char* text : {"two", "two"}) {
    Report(text);
    EXPECT_EQ(Mode("."), "2750");
    EXPECT_EQ(Mode("ja"), "700");
    EXPECT_EQ(Mode("ja/wombat.html"), "640");
    EXPECT_EQ(Mode("index.html"), "444");
  }
}

TEST_F(ReportDirectories, AreReplacedWhereTheFileSystemKnowsPlainRenamesOnly) {
  Report("one");
  Put(out_ / "robots.txt", "mine");
  const int failures = OnOldFileSystem([&] { EXPECT_NO_THROW(Report("two")); });
  if (failures < 0) GTEST_SKIP() << "this system does not filter calls";
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(Text("index.html"), "two");
  EXPECT_EQ(Text("robots.txt"), "mine");
  EXPECT_EQ(Left(), 0);
}

}  // namespace
}  // namespace lockstep
