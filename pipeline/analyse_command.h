#pragma once

#include "pipeline/command.h"
#include "pipeline/console.h"

namespace lockstep {

// `lockstep analyse`.
int RunAnalyse(const Arguments& arguments, Console& console);

}  // namespace lockstep
