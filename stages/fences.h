// Fences: the lines of marks around code, and around formulas.
#pragma once

#include <string_view>

namespace lockstep {

// The run of one of `marks` at the begin of `line` that opens or closes a fence: three of ` or ~, two of $. "" where
// there is none.
std::string_view FenceOf(std::string_view line, std::string_view marks);

}  // namespace lockstep
