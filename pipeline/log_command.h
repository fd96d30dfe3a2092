// `lockstep log`: the runs that the store remembers.
#pragma once

#include <cstdint>
#include <string>

#include "pipeline/command.h"
#include "store/records.h"
#include "store/store.h"

namespace lockstep {

// "2 added, 1 changed, 3 failed", or "-".
std::string TellCounts(const RunRecord& run);

// Throws UsageError where the store knows no such run, or no longer.
RunRecord KnownRun(const StoreReader& reader, std::uint64_t id);

int RunLog(const Arguments& arguments, Console& console);

}  // namespace lockstep
