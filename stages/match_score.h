// How near a text of the memory is to a text that is asked for: the one place that says so.
//
//   score = 100 * (1 - distance / longer) - penalties, cut off to a whole number, never below 0
//
// The distance counts words put in, left out or replaced; `longer` is the number of words of the longer text. Words are
// those of SplitWords: by ICU, every punctuation mark a word, every Han or kana character a word, Thai by dictionary,
// Korean as it is spaced; two words are equal where their bytes are. Only identical text scores 100: text that differs
// in nothing but spaces scores 99.
//
//   "The bass is deep." / "The bass is warm."       5 words, 1 replaced                 80
//   "Costs $350." / "Costs $420."                   4 words, 1 replaced, other facts    74
//   "See **this**." / "See this."                   7 words, 4 left out, other codes    41
//   "低音は深い。" / "低音は硬い。"                   6 words, 1 replaced                 83
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "stages/model/fact.h"
#include "stages/model/unit.h"

namespace lockstep {

// A word as a number: the XXH3 hash of its bytes. Among a million words, the chance that two share one is 1 in 40
// million.
using WordSymbol = std::uint64_t;

// The words of normalized `text`, in order.
std::vector<WordSymbol> WordSymbols(std::string_view text);

// Text with more words is found where it is identical only.
inline constexpr std::size_t kMaxMatchWords = 2048;

// The key of a source text in the memory.
std::uint64_t MatchKey(std::string_view text);

// Fingerprints of `text`, whose facts are `facts`.
MatchTraits TraitsOf(std::string_view text, const std::vector<Fact>& facts);

// The score without penalties of two texts that are not identical; `longer` > 0.
constexpr int ScoreOf(std::size_t distance, std::size_t longer) {
  const int score = static_cast<int>(100 * (longer - distance) / longer);
  return score < 100 ? score : 99;
}

// What the score loses where facts differ (the slip that a translator overlooks most easily), where inline codes
// differ, and where the source has several translations: then none of them can be taken unseen.
inline constexpr int kFactsPenalty = 1;
inline constexpr int kCodesPenalty = 1;
inline constexpr int kAmbiguityPenalty = 1;
constexpr int PenaltyOf(const MatchTraits& query, const MatchTraits& match, bool ambiguous) {
  return (query.facts != match.facts ? kFactsPenalty : 0) + (query.codes != match.codes ? kCodesPenalty : 0) +
         (ambiguous ? kAmbiguityPenalty : 0);
}

}  // namespace lockstep
