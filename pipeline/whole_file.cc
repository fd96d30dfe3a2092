#include "pipeline/whole_file.h"

#include <array>
#include <cerrno>
#include <fstream>
#include <system_error>

namespace lockstep {

std::string ReadWholeFile(const std::filesystem::path& path) {
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  std::string text;
  std::array<char, 1 << 14> piece{};
  while (in.read(piece.data(), piece.size()) || in.gcount() > 0) {
    text.append(piece.data(), static_cast<std::size_t>(in.gcount()));
  }
  if (in.eof() && !in.bad()) return text;
  throw std::filesystem::filesystem_error("cannot read", path, std::error_code(errno, std::generic_category()));
}

}  // namespace lockstep
