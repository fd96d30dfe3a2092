// Brings the store up to date with the site's files: the main job.
//
// A walk of the site and a scan of the store's file records, both in byte order of the paths, are merged; only what differs
// is read. Workers prepare documents and write a batch each; memory depends on their number, not on the site's size.
#pragma once

#include <cstdint>
#include <vector>

#include "locales/locale.h"
#include "pipeline/configuration.h"
#include "pipeline/console.h"
#include "stages/model/diagnostic.h"
#include "store/store.h"

namespace lockstep {

struct SyncOptions {
  bool dry_run = false;   // say what would change, write nothing
  unsigned jobs = 1;
};

// A document that the run touched, for printing; sorted by path.
struct SyncChange {
  enum class Kind { kAdded, kChanged, kRemoved, kRenamed, kFailed } kind;
  std::string path;
  std::string old_path;  // of kRenamed
};

struct SyncResult {
  std::uint64_t files = 0;       // documents of the site's collections
  std::uint64_t read = 0;        // files whose bytes were read
  std::uint64_t added = 0, changed = 0, removed = 0, renamed = 0, failed = 0, unchanged = 0;
  std::vector<SyncChange> changes;       // at most kMaxListed, the first by path
  std::vector<Diagnostic> diagnostics;   // of the files read, sorted; at most kMaxListed
  std::uint64_t suppressed = 0;          // diagnostics that were not kept
  std::optional<RunRecord> run;          // nothing where nothing changed
  static constexpr std::size_t kMaxListed = 1000;
};

// Throws StoreError, std::filesystem::filesystem_error (the site's directory is gone). A file that cannot be read is a diagnostic.
SyncResult Sync(const Configuration& configuration, const Locales& locales, Store& store, const SyncOptions& options,
                Console& console);

}  // namespace lockstep
