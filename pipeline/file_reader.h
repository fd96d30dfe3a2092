// Reads a file together with the stamp that tells later whether it changed.
//
// A stamp is only worth something if the bytes belong to it: the file is looked at before and after, and read again
// where the two differ. Each reading ends in the bytes or in one diagnostic, never in an exception.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>

#include "stages/model/diagnostic.h"
#include "store/records.h"

namespace lockstep {

// Larger files are reported and not read. The largest reviews have some hundred kilobytes; a file of this size takes
// 70 MB of memory while it is prepared, and ten times that where every second character is markup.
inline constexpr std::uint64_t kMaxFileSize = 4U << 20U;

struct FileContent {
  std::string text;
  FileStamp stamp;
  // A later change could carry the same stamp, because the file was changed within one tick of the clock that stamps
  // it.
  bool racy = false;
  std::uint64_t hash = 0;  // Hash64 of `text`, as FileRecord::content_hash keeps it
};

// The file `path` below `site`. The diagnostic is one of file-unreadable, file-not-regular, file-too-large,
// file-changing (somebody writes it all the time). A file that is gone is unreadable. Waits for at most 20 ms: a file
// that was changed just now is read when its stamp is safe.
std::variant<FileContent, Diagnostic> ReadFile(const std::filesystem::path& site, std::string_view path);

}  // namespace lockstep
