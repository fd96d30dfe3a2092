// Repairs by making a second database and exchanging the two: until that last step nothing is touched.

#include <fcntl.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>

#include "store/codec.h"
#include "store/keys.h"
#include "store/log_salvage.h"
#include "store/store.h"
#include "store/verify.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

// Where the next damaged database goes: damaged-1, damaged-2 ...
std::string NextAside(const std::string& directory) {
  for (int number = 1;; ++number) {
    std::string path = fmt::format("{}/damaged-{}", directory, number);
    if (!fs::exists(path)) return path;
  }
}

void CopyDatabase(const std::string& directory, const std::string& fresh) {
  fs::remove_all(fresh);
  fs::create_directories(fresh);
  fs::copy(DatabaseDirectory(directory), DatabaseDirectory(fresh), fs::copy_options::recursive);
}

void Salvage(const std::string& fresh, std::vector<Damage>& lost) {
  const auto report = [&](const Damage& finding) { lost.push_back(finding); };
  MarkDamagedLogRecords(DatabaseDirectory(fresh), report);
  RepairLevelDb(DatabaseDirectory(fresh));
  const std::unique_ptr<Engine> engine = OpenLevelDb(fresh, {.create = false});
  RebuildStore(*engine, report);
  if (!engine->Get(kFormatKey)) {
    Batch batch;
    batch.Put(kFormatKey, EncodeFormat(kFormatVersion));
    engine->Write(batch, true);
  }
  const std::string version = *engine->Get(kFormatKey);
  if (DecodeFormat(version) != kFormatVersion) {
    throw StoreError(
        fmt::format("format version {}, this lockstep knows version {}; repair it with the lockstep that "
                    "wrote it",
                    DecodeFormat(version), kFormatVersion));
  }
  engine->Flush();
}

}  // namespace

void ExchangeDatabase(const std::string& directory, const std::string& fresh) {
  const std::string database = DatabaseDirectory(directory);
  const std::string replacement = DatabaseDirectory(fresh);
  if (renameat2(AT_FDCWD, replacement.c_str(), AT_FDCWD, database.c_str(), RENAME_EXCHANGE) == 0) return;
  // No database there yet, or a file system that cannot exchange.
  const std::string old = fresh + "/old";
  if (fs::exists(database)) fs::rename(database, old);
  fs::rename(replacement, database);
  if (fs::exists(old)) fs::rename(old, replacement);
}

RepairResult RepairStore(const std::string& directory) {
  RepairResult result;
  const std::string fresh = directory + "/db.repairing";
  try {
    CopyDatabase(directory, fresh);
    Salvage(fresh, result.lost);
    ExchangeDatabase(directory, fresh);
    result.kept_aside = NextAside(directory);
    fs::rename(DatabaseDirectory(fresh), result.kept_aside);
    fs::remove_all(fresh);
  } catch (const fs::filesystem_error& error) {
    throw StoreError(fmt::format("store {}: cannot repair: {}", directory, error.what()));
  } catch (const StoreError& error) {
    throw StoreError(fmt::format("store {}: cannot repair: {}", directory, error.what()));
  }
  return result;
}

}  // namespace lockstep
