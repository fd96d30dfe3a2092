// How commands come to the store: whose lock they take, how long they wait for it, and what they say meanwhile.
#pragma once

#include <optional>

#include "pipeline/command.h"
#include "pipeline/configuration.h"
#include "pipeline/console.h"
#include "store/session.h"

namespace lockstep {

// The lock as this command takes it: it waits for --wait seconds, and says for whom.
StoreLock::Options LockOptions(const Arguments& arguments, Console& console, bool create);

// True where `holder` only reads the store, or is not known yet; then it is soon done.
bool IsReader(const LockHolder& holder);

// The store of a site that was synced before: what every command that tells of the site opens. Nothing where there is
// no store, or an empty one: that is reported, and so is a last sync that did not finish.
std::optional<StoreSession> OpenSyncedStore(const Arguments& arguments, const Configuration& configuration,
                                            Console& console);

}  // namespace lockstep
