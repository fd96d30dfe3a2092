// Small files as a whole: what cannot be read is told with its reason, and never passes for a short file.
#pragma once

#include <filesystem>
#include <string>

namespace lockstep {

// The bytes of `path`. Throws std::filesystem::filesystem_error that names it.
std::string ReadWholeFile(const std::filesystem::path& path);

}  // namespace lockstep
