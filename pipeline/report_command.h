// `lockstep report`: where the site stands, as pages and data in a directory.
#pragma once

#include "pipeline/command.h"
#include "pipeline/console.h"

namespace lockstep {

int RunReport(const Arguments& arguments, Console& console);

}  // namespace lockstep
