// Points in time as people and programs read them.
#pragma once

#include <cstdint>
#include <string>

namespace lockstep {

// "2026-03-01T08:30:00Z": milliseconds since the epoch, in UTC whatever the time zone, without their fraction.
std::string UtcTime(std::int64_t time_ms);

}  // namespace lockstep
