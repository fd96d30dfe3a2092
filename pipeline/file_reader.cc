#include "pipeline/file_reader.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <system_error>
#include <thread>
#include <utility>

#include "pipeline/descriptor.h"
#include "pipeline/site_walk.h"
#include "stages/model/hash.h"

namespace lockstep {
namespace {

constexpr int kAttempts = 4;
// The kernel stamps files by a clock that ticks 100 to 1000 times a second; some file systems keep whole seconds only.
constexpr std::int64_t kTickNs = 20'000'000;
constexpr std::int64_t kSecondNs = 1'000'000'000;

Diagnostic Problem(std::string_view path, std::string_view code, std::string message) {
  Diagnostic diagnostic{
      .severity = Severity::kError, .code = std::string(code), .message = std::move(message), .where = {}, .notes = {}};
  diagnostic.where.path = std::string(path);
  return diagnostic;
}

Diagnostic Unreadable(std::string_view path, int error) {
  return Problem(path, "file-unreadable", fmt::format("cannot read the file: {}", ErrorText(path, error)));
}

std::int64_t NowNs() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// Every change of a file sets its ctime, which nobody can set back. (A ctime in the future is racy until it is past.)
bool IsRacy(const FileStamp& stamp, std::int64_t now_ns) {
  const bool whole_seconds = stamp.ctime_ns % kSecondNs == 0;
  return now_ns - stamp.ctime_ns < (whole_seconds ? 2 * kSecondNs : kTickNs);
}

// Lets a tick pass where the file was changed within the current one, so that the next run need not read it again.
void LetTickPass(const FileStamp& stamp) {
  const std::int64_t age = NowNs() - stamp.ctime_ns;
  if (age >= 0 && age < kTickNs) std::this_thread::sleep_for(std::chrono::nanoseconds(kTickNs - age));
}

// All bytes up to the end, `size` being expected; false on an error (errno). Stops behind `size`: a file that grows is
// read again anyway.
bool ReadAll(int file, std::size_t size, std::string& text) {
  text.resize(size + 1);
  std::size_t have = 0;
  while (have < text.size()) {
    const ssize_t got = read(file, text.data() + have, text.size() - have);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  text.resize(have);
  return true;
}

}  // namespace

std::variant<FileContent, Diagnostic> ReadFile(const std::filesystem::path& site, std::string_view path) {
  const std::filesystem::path full = site / path;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    // Without O_NONBLOCK, a pipe that took the file's place would be waited for.
    const Descriptor file(open(full.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat before {};
    struct stat after {};
    if (file.get() < 0 || fstat(file.get(), &before) != 0) return Unreadable(path, errno);
    if (!S_ISREG(before.st_mode)) return Problem(path, "file-not-regular", "not a regular file");
    FileContent content{.text = {}, .stamp = StampOf(before)};
    if (content.stamp.size > kMaxFileSize) {
      return Problem(path, "file-too-large",
                     fmt::format("the file has {} bytes, at most {} are read", content.stamp.size, kMaxFileSize));
    }
    LetTickPass(content.stamp);
    if (!ReadAll(file.get(), content.stamp.size, content.text)) return Unreadable(path, errno);
    if (fstat(file.get(), &after) != 0) return Unreadable(path, errno);
    if (StampOf(after) != content.stamp || content.text.size() != content.stamp.size) continue;
    content.racy = IsRacy(content.stamp, NowNs());
    content.hash = Hash64(content.text);
    return content;
  }
  return Problem(path, "file-changing", fmt::format("the file changed each of the {} times it was read", kAttempts));
}

}  // namespace lockstep
