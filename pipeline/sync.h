// Brings the store up to date with the site's files: the main job.
//
// A walk of the site and a scan of the store's file records, both in byte order of the paths, are merged; only what
// differs is read. Workers prepare documents and write a batch each; memory depends on their number, not on the site's
// size.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "locales/locale.h"
#include "pipeline/configuration.h"
#include "pipeline/console.h"
#include "stages/model/diagnostic.h"
#include "store/store.h"

namespace lockstep {

// Asked by a sync before it writes, where it would touch many documents that the store knows.
class SyncGuard {
 public:
  virtual ~SyncGuard() = default;
  // False where anything may be done.
  virtual bool IsNeeded() = 0;
  // True where so many documents may change, come or go without a second thought.
  virtual bool IsHarmless(std::uint64_t touched) = 0;
  // Throws StoreError where the sync must not go on. Called once, at most.
  virtual void Examine() = 0;
};

struct SyncOptions {
  unsigned jobs = 1;                        // workers
  std::int64_t now_ms = 0;                  // the time that the run's record gets
  std::vector<std::string> arguments = {};  // likewise: the words of the command line
  std::int64_t (*clock)() = nullptr;        // tells when the run ends; null: it takes no time
  SyncGuard* guard = nullptr;               // null: anything may be done
  bool may_lose_all = false;                // also where no document is left
  // A replay of the history has just brought documents into the store, these or (null) all of them: what is to be said
  // of them is said now, as if this sync had read them.
  bool replayed = false;
  const std::set<std::string>* replayed_paths = nullptr;
};

using SyncChange = RunChange;

struct SyncResult {
  std::uint64_t files = 0;  // documents of the site's collections
  std::uint64_t read = 0;   // files whose bytes were read
  std::uint64_t added = 0, changed = 0, removed = 0, renamed = 0, failed = 0, unchanged = 0;
  std::uint64_t unusable = 0;       // documents that cannot be used as they are now: `failed` and those of earlier runs
  std::vector<SyncChange> changes;  // at most kMaxListed, the first by path
  std::vector<Diagnostic> diagnostics;     // of the files read, sorted; at most kMaxListed
  std::uint64_t suppressed = 0;            // diagnostics that were not kept
  std::uint64_t errors = 0, warnings = 0;  // diagnostics, kept or not
  std::optional<RunRecord> run;            // nothing where nothing changed
  std::optional<RunRecord> unfinished;     // the last sync where that was killed, or else the last run where that was
  static constexpr std::size_t kMaxListed = 1000;
};

// Compares the site with `known`, a view of the store, and writes what differs to `store`; without one (a dry run),
// only says what it would write. Throws StoreError (also where the site has no document at all any more although the
// store knows some: more likely a missing mount than an empty site; and what the guard throws),
// std::filesystem::filesystem_error (the site's directory is gone). A file that cannot be read is a diagnostic, and
// what the store knows of it stays.
//
// A document whose bytes, or whose review and language, or whose text turn up at a new path while they vanish from an
// old one was renamed, and its bindings go with it. For that, what came and went is kept in mind: a path and three
// numbers each.
SyncResult Sync(const Configuration& configuration, const Locales& locales, const View& known, Store* store,
                const SyncOptions& options, Console& console);

// Asks `guard` now, as Sync would: for whoever writes to the store before it. Costs a walk of the site.
void AskGuard(const Configuration& configuration, const View& known, SyncGuard& guard, Console& console);

}  // namespace lockstep
