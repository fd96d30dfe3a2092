// `lockstep export`: work packages for translators.
#pragma once

#include "pipeline/command.h"
#include "pipeline/console.h"

namespace lockstep {

int RunExport(const Arguments& arguments, Console& console);

}  // namespace lockstep
