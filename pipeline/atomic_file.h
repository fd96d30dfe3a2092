// Files that others read while we write them: replaced as a whole, or not at all.
#pragma once

#include <string>
#include <string_view>

namespace lockstep {

// Writes `text` beside `path`, syncs it to disk and renames it to `path`. Throws std::filesystem::filesystem_error that
// names `path`; then what was there stays.
void WriteFileAtomically(const std::string& path, std::string_view text);

}  // namespace lockstep
