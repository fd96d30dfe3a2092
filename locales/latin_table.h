// How each character of the first plane sounds in Latin letters, by ICU's transliteration.
//
// Making ICU's transliterator takes longer than syncing a changed file, so the table is made when the program is built
// (locales/generate/latin_table.cc).
#pragma once

#include <string_view>

namespace lockstep {

// The lower-case ASCII letters for `c`; "" for what writes no sound: Han, hiragana, digits, punctuation.
std::string_view LatinOf(char32_t c);

}  // namespace lockstep
