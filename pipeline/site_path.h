// A path as it is typed, and as the site knows it.
#pragma once

#include <filesystem>
#include <string>

namespace lockstep {

// The operand as a path below the site: it may be given from the current directory, or from the site.
std::string PathInSite(const std::string& operand, const std::filesystem::path& site);

}  // namespace lockstep
