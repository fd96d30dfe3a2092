// What stands in a text to be taken letter by letter: inline code, formulas, shortcodes, URLs, and what links lead to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

// The verbatim parts of `text` (normalized), in order, marks included.
std::vector<std::string> VerbatimParts(std::string_view text);

}  // namespace lockstep
