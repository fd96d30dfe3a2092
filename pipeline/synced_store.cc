#include "pipeline/synced_store.h"

#include <fmt/format.h>

#include <chrono>

namespace lockstep {

std::optional<StoreSession> OpenSyncedStore(const Arguments& arguments, const Configuration& configuration,
                                            Console& console) {
  const std::string directory = configuration.store.string();
  if (!StoreExists(directory)) {
    console.Failure("store", fmt::format("there is no store in {}", directory), "run `lockstep sync` first");
    return std::nullopt;
  }
  StoreLock::Options lock{.command = arguments.command->name, .create = false};
  if (const auto wait = arguments.Number("wait", 0, 86'400)) lock.wait = std::chrono::seconds(*wait);
  lock.on_wait = [&](const LockHolder& holder) { console.Info(fmt::format("waiting for {}", Describe(holder))); };
  StoreSession session = OpenStore(directory, lock);
  if (!session.store.Reader().LastRun()) {
    console.Failure("store", fmt::format("the store in {} is empty", directory), "run `lockstep sync` first");
    return std::nullopt;
  }
  return session;
}

}  // namespace lockstep
