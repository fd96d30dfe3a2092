// `lockstep status --health`: did a run succeed lately? Read from the store's heartbeat, without its lock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "pipeline/command.h"
#include "store/heartbeat.h"

namespace lockstep {

struct Health {
  bool good = false;
  std::int64_t age_ms = 0;  // of the last success, where there was one; never negative
  std::string text = {};    // "the last good run ended 3 hours ago (2026-01-31T02:31:00Z)"
};

// False where it lies in the future, by more than clocks differ: then it says nothing of the last success.
bool IsPlausible(const Heartbeat& heartbeat, std::int64_t now_ms);

// Pure. `max_age_ms`: nothing = any age will do.
Health Examine(const std::optional<Heartbeat>& heartbeat, std::optional<std::int64_t> max_age_ms, std::int64_t now_ms);

// Exit status kGateNotMet where the last good run is older than --max-age or in the future, or where there was
// none.
int RunHealth(const Arguments& arguments, Console& console);

}  // namespace lockstep
