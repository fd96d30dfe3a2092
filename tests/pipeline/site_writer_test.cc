#include "pipeline/site_writer.h"

#include <sys/ptrace.h>
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

// Runs `work` in a process of its own and kills it at its `step`th way into or out of the kernel. False where it ended
// before, by itself.
template <typename Work>
bool IsKilledAt(int step, const Work& work) {
  const pid_t child = fork();
  if (child == 0) {
    if (ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) _exit(1);
    raise(SIGSTOP);
    work();
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  for (int i = 0; i < step && WIFSTOPPED(status); ++i) {
    const int signal = WSTOPSIG(status);
    const bool is_ours = signal == SIGTRAP || signal == SIGSTOP;
    ptrace(PTRACE_SYSCALL, child, nullptr, is_ours ? 0 : signal);
    waitpid(child, &status, 0);
  }
  if (!WIFSTOPPED(status)) return false;
  kill(child, SIGKILL);
  waitpid(child, &status, 0);
  return true;
}

// The file is the old one up to some moment, and from then on the new one; and what one run leaves does not keep the
// next from writing.
TEST_F(SiteWriting, AKilledRunLeavesNoHalfFile) {
  const auto write = [&](const FileState& was) { SiteWriter(site_).Replace("ja/x.md", was, "new"); };
  if (!IsKilledAt(0, [] {})) GTEST_SKIP() << "this system lets no process follow another";
  bool is_new = false;
  for (int step = 0; !HasFailure(); ++step) {
    Put("ja/x.md", "old");
    const FileState was = State("ja/x.md");
    if (!IsKilledAt(step, [&] { write(was); })) break;
    const std::string text = Text("ja/x.md");
    EXPECT_TRUE(text == "new" || (text == "old" && !is_new)) << step << ": " << text;
    is_new = text == "new";
  }
  EXPECT_TRUE(is_new);
  EXPECT_EQ(Files(), 1U);
}

}  // namespace
}  // namespace lockstep
