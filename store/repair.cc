// Repairs by making a second database and exchanging the two: until that last step nothing is touched.

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "store/codec.h"
#include "store/keys.h"
#include "store/log_salvage.h"
#include "store/replacement.h"
#include "store/store.h"
#include "store/upgrade.h"
#include "store/verify.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

// Holds a copy, or a part of one: it is gone when this object is, whatever happened.
class CopyDirectory {
 public:
  explicit CopyDirectory(std::string path) : path_(std::move(path)) { fs::remove_all(path_); }
  ~CopyDirectory() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  CopyDirectory(const CopyDirectory&) = delete;
  CopyDirectory& operator=(const CopyDirectory&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

void CopyDatabase(const std::string& directory, const std::string& fresh) {
  fs::create_directories(fresh);
  fs::copy(DatabaseDirectory(directory), DatabaseDirectory(fresh), fs::copy_options::recursive);
}

void Salvage(const std::string& fresh, std::vector<Damage>& lost) {
  const auto report = [&](const Damage& finding) { lost.push_back(finding); };
  MarkDamagedLogRecords(DatabaseDirectory(fresh), report);
  RepairLevelDb(DatabaseDirectory(fresh));
  const std::unique_ptr<Engine> engine = OpenLevelDb(fresh, {.create = false});
  UpgradeStore(*engine);
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

RepairResult RepairStore(const std::string& directory) {
  RepairResult result;
  FinishReplacing(directory);
  try {
    const CopyDirectory fresh(directory + "/db.repairing");
    CopyDatabase(directory, fresh.path());
    Salvage(fresh.path(), result.lost);
    result.kept_aside = NextAside(directory);
    ReplaceDatabase(directory, DatabaseDirectory(fresh.path()), result.kept_aside);
  } catch (const fs::filesystem_error& error) {
    throw StoreError(fmt::format("store {}: cannot repair: {}", directory, error.what()));
  } catch (const StoreError& error) {
    throw StoreError(fmt::format("store {}: cannot repair: {}", directory, error.what()));
  }
  return result;
}

}  // namespace lockstep
