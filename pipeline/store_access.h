// How commands come to the store: whose lock they take, how long they wait for it, and what they say meanwhile.
#pragma once

#include "pipeline/command.h"
#include "pipeline/console.h"
#include "store/session.h"

namespace lockstep {

// The lock as this command takes it: it waits for --wait seconds, and says for whom.
StoreLock::Options LockOptions(const Arguments& arguments, Console& console, bool create);

// True where `holder` only reads the store, or is not known yet; then it is soon done.
bool IsReader(const LockHolder& holder);

// The store of this command's site, which must be there. Throws StoreError.
StoreSession OpenStoreToRead(const Arguments& arguments, Console& console);

}  // namespace lockstep
