// What a site's translations say about words: for each word, in which pairs of sentences it was seen.
//
// Words that are translations of each other were seen in the same pairs. A pair of sentences has a number, a hash of
// the review and of both; of each word the smallest numbers are kept, and of all numbers those below a limit that falls
// as more is learned. So the size is bounded, whatever the site's; learning something twice changes nothing; and what
// was learned depends neither on the order nor on how the work was divided. A number begins with its review's bits, so
// that of a large site only some reviews need be looked at.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lockstep {

// A word as the lexicon knows it: a hash of its stem. Texts that are written without spaces have pairs of Han
// characters and runs of katakana.
using LexiconWord = std::uint32_t;

// The words of a text, ascending, each once. Without those that tell nothing: figures, punctuation, hiragana.
std::vector<LexiconWord> LexiconWords(std::string_view text);

class Lexicon {
 public:
  enum class Side : std::uint8_t { kSource, kTarget };

  // The pairs of sentences with a word: the smallest numbers, ascending.
  using Uses = std::vector<std::uint32_t>;
  static constexpr std::size_t kMaxUses = 32;  // of a word

  // Where two texts stand: a hash of the review.
  using Place = std::uint64_t;
  // False where a sample of `sampled_bits` takes nothing of `place`.
  static bool Takes(Place place, int sampled_bits) { return sampled_bits <= Level(place) || Level(place) == kLevels; }
  // Up to how many sampled bits `place` is taken; kLevels: always. Who learns from the highest level first, and then
  // goes down, need not look at what a sample leaves out in the end.
  static int Level(Place place);
  static constexpr int kLevels = 4;

  // What two texts teach that are translations of each other. Words that both have, as names are, tell nothing.
  struct Lesson {
    std::uint32_t number = 0;
    std::vector<LexiconWord> source;
    std::vector<LexiconWord> target;
  };
  // Nothing where a sample of `sampled_bits` does not take the pair.
  static std::optional<Lesson> Study(Place place, std::string_view source, std::string_view target, int sampled_bits);
  void Learn(const Lesson& lesson);
  void Learn(std::string_view source, std::string_view target);

  // Adds uses to those that `word` has.
  void Add(Side side, LexiconWord word, const Uses& uses);

  // The uses of `word`, or null.
  const Uses* Find(Side side, LexiconWord word) const;

  bool KnowsAny(Side side, const std::vector<LexiconWord>& words) const;

  // How many uses all words have.
  std::size_t size() const { return size_; }

  static constexpr int kMaxSampledBits = 32;

  // Only pairs whose number's first `bits` bits are 0 are kept, and learned from now on. Never falls.
  int sampled_bits() const { return bits_; }
  void Sample(int bits);
  // Samples until at most `max` uses are left.
  void Shrink(std::size_t max);

  using Words = std::unordered_map<LexiconWord, Uses>;
  const Words& words(Side side) const { return words_[static_cast<std::size_t>(side)]; }

 private:
  bool TakesNumber(std::uint32_t number) const { return TakesNumber(number, bits_); }
  static bool TakesNumber(std::uint32_t number, int bits) { return (std::uint64_t{number} << bits) >> 32 == 0; }
  void AddUse(Side side, LexiconWord word, std::uint32_t number);

  Words words_[2];
  std::size_t size_ = 0;
  int bits_ = 0;
};

}  // namespace lockstep
