// `lockstep judge --was S T --now S T`: one pair of files, judged by hand; no store.
#pragma once

#include "pipeline/command.h"
#include "pipeline/console.h"

namespace lockstep {

int RunJudge(const Arguments& arguments, Console& console);

}  // namespace lockstep
