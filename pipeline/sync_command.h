// `lockstep sync`: brings the store up to date, and says what changed.
#pragma once

#include "pipeline/command.h"

namespace lockstep {

int RunSync(const Arguments& arguments, Console& console);

}  // namespace lockstep
