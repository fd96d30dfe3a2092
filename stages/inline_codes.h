// Finds the inline codes of a block: what a translator must keep inside a text.
//
// The tree says which constructs there are; their places are found by walking the tree's inline nodes and
// the bytes of the block side by side. Where the two disagree the walk ends, and what it has not
// reached stays text: a wrong range is never given.
#pragma once

#include <string_view>
#include <vector>

#include "locales/range.h"
#include "stages/inline_spans.h"
#include "stages/markdown_tree.h"

namespace lockstep {

// The codes of the bytes `range` of `file`, whose inline nodes are `events`: sorted, disjoint, every paired
// mark with its partner.
std::vector<PairedCode> FindInlineCodes(std::string_view file, Range range, int quote_depth,
                                        const std::vector<InlineEvent>& events);

}  // namespace lockstep
