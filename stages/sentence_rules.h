// Says which sentence ends that ICU proposes are none.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "locales/locale.h"

namespace lockstep {

// The boundaries of `text` among `proposed` (ascending) that no rule vetoes: not inside brackets or quotes, not
// behind an abbreviation, an initial, or a number's prefix before a digit, not before the first word.
std::vector<std::size_t> AllowedBoundaries(std::string_view text, const std::vector<std::size_t>& proposed,
                                           const Locale& locale);

// False where no sentence of `text` can end but at its end: the breaker need not be asked.
bool MayHaveBoundary(std::string_view text);

}  // namespace lockstep
