// `lockstep accept`: a person's word that a translation needs no work as it stands, and how it is taken back.
#pragma once

#include "pipeline/command.h"
#include "pipeline/console.h"

namespace lockstep {

int RunAccept(const Arguments& arguments, Console& console);

}  // namespace lockstep
