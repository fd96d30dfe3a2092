#include "pipeline/store_access.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "pipeline/configuration.h"

namespace lockstep {
namespace {

constexpr std::int64_t kDefaultWaitSeconds = 30;
constexpr std::int64_t kMaxWaitSeconds = 86'400;

constexpr std::array kReaders = {"status",   "check",      "log",        "diff",        "explain",
                                 "report",   "analyse",    "export",     "tm lookup",   "tm export",
                                 "tm stats", "store info", "store dump", "store verify"};

}  // namespace

bool IsReader(const LockHolder& holder) {
  return holder.command.empty() || std::find(kReaders.begin(), kReaders.end(), holder.command) != kReaders.end();
}

StoreLock::Options LockOptions(const Arguments& arguments, Console& console, bool create) {
  const std::int64_t wait = arguments.Number("wait", 0, kMaxWaitSeconds).value_or(kDefaultWaitSeconds);
  return {.command = arguments.command->name,
          .wait = std::chrono::seconds(wait),
          .create = create,
          .on_wait = [&console](const LockHolder& holder) { console.Info("waiting for " + Describe(holder)); },
          .on_takeover =
              [&console](const LockHolder& holder) {
                console.Detail(fmt::format("the lock was left by {}, which did not end as it should: taken over",
                                           Describe(holder)));
              }};
}

StoreSession OpenStoreToRead(const Arguments& arguments, Console& console) {
  const std::string directory = LoadConfiguration(arguments, console).store.string();
  if (!StoreExists(directory)) {
    throw StoreError(fmt::format("there is no store in {}; run `lockstep sync` first", directory));
  }
  return OpenStore(directory, LockOptions(arguments, console, false));
}

}  // namespace lockstep
