// Times as people say them, and as they are told: runs, dates, ages. All are UTC.
#pragma once

#include <cstdint>
#include <string>

#include "stages/model/binding.h"
#include "store/store.h"

namespace lockstep {

// The time that the value of option --`option` names, in milliseconds since the epoch: "12" is when the run before run
// 12 had ended (what run 12 brought came after that), or its own begin where `store gc` forgot that one, "2026-01-31"
// the beginning of that day, "12h", "30d" and "8w" so long before `now_ms`. Throws UsageError where it is none of them,
// or a run that the store does not know.
std::int64_t PointInTime(const std::string& option, const std::string& value, const StoreReader& reader,
                         std::int64_t now_ms);

// How long the value of option --`option` is, in milliseconds: "26h", "2d", "8w". Throws UsageError where it is no age.
std::int64_t Age(const std::string& option, const std::string& value);
// "3 hours", "2 days": an age in the largest unit that it is two of, or minutes.
std::string TellAge(std::int64_t age_ms);

// The clock; SOURCE_DATE_EPOCH stands in for it, so that a run can be repeated to the byte. Throws UsageError where
// that is no time.
std::int64_t NowMs();

// "run 12", or "commit" with the first digits of its id.
std::string TellBy(const Moment& moment);
// "2026-01-31 17:05 (run 12)"; a commit by its first digits; without the time where it is unknown.
std::string TellMoment(const Moment& moment);

}  // namespace lockstep
