// `lockstep show`: what a stage makes of one file.
#pragma once

#include "pipeline/command.h"

namespace lockstep {

int RunShow(const Arguments& arguments, Console& console);

}  // namespace lockstep
