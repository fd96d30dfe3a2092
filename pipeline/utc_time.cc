#include "pipeline/utc_time.h"

#include <fmt/chrono.h>

#include <chrono>

namespace lockstep {

std::string UtcTime(std::int64_t time_ms) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(std::chrono::milliseconds(time_ms));
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(static_cast<std::time_t>(seconds.count())));
}

}  // namespace lockstep
