// `lockstep explain`: the whole chain behind what is said of a review, segment by segment.
#pragma once

#include "pipeline/command.h"
#include "pipeline/console.h"

namespace lockstep {

int RunExplain(const Arguments& arguments, Console& console);

}  // namespace lockstep
