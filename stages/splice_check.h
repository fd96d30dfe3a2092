// Holds a spliced document against what was planned: the last word on whether it may be written.
//
// A translator's text can do anything to Markdown and YAML: close a code span of its neighbour, turn a paragraph into a
// heading, end the front matter. So nothing is predicted; the new bytes are read as every document is, and must be the
// old document with the planned changes and no other.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "stages/splice_plan.h"

namespace lockstep {

// What is said of cells that do not make up a table.
inline constexpr const char* kNoTable =
    "the rest of its table is lacking, or it would be read as another kind of block";

// Why `after` is not what the edits (sorted) should have made of `before`, for people; nothing where it is.
std::optional<std::string> CheckSplice(const Document& before, const Document& after,
                                       const std::vector<PlannedEdit>& edits);

}  // namespace lockstep
