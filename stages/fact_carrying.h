// Carries figures that an edit changed over into a text of another language.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stages/facts.h"
#include "stages/ladder.h"
#include "stages/text_edits.h"

namespace lockstep {

// The edits of `target` (bytes as they stand in the file; offsets count from its begin) that say what `now` says where
// `then` said otherwise. Nothing where that is in doubt: the wording changed as well, the source says a changed figure
// twice, or the translation does not say it exactly once and in the source's own notation. Amounts are carried within
// one currency only, bare numbers never: they may be amounts of any.
std::optional<std::vector<TextEdit>> CarryFacts(std::string_view then, std::string_view now, std::string_view target,
                                                const Finders& finders);

}  // namespace lockstep
