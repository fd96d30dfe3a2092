// The store's heartbeat: when a run last succeeded, also one that found nothing to do.
//
// It lies beside the database and is replaced by rename, so that a monitor reads it at any time without waiting for
// the store's lock. It is not synced: where a power failure takes it back, it is older than the truth, never newer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace lockstep {

struct Heartbeat {
  std::int64_t begin_ms = 0;  // since the epoch, UTC
  std::int64_t end_ms = 0;
  std::uint64_t documents = 0;  // that the site had
  std::string version;          // of lockstep
  bool operator==(const Heartbeat&) const = default;
};

// Requires the store's lock. Throws StoreError.
void WriteHeartbeat(const std::string& directory, const Heartbeat& heartbeat);

// Nothing where no run has succeeded yet, or where the file says nothing that can be understood.
std::optional<Heartbeat> ReadHeartbeat(const std::string& directory);

}  // namespace lockstep
