#include "store/replacement.h"

#include <fcntl.h>

#include <cstdio>
#include <filesystem>

#include <fmt/format.h>

#include "store/leveldb_engine.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

}  // namespace

std::string NextDatabaseDirectory(const std::string& directory) {
  return directory + "/db.next";
}

std::string NextAside(const std::string& directory) {
  for (int number = 1;; ++number) {
    std::string path = fmt::format("{}/damaged-{}", directory, number);
    if (!fs::exists(path)) return path;
  }
}

void ReplaceDatabase(const std::string& directory, const std::string& fresh, const std::string& aside) {
  const std::string database = DatabaseDirectory(directory);
  const std::string next = NextDatabaseDirectory(directory);
  fs::rename(fresh, next);
  if (renameat2(AT_FDCWD, next.c_str(), AT_FDCWD, database.c_str(), RENAME_EXCHANGE) == 0) {
    fs::rename(next, aside);
    return;
  }
  // No database there yet, or a file system that cannot exchange.
  if (fs::exists(database)) fs::rename(database, aside);
  fs::rename(next, database);
}

void FinishReplacing(const std::string& directory) {
  const std::string next = NextDatabaseDirectory(directory);
  try {
    if (!fs::exists(next)) return;
    const std::string database = DatabaseDirectory(directory);
    fs::rename(next, fs::exists(database) ? NextAside(directory) : database);
  } catch (const fs::filesystem_error& error) {
    throw StoreError(fmt::format("store {}: cannot end a repair or load that was stopped: {}; correct its permissions",
                                 directory, error.what()));
  }
}

}  // namespace lockstep
