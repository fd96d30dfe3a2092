// What a block is beyond its Markdown: a score line, a date line, a reference, a formula.
//
// The rules look at the text of a line or paragraph alone; which of them apply where is said by the
// section a block stands in. This is the one place that knows these habits.
#pragma once

#include <cstddef>
#include <string_view>

#include "stages/model/block.h"

namespace lockstep {

// A formula that only shows one number: `$$ \Large \text{0.5} $$`.
bool IsScoreLine(std::string_view line);

// A date that stands alone, in parentheses or not: `(2025.12.16)`, `（2025/12/16）`, `2025年12月16日`.
bool IsDateLine(std::string_view line);

// Opens with the number of an entry in a list of references: `[1] Author`, `**[1]** Author`, `[1]: Author`;
// `[1][2]` and `[1](url)` do not.
bool OpensReference(std::string_view line);

// All of it is one formula: `$$ ... $$`, `\[ ... \]`.
bool IsFormula(std::string_view paragraph);

// The kind of one line of a paragraph that is cut out of it: a score or a date line; else a paragraph.
BlockKind KindOfLine(std::string_view line);

}  // namespace lockstep
