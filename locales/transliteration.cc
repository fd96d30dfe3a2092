#include "locales/transliteration.h"

#include <utility>

#include "locales/latin_table.h"
#include "locales/unicode.h"

namespace lockstep {
namespace {

bool IsVowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

std::string Romanize(std::string_view word) {
  std::string latin;
  for (std::size_t at = 0; at < word.size();) {
    const auto byte = static_cast<unsigned char>(word[at]);
    if (byte < 0x80) {
      const auto lower = static_cast<char>(byte | 0x20);
      if (lower >= 'a' && lower <= 'z') latin += lower;
      ++at;
      continue;
    }
    const CodePoint c = DecodeAt(word, at);
    latin += LatinOf(c.value);
    at += c.size;
  }
  return latin;
}

// The class of consonant that begins at `at` of `latin`, and how many letters spell it.
std::pair<char, std::size_t> ConsonantAt(const std::string& latin, std::size_t at) {
  const char c = latin[at];
  const char next = at + 1 < latin.size() ? latin[at + 1] : '\0';
  switch (c) {
    case 'c':
      if (next == 'h') return {'t', 2};
      if (next == 'k') return {'k', 2};
      return {next == 'e' || next == 'i' || next == 'y' ? 's' : 'k', 1};
    case 's': return {'s', next == 'h' ? 2U : 1U};
    case 'p': return next == 'h' ? std::pair{'h', std::size_t{2}} : std::pair{'p', std::size_t{1}};
    case 't': return next == 'h' ? std::pair{'s', std::size_t{2}} : std::pair{'t', next == 's' ? 2U : std::size_t{1}};
    case 'g': return {'g', next == 'h' ? 2U : 1U};
    case 'q': return {'k', 1};
    case 'l': return {'r', 1};
    case 'v': return {'b', 1};
    case 'z':
    case 'j': return {'s', 1};
    case 'f': return {'h', 1};
    case 'm': return {next == 'p' || next == 'b' || next == 'f' ? 'n' : 'm', 1};
    default: return {c, 1};
  }
}

// English and its borrowers do not speak an r that no vowel follows.
bool IsSilentR(const std::string& latin, std::size_t at) {
  return latin[at] == 'r' && at > 0 && IsVowel(latin[at - 1]) &&
         (at + 1 == latin.size() || (!IsVowel(latin[at + 1]) && latin[at + 1] != 'r'));
}

}  // namespace

std::string SoundSkeleton(std::string_view word) {
  const std::string latin = Romanize(word);
  std::string skeleton;
  const auto append = [&](char c) {
    if (skeleton.empty() || skeleton.back() != c) skeleton += c;  // a doubled consonant is heard once
  };
  for (std::size_t at = 0; at < latin.size();) {
    const char c = latin[at];
    if (c < 'a' || c > 'z' || IsVowel(c) || c == 'w' || c == 'y' || IsSilentR(latin, at)) {
      ++at;
    } else if (c == 'x') {
      append('k');
      append('s');
      ++at;
    } else {
      const auto [sound, size] = ConsonantAt(latin, at);
      append(sound);
      at += size;
    }
  }
  return skeleton;
}

}  // namespace lockstep
