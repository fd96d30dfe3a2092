#include "pipeline/store_locking.h"

namespace lockstep {
namespace {

constexpr std::int64_t kDefaultWaitSeconds = 30;
constexpr std::int64_t kMaxWaitSeconds = 86'400;

}  // namespace

StoreLock::Options Locking(const Arguments& arguments, Console& console, bool create) {
  const std::int64_t wait = arguments.Number("wait", 0, kMaxWaitSeconds).value_or(kDefaultWaitSeconds);
  return {.command = arguments.command == nullptr ? "" : arguments.command->name,
          .wait = std::chrono::seconds(wait),
          .create = create,
          .on_wait = [&console](const LockHolder& holder) { console.Info("waiting for " + Describe(holder)); }};
}

}  // namespace lockstep
