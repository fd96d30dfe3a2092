// Counts the words of text that needs no break iterator.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace lockstep {

// The number of words by UAX 29, punctuation left out, as CountWords has it; nothing where the text holds a character
// whose part in the rules is not known here.
std::optional<std::size_t> CountSimpleWords(std::string_view text);

}  // namespace lockstep
