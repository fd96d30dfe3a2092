#include "pipeline/site_writer.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <variant>

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "pipeline/file_reader.h"
#include "stages/model/hash.h"
#include "tests/pipeline/old_file_system.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

class SiteWriting : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "site_writer.XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    site_ = name;
    fs::create_directories(site_ / "ja");
    Put("ja/x.md", "old");
  }
  void TearDown() override { fs::remove_all(site_); }

  void Put(const std::string& path, const std::string& text) const { std::ofstream(site_ / path) << text; }
  std::string Text(const std::string& path) const {
    std::ifstream in(site_ / path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  FileState State(const std::string& path) const {
    const auto read = ReadFile(site_, path);
    const auto& content = std::get<FileContent>(read);
    return {content.stamp, content.hash};
  }
  // Why it was not written, or "".
  template <typename Write>
  std::string Why(const Write& write) const {
    try {
      write(SiteWriter(site_));
      return "";
    } catch (const WriteRefused& refused) {
      return refused.what();
    }
  }
  std::string Replace(const std::string& path, const FileState& was) const {
    return Why([&](const SiteWriter& writer) { writer.Replace(path, was, "new"); });
  }
  std::size_t Files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(site_ / "ja"), fs::directory_iterator()));
  }

  fs::path site_;
};

TEST_F(SiteWriting, ReplacesAFileAndKeepsItsMode) {
  fs::permissions(site_ / "ja/x.md", fs::perms(0640));
  EXPECT_EQ(Replace("ja/x.md", State("ja/x.md")), "");
  EXPECT_EQ(Text("ja/x.md"), "new");
  EXPECT_EQ(fs::status(site_ / "ja/x.md").permissions(), fs::perms(0640));
  EXPECT_EQ(Files(), 1U);
}

TEST_F(SiteWriting, AFileThatHasChangedStays) {
  const FileState was = State("ja/x.md");
  Put("ja/x.md", "odd");
  EXPECT_EQ(Replace("ja/x.md", was), "the file has changed since it was read");
  EXPECT_EQ(Text("ja/x.md"), "odd");
  fs::remove(site_ / "ja/x.md");
  EXPECT_EQ(Replace("ja/x.md", was), "the file is gone");
}

TEST_F(SiteWriting, NothingIsWrittenThroughALink) {
  const FileState was = State("ja/x.md");
  fs::rename(site_ / "ja/x.md", site_ / "x.md");
  fs::create_symlink("../x.md", site_ / "ja/x.md");
  EXPECT_EQ(Replace("ja/x.md", was), "it is a link, and what it leads to is not ours to write");
  fs::create_directory_symlink("ja", site_ / "de");
  EXPECT_EQ(Replace("de/x.md", was), "a directory of its path is a link, or no directory");
  EXPECT_EQ(Why([](const SiteWriter& writer) { writer.Create("de/y.md", "new"); }),
            "a directory of its path is a link, or no directory");
  EXPECT_EQ(Text("x.md"), "old");
}

TEST_F(SiteWriting, NoPathLeadsOut) {
  for (const char* path : {"../x.md", "ja/../../x.md", "/tmp/x.md", "", ".", "ja//x.md", "ja/./x.md", "ja/x.md/"}) {
    EXPECT_EQ(Why([&](const SiteWriter& writer) { writer.Create(path, "new"); }), "the path leads out of the site")
        << path;
    EXPECT_FALSE(IsPlainPath(path)) << path;
  }
  EXPECT_FALSE(IsPlainPath(std::string_view("ja/x\0.md", 8)));
  EXPECT_TRUE(IsPlainPath("ja/..x/...md"));
}

TEST_F(SiteWriting, CreatesAFileAndItsDirectoriesButReplacesNone) {
  EXPECT_EQ(Why([](const SiteWriter& writer) { writer.Create("de/a/y.md", "new"); }), "");
  EXPECT_EQ(Text("de/a/y.md"), "new");
  EXPECT_EQ(Why([](const SiteWriter& writer) { writer.Create("ja/x.md", "new"); }), "there is such a file already");
  EXPECT_EQ(Text("ja/x.md"), "old");
  EXPECT_EQ(Files(), 1U);
}

TEST_F(SiteWriting, WhatAKilledRunLeftIsWrittenOver) {
  const std::string left = fmt::format("ja/.{:016x}.lockstep", Hash64("x.md"));
  Put(left, "half");
  EXPECT_EQ(Replace("ja/x.md", State("ja/x.md")), "");
  EXPECT_EQ(Text("ja/x.md"), "new");
  EXPECT_EQ(Files(), 1U);
}

// 255 bytes, as long as names get.
TEST_F(SiteWriting, NamesMayBeAsLongAsTheyGet) {
  std::string name = "ja/";
  for (int i = 0; i < 84; ++i) name += "あ";
  name += ".md";
  EXPECT_EQ(Why([&](const SiteWriter& writer) { writer.Create(name, "first"); }), "");
  EXPECT_EQ(Replace(name, State(name)), "");
  EXPECT_EQ(Text(name), "new");
  EXPECT_EQ(Files(), 2U);
}

TEST_F(SiteWriting, CreatesFilesWhereTheFileSystemKnowsPlainRenamesOnly) {
  const int failures = OnOldFileSystem([&] {
    EXPECT_EQ(Why([](const SiteWriter& writer) { writer.Create("ja/y.md", "new"); }), "");
    EXPECT_EQ(Why([](const SiteWriter& writer) { writer.Create("ja/x.md", "new"); }), "there is such a file already");
  });
  if (failures < 0) GTEST_SKIP() << "this system does not filter calls";
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(Text("ja/y.md"), "new");
  EXPECT_EQ(Text("ja/x.md"), "old");
  EXPECT_EQ(Files(), 2U);
}

// Killed at any moment, the file is the old one or the new one.
TEST_F(SiteWriting, AKilledRunLeavesNoHalfFile) {
  const std::string long_text(1 << 20, 'n');
  for (int micros = 0; micros < 6000; micros += 250) {
    Put("ja/x.md", "old");
    const FileState was = State("ja/x.md");
    const pid_t child = fork();
    if (child == 0) {
      SiteWriter(site_).Replace("ja/x.md", was, long_text);
      _exit(0);
    }
    usleep(static_cast<useconds_t>(micros));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    const std::string text = Text("ja/x.md");
    EXPECT_TRUE(text == "old" || text == long_text) << micros;
  }
}

}  // namespace
}  // namespace lockstep
