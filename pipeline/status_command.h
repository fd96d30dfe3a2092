// `lockstep status`: where each language stands, from the index alone.
#pragma once

#include "pipeline/command.h"

namespace lockstep {

int RunStatus(const Arguments& arguments, Console& console);

}  // namespace lockstep
