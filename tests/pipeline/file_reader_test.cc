#include "pipeline/file_reader.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <variant>

#include "stages/model/hash.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

class FileReaderTest : public testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(site_);
    fs::create_directories(site_);
  }
  void TearDown() override { fs::remove_all(site_); }

  void Write(const std::string& name, const std::string& text) const {
    std::ofstream(site_ / name, std::ios::binary) << text;
  }
  // "code: message" of what ReadFile says, or "" where it reads.
  std::string Problem(const std::string& name) const {
    const auto reading = ReadFile(site_, name);
    const Diagnostic* problem = std::get_if<Diagnostic>(&reading);
    return problem == nullptr ? "" : problem->code + ": " + problem->message;
  }

  const fs::path site_ = fs::path(testing::TempDir()) / ("lockstep_file_reader-" + std::to_string(getpid()));
};

TEST_F(FileReaderTest, GivesTheBytesWithTheirStampAndHash) {
  const std::string text = std::string("\xEF\xBB\xBF a\r\n\0 b", 10);
  Write("a.md", text);
  const auto reading = ReadFile(site_, "a.md");
  const FileContent& content = std::get<FileContent>(reading);
  EXPECT_EQ(content.text, text);
  EXPECT_EQ(content.stamp.size, text.size());
  EXPECT_EQ(content.hash, Hash64(text));
}

TEST_F(FileReaderTest, SaysWhatCannotBeRead) {
  fs::create_directory(site_ / "folder.md");
  fs::create_symlink("loop.md", site_ / "loop.md");
  Write("file.md", "Text.");
  EXPECT_EQ(Problem("gone.md"), "file-unreadable: cannot read the file: No such file or directory");
  EXPECT_EQ(Problem("file.md/a.md"), "file-unreadable: cannot read the file: Not a directory");
  EXPECT_EQ(Problem("loop.md"), "file-unreadable: cannot read the file: Too many levels of symbolic links");
  EXPECT_EQ(Problem("folder.md"), "file-not-regular: not a regular file");
}

TEST_F(FileReaderTest, RefusesWhatIsTooLarge) {
  Write("largest.md", "");
  fs::resize_file(site_ / "largest.md", kMaxFileSize);
  EXPECT_EQ(Problem("largest.md"), "");
  fs::resize_file(site_ / "largest.md", kMaxFileSize + 1);
  EXPECT_EQ(Problem("largest.md"), "file-too-large: the file has 4194305 bytes, at most 4194304 are read");
}

TEST_F(FileReaderTest, GivesUpOnAFileThatIsWrittenAllTheTime) {
  Write("log.md", "Text.\n");
  std::atomic<bool> stop = false;
  std::atomic<int> written = 0;
  std::thread writer([&] {
    for (std::ofstream file(site_ / "log.md"); !stop; ++written) file.seekp(0) << "Text.\n" << std::flush;
  });
  while (written < 10) std::this_thread::yield();
  // A busy machine may not let the writer run for a while: then the file is read.
  std::string problem;
  while (problem.empty()) problem = Problem("log.md");
  stop = true;
  writer.join();
  EXPECT_EQ(problem, "file-changing: the file changed each of the 4 times it was read");
}

}  // namespace
}  // namespace lockstep
