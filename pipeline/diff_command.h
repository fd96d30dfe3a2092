// `lockstep diff`: what each stale segment's source said and says, word by word.
#pragma once

#include "pipeline/command.h"
#include "pipeline/console.h"

namespace lockstep {

int RunDiff(const Arguments& arguments, Console& console);

}  // namespace lockstep
