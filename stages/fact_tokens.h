// Facts that look the same in every language: URLs, citations, score lines and model names.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "stages/model/fact.h"

namespace lockstep {

// Each takes the fact that begins at `offset` of `text`, appends it to `facts` and returns where it ends, or takes
// nothing and returns `offset`.

// "https://..." and "www...", without the punctuation of the sentence behind it.
std::size_t TakeUrl(std::string_view text, std::size_t offset, std::vector<Fact>& facts);

// "[3]", "[1, 2]", "[2-4]", also full-width: a fact for each number that is meant.
std::size_t TakeCitation(std::string_view text, std::size_t offset, std::vector<Fact>& facts);

// "$$ \Large \text{0.5} $$": the fact is the number.
std::size_t TakeScore(std::string_view text, std::size_t offset, std::vector<Fact>& facts);

// Where the model name begins that goes on with the digit at `offset` ("ATH-M" of "ATH-M50x"); `offset` where the
// digit begins a word of its own. Never below `floor`.
std::size_t ModelNameBegin(std::string_view text, std::size_t floor, std::size_t offset);

// The end of the letters, digits and inner hyphens and points at `offset` that are one model name.
std::size_t ModelNameEnd(std::string_view text, std::size_t offset);

// The fact for a model name; its value is in capitals, as the case of names varies.
Fact ModelName(std::string_view text, Range range);

}  // namespace lockstep
