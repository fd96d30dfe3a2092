// Weighs the evidence that two texts are translations of each other.
//
// A log-odds: the sum of what each kind of evidence is worth, positive where the texts more likely belong together than
// not. A token counts the more the fewer texts have it, so a Similarity is made for the texts that compete.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "stages/alignment_features.h"
#include "stages/lexical_evidence.h"

namespace lockstep {

// What `Similarity` looks at, in this order; its weights are logistic regression's.
struct Signals {
  enum Kind {
    kBias,
    kLengthGap,
    kLengthFits,
    kWordShared,
    kWordMissing,
    kWordAdded,  // missing from the target, added by it
    kNumberShared,
    kNumberMissing,
    kNumberAdded,
    kCitationShared,
    kCitationDiffers,
    kUrlShared,
    kUrlDiffers,
    kPriceShared,
    kSoundShared,
    kSoundAdded,
    kOverlap,  // the share of all tokens that both have
    kStrangeSource,
    kStrangeTarget,
    kCount
  };
  std::array<float, kCount> amounts{};
};

// What the tokens of two texts weigh, by class: those that both have, and those of one of them alone.
struct Sums {
  std::array<float, kTokenClasses> shared{};
  std::array<float, kTokenClasses> missing{};
  std::array<float, kTokenClasses> added{};

  // The share that both have. A word of the source that does not sound like one of the target is the rule: only sounds
  // of the target count.
  float Overlap() const;
};

struct SignalWeights {
  std::array<float, Signals::kCount> weights;
  // The least that its words can say of a pair. Names and figures that only one of two texts has speak against them
  // however many they are; that they share no word is the rule where languages share few.
  float least_of_words;
};
extern const SignalWeights kSentenceWeights;
extern const SignalWeights kBlockWeights;

// How many characters of the target a character of the source becomes: as the two documents have it, drawn towards
// `usual` where there is little text to learn from.
double LengthRatio(const std::vector<TextFeatures>& source, const std::vector<TextFeatures>& target, double usual);

// Compares the texts of one pair of documents. Not thread-safe.
class Similarity {
 public:
  // `classes` are those of the documents' PairFeatures; they must outlive this object.
  Similarity(const std::vector<TokenClass>& classes, double length_ratio, const SignalWeights& weights);

  // Lets the words of a lexicon count, too. `translations` must outlive this object.
  void Consult(const Translations& translations) { lexical_.emplace(translations); }

  // Says which texts are up for choice: a token is worth the more the fewer of them have it, code aside, which makes no
  // word rarer. Takes time in the number of their tokens. Replaces what was said before.
  void Compete(std::span<const TextFeatures> source, std::span<const TextFeatures> target);

  // How likely the two are translations of each other, before it is known where they stand. Both must be, or be made
  // of, texts that compete.
  float LogOdds(const TextFeatures& source, const TextFeatures& target) const;
  // How far the lengths are from being those of translations, in standard deviations.
  float LengthGap(const TextFeatures& source, const TextFeatures& target) const;
  Signals Collect(const TextFeatures& source, const TextFeatures& target) const;

 private:
  // Counts the tokens of what is verbatim, or of what is not, and weighs those that were not weighed before.
  void Weigh(std::span<const TextFeatures> source, std::span<const TextFeatures> target, bool verbatim);

  Sums Compare(std::span<const std::uint32_t> source, std::span<const std::uint32_t> target) const;

  const std::vector<TokenClass>* classes_;
  const SignalWeights* weights_;
  float length_ratio_;
  std::vector<std::uint32_t> uses_;     // by token id: the texts that have it
  std::vector<float> rarity_;           // by token id
  std::vector<std::uint32_t> touched_;  // the ids with uses
  float strange_rate_source_ = 0;       // a character
  float strange_rate_target_ = 0;
  std::optional<LexicalEvidence> lexical_;
};

}  // namespace lockstep
