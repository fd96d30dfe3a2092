// Every write into a site: a file is the old one or the new one at any moment, and nothing outside is ever touched.
//
// The new bytes go into a temporary file beside the old one, to the disk, and then take its name. Paths are followed
// name by name from the site's directory without following a link, so that no package, and nobody who swaps a directory
// for a link while we work, can lead a write elsewhere.
#pragma once

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

#include "store/records.h"

namespace lockstep {

// A file that is left as it is: what() says why, for people ("the file has changed since it was read").
struct WriteRefused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// What a file was when it was read.
struct FileState {
  FileStamp stamp;
  std::uint64_t hash = 0;  // Hash64 of its bytes
};

// True where `path` is relative, in its plainest form, and does not lead out of the directory it is relative to.
bool IsPlainPath(std::string_view path);

class SiteWriter {
 public:
  // Throws std::filesystem::filesystem_error where the directory cannot be opened.
  explicit SiteWriter(const std::filesystem::path& site);
  ~SiteWriter();
  SiteWriter(const SiteWriter&) = delete;
  SiteWriter& operator=(const SiteWriter&) = delete;

  // Throws as Replace would for what stands there.
  void Expect(std::string_view path, const FileState& was) const;
  // Puts `bytes` in the place of the file `path`, with its mode, if it still is what `was` says. Throws WriteRefused,
  // and filesystem_error where the disk does not take it; the file is the old one then.
  void Replace(std::string_view path, const FileState& was, std::string_view bytes) const;
  // Makes the file `path` and the directories that it needs. Throws as Replace; also where there is such a file.
  void Create(std::string_view path, std::string_view bytes) const;

 private:
  std::filesystem::path site_;
  int directory_ = -1;
};

}  // namespace lockstep
