// `lockstep tm`: the translation memory, asked, filled and looked after by hand.
#pragma once

#include "pipeline/command.h"
#include "pipeline/console.h"

namespace lockstep {

// Its rows in the table of commands.
std::vector<Command> TmCommands();

int RunTmLookup(const Arguments& arguments, Console& console);
int RunTmBuild(const Arguments& arguments, Console& console);
int RunTmImport(const Arguments& arguments, Console& console);
int RunTmExport(const Arguments& arguments, Console& console);
int RunTmStats(const Arguments& arguments, Console& console);
int RunTmForget(const Arguments& arguments, Console& console);

}  // namespace lockstep
