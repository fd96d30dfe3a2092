#include "stages/lexical_evidence.h"

#include <algorithm>
#include <bitset>
#include <cmath>
#include <limits>
#include <numeric>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "stages/hash_numbers.h"

namespace lockstep {
namespace {

using Words = std::vector<std::uint32_t>;
using Texts = std::vector<Words>;
using Uses = Lexicon::Uses;

constexpr std::size_t kMaxWords = 1500;      // of a document; those behind count as unknown
constexpr std::size_t kMaxTranslations = 4;  // of a word
constexpr std::uint8_t kMinTogether = 2;     // words that were seen together once were so by chance
constexpr float kMinAssociation = 0.25F;     // of two words that are taken for translations
constexpr float kMaxWorth = 3;               // a single word decides nothing
constexpr float kLost = 0.3F;                // a translator may choose a word that the lexicon does not know
constexpr float kChance = 1.0F / 6;          // that a text has a translation by chance, before any is seen
constexpr float kTrust = 1.5F;               // texts that outweigh that
constexpr float kWeight = 0.7F;              // words of a text do not come and go independently

Texts WordsOf(std::span<const TextView> views) {
  Texts texts;
  texts.reserve(views.size());
  for (const TextView& view : views) texts.push_back(LexiconWords(view.text));
  return texts;
}

std::unordered_set<LexiconWord> AllOf(const Texts& texts) {
  std::unordered_set<LexiconWord> all;
  for (const Words& text : texts) all.insert(text.begin(), text.end());
  return all;
}

// The words of one document that the lexicon knows, numbered as they occur.
class Vocabulary {
 public:
  // What both documents have reads the same: the alignment sees it without a lexicon.
  Vocabulary(const Lexicon& lexicon, Lexicon::Side side, const Texts& texts,
             const std::unordered_set<LexiconWord>& others) {
    std::unordered_map<LexiconWord, std::uint32_t> numbers;
    for (const Words& text : texts) {
      Words& words = texts_.emplace_back();
      for (const LexiconWord word : text) {
        auto known = numbers.find(word);
        if (known == numbers.end()) {
          const Uses* uses = lexicon.Find(side, word);
          if (uses == nullptr || uses->size() < kMinTogether || others.contains(word) || uses_.size() == kMaxWords)
            continue;
          known = numbers.emplace(word, static_cast<std::uint32_t>(uses_.size())).first;
          uses_.push_back(uses);
        }
        words.push_back(known->second);
      }
      std::sort(words.begin(), words.end());
    }
  }

  std::size_t size() const { return uses_.size(); }
  const Uses& uses(std::size_t word) const { return *uses_[word]; }
  Texts TakeTexts() { return std::move(texts_); }

 private:
  Texts texts_;
  std::vector<const Uses*> uses_;
};

// The words of one document by the uses that they have.
class WordsByUse {
 public:
  explicit WordsByUse(const Vocabulary& vocabulary) {
    std::vector<std::uint32_t> numbers;  // of the uses, word by word
    for (std::size_t word = 0; word < vocabulary.size(); ++word)
      for (const std::uint32_t use : vocabulary.uses(word)) numbers.push_back(uses_.Add(use).first);
    ends_.resize(uses_.size() + 1);
    for (const std::uint32_t number : numbers) ++ends_[number + 1];
    std::partial_sum(ends_.begin(), ends_.end(), ends_.begin());
    words_.resize(numbers.size());
    auto number = numbers.begin();
    for (std::uint32_t word = 0; word < vocabulary.size(); ++word)
      for (std::size_t n = vocabulary.uses(word).size(); n > 0; --n) words_[ends_[*number++]++] = word;
  }

  // Ascending.
  std::span<const std::uint32_t> Of(std::uint32_t use) const {
    const std::uint32_t number = uses_.Find(use);
    if (number == HashNumbers::kNone) return {};
    const std::size_t begin = number == 0 ? 0 : ends_[number - 1];
    return std::span(words_).subspan(begin, ends_[number] - begin);
  }

 private:
  HashNumbers uses_;
  std::vector<std::size_t> ends_;  // of the words, by number of the use
  std::vector<std::uint32_t> words_;
};

// How many of the uses kept are the same, for words of the source and of the target.
class Together {
 public:
  struct Pair {
    std::uint32_t source, target;
  };

  Together(const Vocabulary& source, const Vocabulary& target)
      : columns_(target.size()), counts_(source.size() * target.size()) {
    const WordsByUse words(source);
    for (std::uint32_t theirs = 0; theirs < target.size(); ++theirs)
      for (const std::uint32_t use : target.uses(theirs))
        for (const std::uint32_t mine : words.Of(use)) Count({mine, theirs});
  }

  // The pairs of words that were seen together often enough to mean something.
  const std::vector<Pair>& pairs() const { return pairs_; }
  std::uint8_t At(Pair pair) const { return counts_[pair.source * columns_ + pair.target]; }

 private:
  static_assert(Lexicon::kMaxUses <= std::numeric_limits<std::uint8_t>::max());

  void Count(Pair pair) {
    if (++counts_[pair.source * columns_ + pair.target] == kMinTogether) pairs_.push_back(pair);
  }

  std::size_t columns_;
  std::vector<std::uint8_t> counts_;
  std::vector<Pair> pairs_;
};

// Up to where the uses kept are all there are.
std::uint32_t CompleteUpTo(const Uses& uses) {
  return uses.size() < Lexicon::kMaxUses ? std::numeric_limits<std::uint32_t>::max() : uses.back();
}

std::size_t CountUpTo(const Uses& uses, std::uint32_t last) {
  return static_cast<std::size_t>(std::upper_bound(uses.begin(), uses.end(), last) - uses.begin());
}

// Dice's coefficient, without the doubt that small counts deserve.
float Association(const Uses& a, const Uses& b, std::uint8_t together) {
  const std::uint32_t last = std::min(CompleteUpTo(a), CompleteUpTo(b));
  const std::size_t all = CountUpTo(a, last) + CountUpTo(b, last);
  return (2 * static_cast<float>(together) - 1) / static_cast<float>(all);
}

// The share of the uses of `word` in which one of `translations` is seen as well, drawn towards less where there are
// few.
float Kept(const Uses& word, const std::vector<const Uses*>& translations) {
  std::uint32_t last = CompleteUpTo(word);
  for (const Uses* uses : translations) last = std::min(last, CompleteUpTo(*uses));
  const std::size_t all = CountUpTo(word, last);
  std::bitset<Lexicon::kMaxUses> kept;
  for (const Uses* uses : translations) {
    auto use = uses->begin();
    for (std::size_t n = 0; n < all; ++n) {
      while (use != uses->end() && *use < word[n]) ++use;
      if (use == uses->end()) break;
      if (*use == word[n]) kept.set(n);
    }
  }
  return (static_cast<float>(kept.count()) + 0.5F) / (static_cast<float>(all) + 1.5F);
}

// A word of the other side that may be a translation.
struct Candidate {
  float association;
  std::uint32_t word;

  // The best come first.
  bool operator<(const Candidate& other) const {
    return association != other.association ? association > other.association : word < other.word;
  }
};
using Candidates = std::vector<std::vector<Candidate>>;  // one list a word

// The words of `mine` with the best of their candidates among `theirs`.
std::vector<Translations::Word> Translate(const Vocabulary& mine, const Vocabulary& theirs, Candidates& candidates) {
  std::vector<Translations::Word> words(mine.size());
  for (std::size_t i = 0; i < mine.size(); ++i) {
    if (candidates[i].empty()) continue;
    std::sort(candidates[i].begin(), candidates[i].end());
    candidates[i].resize(std::min(candidates[i].size(), kMaxTranslations));
    std::vector<const Uses*> uses;
    for (const Candidate& candidate : candidates[i]) {
      words[i].translations.push_back(candidate.word);
      uses.push_back(&theirs.uses(candidate.word));
    }
    std::sort(words[i].translations.begin(), words[i].translations.end());
    words[i].kept = Kept(mine.uses(i), uses);
  }
  return words;
}

// For each word of the other side the words of `words` that have it as a translation.
Texts Invert(const std::vector<Translations::Word>& words, std::size_t others) {
  Texts inverse(others);
  for (std::uint32_t i = 0; i < words.size(); ++i)
    for (const std::uint32_t j : words[i].translations) inverse[j].push_back(i);
  return inverse;
}

void AddTexts(const Texts& texts, const Texts& translates, std::vector<TextFeatures>& features) {
  for (std::size_t n = 0; n < texts.size(); ++n) {
    features[n].words = texts[n];
    Words& translated = features[n].translated;
    for (const std::uint32_t word : texts[n])
      translated.insert(translated.end(), translates[word].begin(), translates[word].end());
    std::sort(translated.begin(), translated.end());
    translated.erase(std::unique(translated.begin(), translated.end()), translated.end());
  }
}

}  // namespace

Translations::Translations(const Lexicon& lexicon, std::span<const TextView> source, std::span<const TextView> target) {
  const Texts source_words = WordsOf(source), target_words = WordsOf(target);
  Vocabulary s(lexicon, Lexicon::Side::kSource, source_words, AllOf(target_words));
  Vocabulary t(lexicon, Lexicon::Side::kTarget, target_words, AllOf(source_words));
  const Together together(s, t);
  Candidates of_source(s.size()), of_target(t.size());
  for (const Together::Pair& pair : together.pairs()) {
    const float association = Association(s.uses(pair.source), t.uses(pair.target), together.At(pair));
    if (association < kMinAssociation) continue;
    of_source[pair.source].push_back({association, pair.target});
    of_target[pair.target].push_back({association, pair.source});
  }
  source_ = Translate(s, t, of_source);
  target_ = Translate(t, s, of_target);
  source_texts_ = s.TakeTexts();
  target_texts_ = t.TakeTexts();
}

void Translations::AddWords(PairFeatures& features) const {
  AddTexts(source_texts_, Invert(target_, source_.size()), features.source);
  AddTexts(target_texts_, Invert(source_, target_.size()), features.target);
}

LexicalEvidence::Side::Side(const std::vector<Translations::Word>& words)
    : words_(&words), counts_(words.size()), chance_(words.size()) {}

void LexicalEvidence::Side::Compete(std::span<const TextFeatures> texts, std::span<const TextFeatures> others) {
  for (const TextFeatures& text : texts)
    for (const std::uint32_t word : text.words) counts_[word] = 0;
  std::size_t size = 0;
  float count = 0;
  for (const TextFeatures& other : others) {
    if (other.is_verbatim) continue;
    ++count;
    size += other.words.size();
    for (const std::uint32_t word : other.translated) ++counts_[word];
  }
  usual_size_ = std::max(1.0F, static_cast<float>(size) / (count + 1));
  for (const TextFeatures& text : texts)
    for (const std::uint32_t word : text.words)
      chance_[word] = (static_cast<float>(counts_[word]) + kChance * kTrust) / (count + kTrust);
}

float LexicalEvidence::Side::LogOdds(const TextFeatures& text, const TextFeatures& other) const {
  const float size = static_cast<float>(other.words.size()) / usual_size_;
  float sum = 0;
  auto translated = other.translated.begin();
  for (const std::uint32_t word : text.words) {
    const float kept = (*words_)[word].kept;
    if (kept == 0) continue;
    while (translated != other.translated.end() && *translated < word) ++translated;
    const bool is_kept = translated != other.translated.end() && *translated == word;
    // Of a text twice as long, about twice as many words are there by chance.
    const float spread = 1 + (size - 1) * chance_[word];
    sum += is_kept ? std::clamp(std::log(kept * spread / (size * chance_[word])), 0.0F, kMaxWorth)
                   : kLost * std::clamp(std::log((1 - kept) * spread / (1 - chance_[word])), -kMaxWorth, 0.0F);
  }
  return sum;
}

LexicalEvidence::LexicalEvidence(const Translations& translations)
    : source_(translations.source()), target_(translations.target()) {}

void LexicalEvidence::Compete(std::span<const TextFeatures> source, std::span<const TextFeatures> target) {
  source_.Compete(source, target);
  target_.Compete(target, source);
}

float LexicalEvidence::LogOdds(const TextFeatures& source, const TextFeatures& target) const {
  return kWeight / 2 * (source_.LogOdds(source, target) + target_.LogOdds(target, source));
}

}  // namespace lockstep
