// `lockstep store info|verify|repair|gc|dump|load`: looking after the store itself.
#pragma once

#include "pipeline/command.h"

namespace lockstep {

// Its rows in the table of commands.
std::vector<Command> StoreCommands();

int RunStoreInfo(const Arguments& arguments, Console& console);
int RunStoreVerify(const Arguments& arguments, Console& console);
int RunStoreRepair(const Arguments& arguments, Console& console);
int RunStoreGc(const Arguments& arguments, Console& console);
int RunStoreDump(const Arguments& arguments, Console& console);
int RunStoreLoad(const Arguments& arguments, Console& console);

}  // namespace lockstep
