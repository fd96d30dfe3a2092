#include "pipeline/atomic_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "stages/model/hash.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kNewFile = 0666;
constexpr mode_t kPermissions = 07777;

// Where a file that is made at `path` comes to stand: a link may lead to what is not there yet. Requires that nothing
// is there.
fs::path FollowLinks(fs::path path) {
  std::error_code ignored;
  while (fs::is_symlink(path, ignored)) path = path.parent_path() / fs::read_symlink(path);
  return path;
}

}  // namespace

AtomicFile::AtomicFile(const std::string& path) : path_(path) {
  struct stat there {};
  const bool replaces = stat(path.c_str(), &there) == 0;
  if (!replaces && errno != ENOENT) Fail(errno);
  // What has no path of its own (/dev/stdout, where that is a file that was removed) cannot be replaced either.
  std::error_code failed;
  const fs::path real = replaces ? fs::canonical(path, failed) : FollowLinks(path);
  if (replaces && (failed || !S_ISREG(there.st_mode))) {
    file_ = open(path_.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC);
  } else {
    path_ = real.string();
    // Of our own name, so that two writers do not write into one file; and short, as the other may be as long as names
    // get.
    next_ = real.parent_path() / fmt::format(".{:016x}.{}.new", Hash64(real.filename().string()), getpid());
    file_ = open(next_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kNewFile);
  }
  if (file_ < 0) Fail(errno);
  if (replaces && !next_.empty()) (void)fchmod(file_, there.st_mode & kPermissions);
  buffer_.emplace(file_);
}

AtomicFile::~AtomicFile() {
  buffer_.reset();  // it may write once more
  if (file_ >= 0) close(file_);
  if (!next_.empty()) unlink(next_.c_str());
}

void AtomicFile::Fail(int reason) const {
  throw fs::filesystem_error("cannot write", path_, std::error_code(reason, std::generic_category()));
}

void AtomicFile::Write(std::string_view text) {
  const auto size = static_cast<std::streamsize>(text.size());
  if (buffer_->sputn(text.data(), size) != size) Fail(buffer_->error());
}

void AtomicFile::Commit() {
  if (buffer_->pubsync() != 0) Fail(buffer_->error());
  if (!next_.empty() && fsync(file_) != 0) Fail(errno);
  if (close(std::exchange(file_, -1)) != 0) Fail(errno);
  if (!next_.empty() && std::rename(next_.c_str(), path_.c_str()) != 0) Fail(errno);
  next_.clear();
}

void WriteFileAtomically(const std::string& path, std::string_view text) {
  AtomicFile file(path);
  file.Write(text);
  file.Commit();
}

}  // namespace lockstep
