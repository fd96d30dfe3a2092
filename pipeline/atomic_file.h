// Files that others read while we write them: replaced as a whole, or not at all.
#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "pipeline/output_buffer.h"

namespace lockstep {

// A file that is written piece by piece, beside `path`, and gets its name when all of it is on the disk. Where `path`
// is a link, that is done where it leads to; where it is no regular file (a pipe, /dev/null), it is written as it
// stands. All but the destructor throw std::filesystem::filesystem_error that names `path`; then what was there stays.
class AtomicFile {
 public:
  explicit AtomicFile(const std::string& path);
  // Takes away what was not committed.
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  void Write(std::string_view text);
  void Commit();

 private:
  [[noreturn]] void Fail(int reason) const;

  std::string path_;
  std::string next_;  // what is written until it is committed; "" = `path_` itself
  int file_ = -1;
  std::optional<OutputBuffer> buffer_;
};

// Makes `text` the content of `path`, as AtomicFile does.
void WriteFileAtomically(const std::string& path, std::string_view text);

// Where `path` is given, and is not "-", writes to that file, else to `out`: what writes to it is called with a
// function that takes the next piece. Throws as AtomicFile does; `out` is flushed.
template <typename Work>
void WriteTo(const std::optional<std::string>& path, std::ostream& out, const Work& work) {
  if (!path || *path == "-") {
    work([&](std::string_view text) { out << text; });
    out.flush();
    return;
  }
  AtomicFile file(*path);
  work([&](std::string_view text) { file.Write(text); });
  file.Commit();
}

}  // namespace lockstep
