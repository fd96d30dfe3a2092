// What a lexicon says for two texts being translations of each other.
//
// A word of the source whose translations the target has speaks for the pair, the more the fewer of the other texts
// have them; one whose translations are missing speaks against it. The other way round likewise.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "stages/alignment_features.h"
#include "stages/lexicon.h"

namespace lockstep {

// The words of two documents that are translations of each other. Words that the lexicon can translate are counted from
// 0 on each side.
class Translations {
 public:
  struct Word {
    std::vector<std::uint32_t> translations;  // words of the other side, ascending
    // How often a text's counterpart has a translation of this word where the text has the word.
    float kept = 0;
  };

  Translations(const Lexicon& lexicon, std::span<const TextView> source, std::span<const TextView> target);

  // Tells `features`, which are those of the texts, which words each has, and which it translates.
  void AddWords(PairFeatures& features) const;

  const std::vector<Word>& source() const { return source_; }
  const std::vector<Word>& target() const { return target_; }

 private:
  std::vector<Word> source_, target_;
  std::vector<std::vector<std::uint32_t>> source_texts_, target_texts_;  // the words of each text, ascending
};

// Compares the texts that compete. Not thread-safe.
class LexicalEvidence {
 public:
  // `translations` must outlive this object.
  explicit LexicalEvidence(const Translations& translations);

  // As Similarity's. Takes time in the number of the texts' words.
  void Compete(std::span<const TextFeatures> source, std::span<const TextFeatures> target);
  float LogOdds(const TextFeatures& source, const TextFeatures& target) const;

 private:
  // One side's words, weighed by how rare their translations are among the texts of the other side.
  class Side {
   public:
    explicit Side(const std::vector<Translations::Word>& words);
    void Compete(std::span<const TextFeatures> texts, std::span<const TextFeatures> others);
    float LogOdds(const TextFeatures& text, const TextFeatures& other) const;

   private:
    const std::vector<Translations::Word>* words_;
    std::vector<std::uint32_t> counts_;  // texts of the other side with a translation of the word
    std::vector<float> chance_;          // that a text of usual size has one by chance
    float usual_size_ = 1;               // of the other side's texts, in words
  };

  Side source_, target_;
};

}  // namespace lockstep
