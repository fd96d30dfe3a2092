// How words sound, roughly: names and loan words are heard alike in languages that are written differently.
#pragma once

#include <string>
#include <string_view>

namespace lockstep {

// The consonants of `word` in order, as lower-case ASCII letters, with those that languages confuse made one (l and r,
// b and v, f and h): "speaker" and "スピーカー" both give "spk". Vowels, and signs that do not tell a sound (Han), give
// nothing. Works for one word or one run of an unspaced script.
std::string SoundSkeleton(std::string_view word);

// True for a character of a script that writes loan words by their sound and is not Latin: katakana, Hangul,
// Cyrillic, Greek, Arabic, Devanagari ... but not hiragana, which writes grammar.
bool WritesSounds(char32_t c);

}  // namespace lockstep
