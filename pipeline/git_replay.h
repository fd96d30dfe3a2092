// Replays the history of the site's repository: each commit of the main line is a sync of its own, as if somebody had
// looked at the site whenever something was committed.
//
// Each commit is compared with the one before it, and only the documents that differ are read, from git's own objects.
// The store says which commit is under way, so that a replay that is killed goes on where it was and ends as if it had
// not been.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "locales/locale.h"
#include "pipeline/configuration.h"
#include "pipeline/console.h"
#include "pipeline/sync.h"
#include "store/store.h"

namespace lockstep {

struct ReplayResult {
  std::uint64_t commits = 0;   // of the main line that the store had not seen
  std::uint64_t versions = 0;  // of documents that they brought, or took away
  std::uint64_t missing = 0;   // versions that the repository does not have
  std::string head;            // the commit that the history was replayed up to; "" = nothing was committed yet
  // The documents whose versions they are; nothing where all documents of the store are new.
  std::optional<std::set<std::string>> touched = std::set<std::string>();
};

// Replays what `known`, a view of the store, has not seen into `store`; without one (a dry run), only says what it
// would replay. Of `options`, those of the run count. What the user should know about the repository is told on
// `console`. Throws GitError, StoreError.
ReplayResult Replay(const Configuration& configuration, const Locales& locales, const View& known, Store* store,
                    const SyncOptions& options, Console& console);

}  // namespace lockstep
