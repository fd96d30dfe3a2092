#include "pipeline/store_access.h"

#include <fmt/format.h>

#include <optional>

#include "store/heartbeat.h"

namespace lockstep {
namespace {

constexpr std::int64_t kDefaultWaitSeconds = 30;

}  // namespace

bool IsReader(const LockHolder& holder) {
  if (holder.command.empty()) return true;
  const Command* command = FindCommand(holder.command);
  return command != nullptr && command->reads_only;
}

StoreLock::Options LockOptions(const Arguments& arguments, Console& console, bool create) {
  const std::int64_t wait = arguments.Number("wait").value_or(kDefaultWaitSeconds);
  return {.command = arguments.command == nullptr ? "" : arguments.command->name,
          .wait = std::chrono::seconds(wait),
          .create = create,
          .on_wait = [&console](const LockHolder& holder) { console.Info("waiting for " + Describe(holder)); },
          .on_takeover =
              [&console](const LockHolder& holder) {
                console.Detail(fmt::format("the lock was left by {}, which did not end as it should: taken over",
                                           Describe(holder)));
              }};
}

std::optional<StoreSession> OpenSyncedStore(const Arguments& arguments, const Configuration& configuration,
                                            Console& console) {
  const std::string directory = configuration.store.string();
  if (!StoreExists(directory)) {
    console.Failure("store", fmt::format("there is no store in {}", directory), "run `lockstep sync` first");
    return std::nullopt;
  }
  StoreSession session = OpenStore(directory, LockOptions(arguments, console, false));
  const StoreReader reader = session.store.Reader();
  const std::optional<RunRecord> last = reader.LastRun();
  if (!last) {
    const std::optional<Heartbeat> synced = ReadHeartbeat(directory);
    console.Failure(
        "store",
        fmt::format("the store in {} is empty{}", directory, synced ? ": the last sync found no document" : ""),
        synced ? "look at the patterns in lockstep.yml; `lockstep sync` tells which of them take no file"
               : "run `lockstep sync` first");
    return std::nullopt;
  }
  // With the lock, nobody else is at work.
  const std::optional<RunRecord> sync = reader.LastRunOf("sync", last);
  if (sync && !sync->finished) {
    console.Info(
        fmt::format("the last sync (run {}) did not finish: what is said here may lack what it had still to do; "
                    "run `lockstep sync`",
                    sync->id));
  }
  return session;
}

}  // namespace lockstep
