// What two texts can have in common whatever their languages: the evidence that alignment weighs.
//
// A token is anything that reads the same on both sides: a number by value, a citation, a URL, a name in Latin script,
// three consonants of a word as it sounds. Only tokens that both documents have can tell where a unit belongs, so only
// those get an id; of the others names and numbers are counted, because a translation rarely drops them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "stages/model/fact.h"

namespace lockstep {

enum class TokenClass : std::uint8_t { kWord, kNumber, kPrice, kCitation, kUrl, kSound };
inline constexpr std::size_t kTokenClasses = 6;

// A text and its facts, kept elsewhere.
struct TextView {
  std::string_view text;
  std::span<const Fact> facts;
  bool is_verbatim = false;
};

// The evidence in one text, or in several as one.
struct TextFeatures {
  float length = 0;                   // in characters, white space left out
  float strange = 0;                  // names and numbers that the other document lacks
  std::vector<std::uint32_t> tokens;  // ids, ascending, each once
  bool is_verbatim = false;           // code and the like, which is copied: it tells nothing of how rare words are
  // With a lexicon: its words that the text has, and those of the other document that it has a translation of; each
  // ascending, each once (see Translations).
  std::vector<std::uint32_t> words, translated;

  // Makes this the features of its text followed by that of `next`.
  void Append(const TextFeatures& next);
};

// The evidence of two documents. Token ids are indices into `classes`.
struct PairFeatures {
  std::vector<TextFeatures> source;  // one a text
  std::vector<TextFeatures> target;
  std::vector<TokenClass> classes;
};

PairFeatures ExtractFeatures(std::span<const TextView> source, std::span<const TextView> target);

}  // namespace lockstep
