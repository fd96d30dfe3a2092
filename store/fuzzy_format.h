// What the writer and the reader of a shard of the fuzzy index agree on; store/FORMAT.md has the grammar.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stages/match_score.h"

namespace lockstep::fuzzy {

// The pages of a shard by kind; the byte stands behind the shard's prefix in their keys.
enum class Page : char {
  kCards = 'c',
  kGone = 'g',
  kHead = 'h',
  kLists = 'l',
  kSignatures = 's',
  kVocabulary = 'v',
  kWords = 'w'
};

// A search asks for each of its words in the vocabulary, and for the lists of the rare ones; it looks at the signatures
// of many texts, and at the words and cards of few.
inline constexpr std::size_t kSignaturesOfPage = 4096;  // texts
inline constexpr std::size_t kCardsOfPage = 256;        // texts
inline constexpr std::size_t kWordsOfPage = 256;        // texts
inline constexpr std::size_t kVocabularyOfPage = 512;   // words, on average

inline std::string PageKey(std::string_view shard, Page page, std::uint32_t number = 0) {
  std::string key(shard);
  key += static_cast<char>(page);
  for (int shift = 24; shift >= 0; shift -= 8) key += static_cast<char>(number >> shift & 0xff);
  return key;
}

// The vocabulary is cut into 2^bits pages by the first bits of the words' hashes: where a word is needs no search.
inline std::uint32_t VocabularyPage(WordSymbol symbol, unsigned bits) {
  return bits == 0 ? 0 : static_cast<std::uint32_t>(symbol >> (64 - bits));
}

// Which words a text has, seen from afar: a bit each. A bit that only one of two texts has is a word that only that
// one has, so that two words of memory tell most texts that are far apart.
struct Signature {
  std::uint64_t low = 0;
  std::uint64_t high = 0;

  void Add(WordSymbol symbol) {
    const std::uint64_t bit = std::uint64_t{1} << (symbol & 63);
    ((symbol & 64) != 0 ? high : low) |= bit;
  }
};

inline Signature SignatureOf(std::span<const WordSymbol> words) {
  Signature signature;
  for (const WordSymbol word : words) signature.Add(word);
  return signature;
}

// A text that holds a word, and how many of its words are rarer than that one (kMostRarer: or more). Sorts by text.
struct Holder {
  static constexpr std::uint32_t kMostRarer = 255;

  std::uint32_t text : 24;
  std::uint32_t rarer : 8;
};
inline constexpr std::size_t kMostTexts = 1 << 24;  // of a shard

// What is known of a text besides its words.
struct Card {
  std::uint64_t key = 0;  // of the unit
  MatchTraits traits;
  bool ambiguous = false;
};

}  // namespace lockstep::fuzzy
