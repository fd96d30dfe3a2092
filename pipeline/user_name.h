// Who is at the keyboard.
#pragma once

#include <filesystem>
#include <string>

namespace lockstep {

// "Name <email>" as git's configuration has it for `directory`, or as far as it says either; else the name of the user
// of this process; else "".
std::string UserName(const std::filesystem::path& directory);

}  // namespace lockstep
