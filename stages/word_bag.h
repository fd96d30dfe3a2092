// The words of a text without their order: how much of a wording an edit kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace lockstep {

// Hashes, ascending; a word that occurs twice is there twice.
using WordBag = std::vector<std::uint64_t>;

// The words of `text` in the loose form, punctuation left out.
WordBag WordsOf(std::string_view text);

// How many words both have.
std::size_t CommonWords(const WordBag& a, const WordBag& b);

// Twice the common part over both sizes (Dice's coefficient); 1 where both are empty.
float Likeness(const WordBag& a, const WordBag& b);

}  // namespace lockstep
