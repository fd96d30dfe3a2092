// A store, locked and open: what a command holds while it works.
#pragma once

#include <string>

#include "store/lock.h"
#include "store/replacement.h"
#include "store/store.h"

namespace lockstep {

// Members are destroyed in reverse: the lock is the last to go.
struct StoreSession {
  StoreLock lock;
  Store store;
};

// Waits for the lock of the store in `directory` and opens it as `engine` says. Throws StoreError; what() is complete.
inline StoreSession OpenStore(const std::string& directory, const StoreLock::Options& options,
                              StoreOptions engine = {}) {
  StoreLock lock(directory, options);
  FinishReplacing(directory);
  engine.create = options.create;
  return {std::move(lock), Store(OpenLevelDb(directory, engine))};
}

}  // namespace lockstep
