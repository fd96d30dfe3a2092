// `lockstep propagate`: writes into the translations what needs no translator.
#pragma once

#include "pipeline/command.h"
#include "pipeline/console.h"

namespace lockstep {

int RunPropagate(const Arguments& arguments, Console& console);

}  // namespace lockstep
