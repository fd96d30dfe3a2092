// `lockstep log`: the runs that the store remembers.
#pragma once

#include <string>

#include "pipeline/command.h"
#include "store/records.h"

namespace lockstep {

// "2 added, 1 changed, 3 failed", or "-".
std::string TellCounts(const RunRecord& run);

int RunLog(const Arguments& arguments, Console& console);

}  // namespace lockstep
