#include "pipeline/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace lockstep {
namespace {

// True where all of it is on the disk; else errno says why not. Closes `file`.
bool WriteAndClose(int file, std::string_view text) {
  bool good = true;
  while (good && !text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written >= 0) text.remove_prefix(static_cast<std::size_t>(written));
    good = written >= 0 || errno == EINTR;
  }
  good = good && fsync(file) == 0;
  const int reason = errno;
  const bool closed = close(file) == 0;
  if (!good) errno = reason;
  return good && closed;
}

}  // namespace

void WriteFileAtomically(const std::string& path, std::string_view text) {
  // Of our own name, so that two writers do not write into one file.
  const std::string next = path + "." + std::to_string(getpid()) + ".new";
  const int file = open(next.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file >= 0 && WriteAndClose(file, text) && std::rename(next.c_str(), path.c_str()) == 0) return;
  const std::error_code reason(errno, std::generic_category());
  if (file >= 0) unlink(next.c_str());
  throw std::filesystem::filesystem_error("cannot write", path, reason);
}

}  // namespace lockstep
