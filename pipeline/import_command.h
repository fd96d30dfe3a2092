// `lockstep import`: takes translators' packages back into the site.
#pragma once

#include "pipeline/command.h"
#include "pipeline/console.h"

namespace lockstep {

int RunImport(const Arguments& arguments, Console& console);

}  // namespace lockstep
