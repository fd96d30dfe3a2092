#include "stages/lexical_evidence.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <unordered_set>
#include <utility>

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

  // All uses with their words, by use.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ByUse() const {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> by_use;
    for (std::uint32_t word = 0; word < uses_.size(); ++word)
      for (const std::uint32_t use : *uses_[word]) by_use.emplace_back(use, word);
    std::sort(by_use.begin(), by_use.end());
    return by_use;
  }

 private:
  Texts texts_;
  std::vector<const Uses*> uses_;
};

// How many of the uses kept are the same, for each word of the source and each of the target.
class Together {
 public:
  Together(const Vocabulary& source, const Vocabulary& target)
      : columns_(target.size()), counts_(source.size() * target.size()) {
    const auto s_uses = source.ByUse();
    const auto t_uses = target.ByUse();
    auto t = t_uses.begin();
    for (const auto& [use, word] : s_uses) {
      while (t != t_uses.end() && t->first < use) ++t;
      for (auto same = t; same != t_uses.end() && same->first == use; ++same) ++counts_[word * columns_ + same->second];
    }
  }
  std::uint8_t At(std::size_t source, std::size_t target) const { return counts_[source * columns_ + target]; }

 private:
  static_assert(Lexicon::kMaxUses <= std::numeric_limits<std::uint8_t>::max());
  std::size_t columns_;
  std::vector<std::uint8_t> counts_;
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
  const auto kept =
      std::count_if(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(all), [&](std::uint32_t use) {
        return std::any_of(translations.begin(), translations.end(),
                           [&](const Uses* uses) { return std::binary_search(uses->begin(), uses->end(), use); });
      });
  return (static_cast<float>(kept) + 0.5F) / (static_cast<float>(all) + 1.5F);
}

// The words of `mine` with their translations among `theirs`. `together(i, j)` counts.
template <typename Count>
std::vector<Translations::Word> Translate(const Vocabulary& mine, const Vocabulary& theirs, const Count& together) {
  std::vector<Translations::Word> words(mine.size());
  std::vector<std::pair<float, std::uint32_t>> candidates;
  for (std::size_t i = 0; i < mine.size(); ++i) {
    candidates.clear();
    for (std::uint32_t j = 0; j < theirs.size(); ++j) {
      if (together(i, j) < kMinTogether) continue;
      const float association = Association(mine.uses(i), theirs.uses(j), together(i, j));
      if (association >= kMinAssociation) candidates.emplace_back(-association, j);
    }
    std::sort(candidates.begin(), candidates.end());
    candidates.resize(std::min(candidates.size(), kMaxTranslations));
    if (candidates.empty()) continue;
    std::vector<const Uses*> uses;
    for (const auto& [association, j] : candidates) {
      words[i].translations.push_back(j);
      uses.push_back(&theirs.uses(j));
    }
    std::sort(words[i].translations.begin(), words[i].translations.end());
    words[i].kept = Kept(mine.uses(i), uses);
  }
  return words;
}

void AddInverse(const std::vector<Translations::Word>& words, std::vector<Translations::Word>& others) {
  for (std::uint32_t i = 0; i < words.size(); ++i)
    for (const std::uint32_t j : words[i].translations) others[j].translates_of.push_back(i);
}

}  // namespace

Translations::Translations(const Lexicon& lexicon, std::span<const TextView> source, std::span<const TextView> target) {
  const Texts source_words = WordsOf(source), target_words = WordsOf(target);
  Vocabulary s(lexicon, Lexicon::Side::kSource, source_words, AllOf(target_words));
  Vocabulary t(lexicon, Lexicon::Side::kTarget, target_words, AllOf(source_words));
  const Together together(s, t);
  source_ = Translate(s, t, [&](std::size_t i, std::size_t j) { return together.At(i, j); });
  target_ = Translate(t, s, [&](std::size_t j, std::size_t i) { return together.At(i, j); });
  AddInverse(source_, target_);
  AddInverse(target_, source_);
  source_texts_ = s.TakeTexts();
  target_texts_ = t.TakeTexts();
}

void Translations::AddWords(PairFeatures& features) const {
  for (std::size_t n = 0; n < source_texts_.size(); ++n) features.source[n].words = source_texts_[n];
  for (std::size_t n = 0; n < target_texts_.size(); ++n) features.target[n].words = target_texts_[n];
}

LexicalEvidence::Side::Side(const std::vector<Translations::Word>& words)
    : words_(&words), chance_(words.size()), counts_(words.size()), seen_(words.size()) {}

void LexicalEvidence::Side::Count(std::span<const TextFeatures> others,
                                  const std::vector<Translations::Word>& other_words) {
  for (const std::uint32_t word : touched_) counts_[word] = seen_[word] = 0;
  touched_.clear();
  for (std::uint32_t n = 0; n < others.size(); ++n) {
    for (const std::uint32_t other : others[n].words) {
      for (const std::uint32_t word : other_words[other].translates_of) {
        if (seen_[word] == n + 1) continue;
        if (counts_[word]++ == 0) touched_.push_back(word);
        seen_[word] = n + 1;
      }
    }
  }
}

void LexicalEvidence::Side::Compete(std::span<const TextFeatures> texts, std::span<const TextFeatures> others,
                                    const std::vector<Translations::Word>& other_words) {
  Count(others, other_words);
  std::size_t size = 0;
  for (const TextFeatures& other : others) size += other.words.size();
  const auto count = static_cast<float>(others.size());
  usual_size_ = std::max(1.0F, static_cast<float>(size) / (count + 1));
  for (const TextFeatures& text : texts)
    for (const std::uint32_t word : text.words)
      chance_[word] = (static_cast<float>(counts_[word]) + 0.5F) / (count + 1);
}

float LexicalEvidence::Side::LogOdds(const TextFeatures& text, const TextFeatures& other) const {
  const float size = static_cast<float>(other.words.size()) / usual_size_;
  float sum = 0;
  for (const std::uint32_t word : text.words) {
    const Translations::Word& known = (*words_)[word];
    if (known.translations.empty()) continue;
    const bool kept = std::any_of(known.translations.begin(), known.translations.end(), [&](std::uint32_t translation) {
      return std::binary_search(other.words.begin(), other.words.end(), translation);
    });
    // Of a text twice as long, about twice as many words are there by chance.
    const float spread = 1 + (size - 1) * chance_[word];
    sum += kept ? std::clamp(std::log(known.kept * spread / (size * chance_[word])), 0.0F, kMaxWorth)
                : std::clamp(std::log((1 - known.kept) * spread / (1 - chance_[word])), -kMaxWorth, 0.0F);
  }
  return sum;
}

LexicalEvidence::LexicalEvidence(const Translations& translations)
    : translations_(&translations), source_(translations.source()), target_(translations.target()) {}

void LexicalEvidence::Compete(std::span<const TextFeatures> source, std::span<const TextFeatures> target) {
  source_.Compete(source, target, translations_->target());
  target_.Compete(target, source, translations_->source());
}

float LexicalEvidence::LogOdds(const TextFeatures& source, const TextFeatures& target) const {
  return kWeight / 2 * (source_.LogOdds(source, target) + target_.LogOdds(target, source));
}

}  // namespace lockstep
