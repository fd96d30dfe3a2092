// `lockstep align`: shows how two files align, side by side or as JSON lines.
#pragma once

#include "pipeline/command.h"

namespace lockstep {

int RunAlign(const Arguments& arguments, Console& console);

}  // namespace lockstep
