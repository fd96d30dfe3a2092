// Shell completion, made from the table of commands.
#pragma once

#include <string>

#include "pipeline/command.h"

namespace lockstep {

// A script for the shell that completes commands, options, and values that are a choice, a file or a directory.
std::string BashCompletion();
std::string ZshCompletion();
std::string FishCompletion();

int RunCompletion(const Arguments& arguments, Console& console);

}  // namespace lockstep
