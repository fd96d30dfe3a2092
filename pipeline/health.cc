#include "pipeline/health.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "pipeline/configuration.h"
#include "pipeline/console.h"
#include "pipeline/points_in_time.h"
#include "pipeline/utc_time.h"

namespace lockstep {

// Clocks differ a little, between machines and after they are set.
bool IsPlausible(const Heartbeat& heartbeat, std::int64_t now_ms) {
  constexpr std::int64_t kTolerated = std::int64_t{5} * 60 * 1000;
  return heartbeat.end_ms <= now_ms + kTolerated;
}

Health Examine(const std::optional<Heartbeat>& heartbeat, std::optional<std::int64_t> max_age_ms, std::int64_t now_ms) {
  if (!heartbeat) return {.text = "no run has succeeded yet"};
  if (!IsPlausible(*heartbeat, now_ms)) {
    return {.text = fmt::format("the last good run ended in the future ({}): a clock was wrong then, or is now",
                                UtcTime(heartbeat->end_ms))};
  }
  Health health{.age_ms = std::max<std::int64_t>(now_ms - heartbeat->end_ms, 0)};
  health.good = !max_age_ms || health.age_ms <= *max_age_ms;
  health.text = fmt::format("the last good run ended {} ago ({})", TellAge(health.age_ms), UtcTime(heartbeat->end_ms));
  if (!health.good) health.text += fmt::format(", more than {}", TellAge(*max_age_ms));
  return health;
}

int RunHealth(const Arguments& arguments, Console& console) {
  const std::optional<std::string> max_age = arguments.Value("max-age");
  const std::optional<std::int64_t> max_age_ms = max_age ? std::optional(Age("max-age", *max_age)) : std::nullopt;
  const std::optional<Heartbeat> heartbeat = ReadHeartbeat(LoadConfiguration(arguments, console).store.string());
  const Health health = Examine(heartbeat, max_age_ms, NowMs());
  if (console.json()) {
    using Json = nlohmann::ordered_json;
    const Json json = {{"version", 1},
                       {"command", "status"},
                       {"healthy", health.good},
                       {"last_success", heartbeat ? Json(UtcTime(heartbeat->end_ms)) : Json()},
                       {"age_seconds", heartbeat ? Json(health.age_ms / 1000) : Json()},
                       {"max_age_seconds", max_age_ms ? Json(*max_age_ms / 1000) : Json()}};
    console.out() << json.dump() << '\n';
  } else {
    console.out() << fmt::format("{}: {}\n", health.good ? "healthy" : "not healthy", health.text);
  }
  return health.good ? kDone : kGateNotMet;
}

}  // namespace lockstep
