// Which blocks that no translator gets (code, formulas, directives) stand for each other in a document and its
// translation: those that have the same bytes.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "stages/model/document.h"

namespace lockstep {

// Adds them to `counterpart`, which has the block of `target` for each block of `source` where that is known; what is
// known is nobody else's. Those between two known ones are paired in their order, and of the rest, directives excepted,
// the k-th of some that read the same with the k-th.
void PairVerbatim(const Document& source, const Document& target, std::vector<std::optional<std::size_t>>& counterpart);

}  // namespace lockstep
