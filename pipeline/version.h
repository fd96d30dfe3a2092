// The version of the program, as `lockstep version` prints it and runs record it.
#pragma once

#include "pipeline/command.h"

namespace lockstep {

// "0.1.0"
std::string Version();

int RunVersion(const Arguments& arguments, Console& console);

}  // namespace lockstep
