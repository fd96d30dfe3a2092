#include "stages/lexicon.h"

#include <algorithm>
#include <bit>
#include <iterator>
#include <string>
#include <utility>

#include "locales/ascii.h"
#include "locales/transliteration.h"
#include "locales/unicode.h"
#include "stages/model/hash.h"

namespace lockstep {
namespace {

// Endings are grammar: a stem is what a word begins with, in characters.
constexpr std::size_t kStem = 6;
constexpr std::size_t kHangulStem = 2;  // syllables

// The number of a pair whose hash is `hash`. Its first bits are those of the place: the fewer places a sample takes,
// the less is to be read; the more it takes, the more the sentences differ.
std::uint32_t NumberOf(Lexicon::Place place, std::uint64_t hash) {
  const auto of_place = static_cast<std::uint32_t>(place >> 32);
  const auto of_pair = static_cast<std::uint32_t>(hash >> 32);
  constexpr std::uint32_t kOfPair = ~std::uint32_t{0} >> Lexicon::kLevels;
  return (of_place & ~kOfPair) | (of_pair & kOfPair);
}

enum class Writing { kNone, kWord, kHangul, kHan, kKatakana };

Writing WritingOf(char32_t c) {
  constexpr char32_t kProlongedSound = 0x30FC;  // of the script Common, inside katakana words
  if (c >= 0xAC00 && c <= 0xD7A3) return Writing::kHangul;
  if (c == kProlongedSound) return Writing::kKatakana;
  if (IsCjk(c) && IsUnspacedScript(c)) {
    if (WritesSounds(c)) return Writing::kKatakana;
    const bool hiragana = c >= 0x3041 && c <= 0x309F;
    return hiragana ? Writing::kNone : Writing::kHan;
  }
  return IsLetter(c) ? Writing::kWord : Writing::kNone;
}

// Collects the words of a text from what SplitWords finds in it: of Han and kana, characters.
class WordCollector {
 public:
  explicit WordCollector(std::string_view text) : text_(text) {}

  std::vector<LexiconWord> Collect() {
    for (const Range word : SplitWords(text_)) Take(word);
    CloseRun();
    std::sort(words_.begin(), words_.end());
    words_.erase(std::unique(words_.begin(), words_.end()), words_.end());
    return std::move(words_);
  }

 private:
  void Take(Range word) {
    const Writing writing = WritingOf(DecodeAt(text_, word.begin).value);
    if (writing != run_ || run_range_.end != word.begin) CloseRun();
    if (writing == Writing::kHan || writing == Writing::kKatakana) return Extend(writing, word);
    if (writing == Writing::kWord) AddStem(word, kStem);
    if (writing == Writing::kHangul) AddStem(word, kHangulStem);
  }

  void Extend(Writing writing, Range word) {
    if (run_ == Writing::kNone) {
      run_ = writing;
      run_range_ = word;
    } else {
      if (writing == Writing::kHan) Add({last_.begin, word.end});
      run_range_.end = word.end;
    }
    last_ = word;
  }

  // A run of katakana is one word; so is a single Han character.
  void CloseRun() {
    const bool single = run_range_.begin == last_.begin;
    if (run_ == Writing::kKatakana || (run_ == Writing::kHan && single)) Add(run_range_);
    run_ = Writing::kNone;
  }

  void AddStem(Range word, std::size_t length) {
    std::size_t at = word.begin;
    std::size_t characters = 0;
    for (; at < word.end; at += DecodeAt(text_, at).size) {
      if (IsDigit(DecodeAt(text_, at).value)) return;  // a name that reads the same in every language
      if (characters++ == length) word.end = at;
    }
    if (characters > 1) Add(word);
  }

  void Add(Range range) { words_.push_back(static_cast<LexiconWord>(Hash64(Folded(Slice(text_, range))) >> 32)); }

  // `word` without case and width. Han has neither.
  std::string_view Folded(std::string_view word) {
    if (run_ == Writing::kHan) return word;
    folded_ = word;
    const bool is_ascii =
        std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (!is_ascii) return folded_ = FoldCase(FoldWidth(word));
    for (char& c : folded_) c = AsciiLower(c);
    return folded_;
  }

  std::string_view text_;
  std::string folded_;
  std::vector<LexiconWord> words_;
  Writing run_ = Writing::kNone;  // of the characters before that may go on
  Range run_range_;
  Range last_;  // the last character of the run
};

std::vector<LexiconWord> Without(const std::vector<LexiconWord>& words, const std::vector<LexiconWord>& others) {
  std::vector<LexiconWord> kept;
  std::set_difference(words.begin(), words.end(), others.begin(), others.end(), std::back_inserter(kept));
  return kept;
}

}  // namespace

std::vector<LexiconWord> LexiconWords(std::string_view text) {
  return WordCollector(text).Collect();
}

int Lexicon::Level(Place place) {
  return std::min(std::countl_zero(place), kLevels);
}

std::optional<Lexicon::Lesson> Lexicon::Study(Place place, std::string_view source, std::string_view target,
                                              int sampled_bits) {
  std::string pair(source);
  pair += '\n';
  pair += target;
  Lesson lesson;
  lesson.number = NumberOf(place, Hash64(pair));
  if (!TakesNumber(lesson.number, sampled_bits)) return std::nullopt;
  const std::vector<LexiconWord> source_words = LexiconWords(source);
  const std::vector<LexiconWord> target_words = LexiconWords(target);
  lesson.source = Without(source_words, target_words);
  lesson.target = Without(target_words, source_words);
  return lesson;
}

void Lexicon::Learn(const Lesson& lesson) {
  if (!TakesNumber(lesson.number)) return;
  for (const LexiconWord word : lesson.source) AddUse(Side::kSource, word, lesson.number);
  for (const LexiconWord word : lesson.target) AddUse(Side::kTarget, word, lesson.number);
}

void Lexicon::Learn(std::string_view source, std::string_view target) {
  if (const std::optional<Lesson> lesson = Study(0, source, target, bits_)) Learn(*lesson);
}

void Lexicon::AddUse(Side side, LexiconWord word, std::uint32_t number) {
  Uses& uses = words_[static_cast<std::size_t>(side)][word];
  const auto at = std::lower_bound(uses.begin(), uses.end(), number);
  if (at != uses.end() && *at == number) return;
  if (uses.size() < kMaxUses) {
    uses.insert(at, number);
    ++size_;
  } else if (at != uses.end()) {
    std::move_backward(at, uses.end() - 1, uses.end());
    *at = number;
  }
}

void Lexicon::Add(Side side, LexiconWord word, const Uses& uses) {
  for (const std::uint32_t number : uses)
    if (TakesNumber(number)) AddUse(side, word, number);
}

const Lexicon::Uses* Lexicon::Find(Side side, LexiconWord word) const {
  const Words& words = words_[static_cast<std::size_t>(side)];
  const auto found = words.find(word);
  return found == words.end() ? nullptr : &found->second;
}

bool Lexicon::KnowsAny(Side side, const std::vector<LexiconWord>& words) const {
  return std::any_of(words.begin(), words.end(), [&](LexiconWord word) { return Find(side, word) != nullptr; });
}

void Lexicon::Sample(int bits) {
  if (bits <= bits_) return;
  bits_ = bits;
  size_ = 0;
  for (Words& words : words_) {
    for (auto word = words.begin(); word != words.end();) {
      std::erase_if(word->second, [&](std::uint32_t number) { return !TakesNumber(number); });
      size_ += word->second.size();
      word = word->second.empty() ? words.erase(word) : std::next(word);
    }
  }
}

void Lexicon::Shrink(std::size_t max) {
  while (size_ > max && bits_ < kMaxSampledBits) Sample(bits_ + 1);
}

}  // namespace lockstep
