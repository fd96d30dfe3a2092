// `lockstep check`: the gate. The only command that fails because work is pending.
#pragma once

#include "pipeline/command.h"

namespace lockstep {

int RunCheck(const Arguments& arguments, Console& console);

}  // namespace lockstep
