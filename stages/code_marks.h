// The marks of inline Markdown in a text of the memory, where no parsed document stands behind it.
#pragma once

#include <string_view>
#include <vector>

#include "locales/range.h"

namespace lockstep {

// Runs of * ` $ ~, the middle of a link "](", and tags of HTML without their attributes, in order. A single ~ or $ is
// prose
// ("~20 hours", "$350").
std::vector<Range> FindCodeMarks(std::string_view text);

}  // namespace lockstep
