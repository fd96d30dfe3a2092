#include "store/log_salvage.h"

#include <algorithm>
#include <boost/crc.hpp>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <span>
#include <system_error>
#include <vector>

#include <fmt/format.h>

namespace lockstep {
namespace {

namespace fs = std::filesystem;

// LevelDB's doc/log_format.md: blocks of 32 KB; in them records of checksum, length, type and data; a record that does
// not fit begins in one block and goes on in the next.
constexpr std::size_t kBlockBytes = 32768;
constexpr std::size_t kLengthAt = 4;
constexpr std::size_t kTypeAt = 6;
constexpr std::size_t kHeaderBytes = 7;
constexpr char kUnknownType = 0x7f;

using Crc32c = boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true>;

std::uint32_t Fixed(std::span<const char> bytes) {
  std::uint32_t number = 0;
  for (std::size_t n = bytes.size(); n > 0; --n) number = number << 8 | static_cast<unsigned char>(bytes[n - 1]);
  return number;
}

// Of a record's type and data, as LevelDB stores it.
std::uint32_t ChecksumOf(std::span<const char> bytes) {
  Crc32c crc;
  crc.process_bytes(bytes.data(), bytes.size());
  const std::uint32_t sum = crc.checksum();
  return (sum >> 15 | sum << 17) + 0xa282ead8U;
}

// Marks what is damaged in a block; how many records that are. Behind a wrong length there are no more records, but
// the next block is whole again.
std::size_t MarkIn(std::span<char> block) {
  std::size_t marked = 0;
  while (block.size() >= kHeaderBytes) {
    const std::size_t length = Fixed(block.subspan(kLengthAt, kTypeAt - kLengthAt));
    const bool is_padding = length == 0 && block[kTypeAt] == 0;
    if (is_padding || length > block.size() - kHeaderBytes) break;
    if (ChecksumOf(block.subspan(kTypeAt, 1 + length)) != Fixed(block.first(kLengthAt))) {
      block[kTypeAt] = kUnknownType;
      ++marked;
    }
    block = block.subspan(kHeaderBytes + length);
  }
  return marked;
}

std::size_t MarkInLog(const fs::path& path) {
  errno = 0;
  std::fstream log(path, std::ios::in | std::ios::out | std::ios::binary);
  std::size_t marked = 0;
  std::vector<char> block(kBlockBytes);
  for (std::streamoff at = 0; log; at += static_cast<std::streamoff>(kBlockBytes)) {
    log.seekg(at).read(block.data(), static_cast<std::streamsize>(block.size()));
    const std::streamsize got = log.gcount();
    if (got == 0 || log.bad()) break;
    log.clear();  // the last block is a short one
    const std::size_t found = MarkIn({block.data(), static_cast<std::size_t>(got)});
    if (found > 0) log.seekp(at).write(block.data(), got);
    marked += found;
  }
  if (!log.is_open() || log.bad()) {
    throw fs::filesystem_error("cannot mend", path, std::error_code(errno, std::generic_category()));
  }
  return marked;
}

}  // namespace

void MarkDamagedLogRecords(const std::string& database, const std::function<void(const Damage&)>& report) {
  std::vector<fs::path> logs;
  for (const fs::directory_entry& entry : fs::directory_iterator(database)) {
    if (entry.path().extension() == ".log") logs.push_back(entry.path());
  }
  std::sort(logs.begin(), logs.end());
  for (const fs::path& log : logs) {
    const std::size_t marked = MarkInLog(log);
    if (marked == 0) continue;
    report({"", fmt::format("{}: {} damaged record{}: what {} said is lost", log.filename().string(), marked,
                            marked == 1 ? "" : "s", marked == 1 ? "it" : "they")});
  }
}

}  // namespace lockstep
