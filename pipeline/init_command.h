// `lockstep init`: writes the lockstep.yml that is proposed for a site.
#pragma once

#include "pipeline/command.h"

namespace lockstep {

int RunInit(const Arguments& arguments, Console& console);

}  // namespace lockstep
