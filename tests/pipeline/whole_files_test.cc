// Files that are written as a whole or not at all, and those that are read as a whole or not at all.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <functional>
#include <sstream>
#include <string>
#include <thread>

#include "pipeline/atomic_file.h"
#include "pipeline/whole_file.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

class WholeFiles : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "whole_files.XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    directory_ = name;
  }
  void TearDown() override { fs::remove_all(directory_); }

  std::string Path(const std::string& name) const { return (directory_ / name).string(); }
  std::ptrdiff_t Count() const { return std::distance(fs::directory_iterator(directory_), fs::directory_iterator()); }
  // "Is a directory", or "" where nothing is wrong.
  static std::string Failure(const std::function<void()>& work) {
    try {
      work();
      return "";
    } catch (const fs::filesystem_error& error) {
      EXPECT_FALSE(error.path1().empty());
      return error.code().message();
    }
  }

  fs::path directory_;
};

TEST_F(WholeFiles, AreReplacedAsAWholeOrNotAtAll) {
  WriteFileAtomically(Path("x"), "one\n");
  WriteFileAtomically(Path("x"), "two\n");
  EXPECT_EQ(ReadWholeFile(Path("x")), "two\n");
  {
    AtomicFile file(Path("x"));
    file.Write(std::string(1 << 20, 'x'));
  }
  EXPECT_EQ(ReadWholeFile(Path("x")), "two\n") << "what was not committed is nothing";
  EXPECT_EQ(Count(), 1) << "something was left behind";
}

TEST_F(WholeFiles, SayWhyTheyCannotBeWritten) {
  fs::create_directory(directory_ / "folder");
  EXPECT_EQ(Failure([&] { WriteFileAtomically(Path("none/x"), "x"); }), "No such file or directory");
  EXPECT_EQ(Failure([&] { WriteFileAtomically(Path("folder"), "x"); }), "Is a directory");
  EXPECT_EQ(Count(), 1);
}

TEST_F(WholeFiles, StayAsTheyWereWhereTheDiskIsFull) {
  WriteFileAtomically(Path("x"), "one\n");
  (void)std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{1000, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  const std::string failure = Failure([&] { WriteFileAtomically(Path("x"), std::string(100'000, 'x')); });
  setrlimit(RLIMIT_FSIZE, &before);
  EXPECT_EQ(failure, "File too large");
  EXPECT_EQ(ReadWholeFile(Path("x")), "one\n");
  EXPECT_EQ(Count(), 1);
}

TEST_F(WholeFiles, KeepTheirModeAndTheLinkToThem) {
  WriteFileAtomically(Path("x"), "one\n");
  fs::permissions(directory_ / "x", fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink("x", directory_ / "link");
  WriteFileAtomically(Path("link"), "two\n");
  EXPECT_TRUE(fs::is_symlink(directory_ / "link"));
  EXPECT_EQ(ReadWholeFile(Path("x")), "two\n");
  EXPECT_EQ(fs::status(directory_ / "x").permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(WholeFiles, MayHaveNamesAsLongAsTheyGet) {
  const std::string name(255, 'x');
  WriteFileAtomically(Path(name), "one\n");
  WriteFileAtomically(Path(name), "two\n");
  EXPECT_EQ(ReadWholeFile(Path(name)), "two\n");
  EXPECT_EQ(Count(), 1);
}

TEST_F(WholeFiles, AreMadeWhereALinkLeads) {
  fs::create_directory(directory_ / "folder");
  fs::create_symlink("folder/second", directory_ / "first");
  fs::create_symlink("../x", directory_ / "folder/second");
  WriteFileAtomically(Path("first"), "one\n");
  EXPECT_TRUE(fs::is_symlink(directory_ / "first"));
  EXPECT_EQ(ReadWholeFile(Path("x")), "one\n");
  fs::create_symlink("loop", directory_ / "loop");
  EXPECT_EQ(Failure([&] { WriteFileAtomically(Path("loop"), "two\n"); }), "Too many levels of symbolic links");
  EXPECT_TRUE(fs::is_symlink(directory_ / "loop"));
}

// As where standard output is a temporary file.
TEST_F(WholeFiles, AreWrittenAsTheyStandWhereTheyHaveNoNameAnyMore) {
  const int file = open(Path("x").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  ASSERT_GE(file, 0);
  fs::create_symlink("/proc/self/fd/" + std::to_string(file), directory_ / "stdout");
  fs::remove(directory_ / "x");
  WriteFileAtomically(Path("stdout"), "one\n");
  char bytes[8];
  EXPECT_EQ(pread(file, bytes, sizeof(bytes), 0), 4);
  close(file);
  EXPECT_TRUE(fs::is_symlink(directory_ / "stdout"));
  EXPECT_EQ(Count(), 1);
}

TEST_F(WholeFiles, ArePassedOnWhereAPipeStandsInTheirPlace) {
  ASSERT_EQ(mkfifo(Path("pipe").c_str(), 0600), 0);
  std::string got;
  std::thread reader([&] { got = ReadWholeFile(Path("pipe")); });
  WriteFileAtomically(Path("pipe"), "through\n");
  reader.join();
  EXPECT_EQ(got, "through\n");
  EXPECT_TRUE(fs::is_fifo(directory_ / "pipe"));
}

TEST_F(WholeFiles, GoToAStreamWhereNoneIsNamed) {
  const auto work = [](const auto& write) {
    write("one ");
    write("two");
  };
  std::ostringstream out;
  WriteTo(std::nullopt, out, work);
  EXPECT_EQ(out.str(), "one two");
  WriteTo(Path("x"), out, work);
  EXPECT_EQ(out.str(), "one two");
  EXPECT_EQ(ReadWholeFile(Path("x")), "one two");
}

TEST_F(WholeFiles, AreReadToTheirEnd) {
  for (const std::size_t size : {0U, 1U, 16'384U, 16'385U, 100'000U}) {
    const std::string text(size, 'x');
    WriteFileAtomically(Path("x"), text);
    EXPECT_EQ(ReadWholeFile(Path("x")), text) << size;
  }
}

TEST_F(WholeFiles, SayWhyTheyCannotBeRead) {
  EXPECT_EQ(Failure([&] { ReadWholeFile(Path("none")); }), "No such file or directory");
  EXPECT_EQ(Failure([&] { ReadWholeFile(directory_); }), "Is a directory");
}

}  // namespace
}  // namespace lockstep
