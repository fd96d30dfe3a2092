#include "stages/alignment_features.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "locales/ascii.h"
#include "locales/transliteration.h"
#include "locales/unicode.h"
#include "stages/hash_numbers.h"
#include "stages/model/hash.h"

namespace lockstep {
namespace {

constexpr std::size_t kSoundSize = 3;  // consonants in a row that make a sound token
constexpr std::size_t kMinWord = 2;    // letters of a word that is a token

// FNV-1a, begun with the class: a word and a number that are spelled alike are different tokens.
std::uint64_t TokenKey(TokenClass kind, std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U ^ (static_cast<std::uint64_t>(kind) + 1);
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return hash;
}

constexpr std::uint32_t kOneSided = HashNumbers::kNone;  // no slot or id: only one document has it

// A token as a text has it, before it is known whether the other document has it too.
struct RawToken {
  std::uint64_t key;
  TokenClass kind;
  bool telling;                    // a name or a number: one that a translation keeps
  std::uint32_t slot = kOneSided;  // its place among the target's tokens
};

// The tokens of several texts, one behind the other.
struct RawTexts {
  struct Text {
    std::size_t end = 0;  // of its tokens
    float length = 0;
  };
  std::vector<Text> texts;
  std::vector<RawToken> tokens;

  std::span<RawToken> TokensOf(std::size_t text) {
    const std::size_t begin = text == 0 ? 0 : texts[text - 1].end;
    return std::span(tokens).subspan(begin, texts[text].end - begin);
  }
};

// Collects the tokens of the texts of one side.
class Tokenizer {
 public:
  RawTexts Run(std::span<const TextView> views) {
    std::size_t bytes = 0;
    for (const TextView& view : views) bytes += view.text.size();
    tokens_.reserve(bytes / 2);
    RawTexts raw;
    raw.texts.reserve(views.size());
    for (const TextView& view : views) {
      Tokenize(view);
      raw.texts.push_back({tokens_.size(), std::max(1.0F, static_cast<float>(length_))});
    }
    raw.tokens = std::move(tokens_);
    return raw;
  }

 private:
  void Tokenize(const TextView& view) {
    length_ = 0;
    words_ = 0;
    const std::string_view text = view.text;
    std::size_t at = 0;
    for (const Fact& fact : view.facts) {
      // The parts of a model name are names themselves: one text may shorten it.
      if (fact.kind == FactKind::kModelName || fact.range.begin < at) continue;
      ScanWords(text.substr(at, fact.range.begin - at));
      AddFact(fact);
      length_ += fact.range.size();
      at = fact.range.end;
    }
    ScanWords(text.substr(at));
  }

  void AddFact(const Fact& fact) {
    switch (fact.kind) {
      case FactKind::kPrice: return Add(TokenClass::kPrice, fact.value, false);
      case FactKind::kCitation: return Add(TokenClass::kCitation, fact.value, false);
      case FactKind::kUrl: return Add(TokenClass::kUrl, fact.value, true);
      default: return Add(TokenClass::kNumber, fact.value, true);
    }
  }

  void Add(TokenClass kind, std::string_view text, bool telling) {
    tokens_.push_back({TokenKey(kind, text), kind, telling});
  }

  // The words of `text`: runs of letters and digits; of an unspaced script, runs of characters that write sounds.
  void ScanWords(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t begin = at;
      if (static_cast<unsigned char>(text[at]) < 0x80) {
        if (IsAsciiLetter(text[at]) || IsAsciiDigit(text[at])) {
          at = EndOfWord(text, at);
          AddWord(text.substr(begin, at - begin));
        } else {
          length_ += text[at] != ' ';
          ++at;
        }
        continue;
      }
      const CodePoint c = DecodeAt(text, at);
      if (IsUnspacedScript(c.value)) {
        at = WritesSounds(c.value) ? EndOfSoundRun(text, at) : at + c.size;
        if (at == begin + c.size)
          ++length_;
        else
          AddSounds(WordOf(text.substr(begin, at - begin)));
      } else if (IsLetter(c.value)) {
        at = EndOfWord(text, at);
        AddWord(text.substr(begin, at - begin));
      } else {
        at += c.size;
        ++length_;
      }
    }
  }

  std::size_t EndOfWord(std::string_view text, std::size_t at) {
    while (at < text.size()) {
      if (static_cast<unsigned char>(text[at]) < 0x80) {
        if (!IsAsciiLetter(text[at]) && !IsAsciiDigit(text[at])) break;
        ++at;
      } else {
        const CodePoint c = DecodeAt(text, at);
        const bool inside = (IsLetter(c.value) || WritesSounds(c.value)) && !IsUnspacedScript(c.value);
        if (!inside) break;
        at += c.size;
      }
      ++length_;
    }
    return at;
  }

  std::size_t EndOfSoundRun(std::string_view text, std::size_t at) {
    constexpr char32_t kProlongedSound = 0x30FC;  // of the script Common, inside katakana words
    while (at < text.size()) {
      const CodePoint c = DecodeAt(text, at);
      if (!WritesSounds(c.value) && c.value != kProlongedSound) break;
      at += c.size;
      ++length_;
    }
    return at;
  }

  void AddWord(std::string_view word) {
    const bool first = words_++ == 0;
    if (word.size() < kMinWord) return;
    const Word& known = WordOf(word);
    tokens_.push_back({known.key, TokenClass::kWord, IsName(word, first)});
    AddSounds(known);
  }

  // What is worked out once for a word that a side has often.
  struct Word {
    std::uint64_t key = 0;  // of the word as a token
    std::uint32_t sounds_begin = 0;
    std::uint32_t sounds_end = 0;
  };

  const Word& WordOf(std::string_view word) {
    const auto [number, is_new] = known_.Add(Hash64(word));
    if (!is_new) return known_words_[number];
    Word known;
    known.key = TokenKey(TokenClass::kWord, Folded(word));
    known.sounds_begin = static_cast<std::uint32_t>(sounds_.size());
    const std::string skeleton = SoundSkeleton(word);
    for (std::size_t i = 0; i + kSoundSize <= skeleton.size(); ++i)
      sounds_.push_back(TokenKey(TokenClass::kSound, std::string_view(skeleton).substr(i, kSoundSize)));
    known.sounds_end = static_cast<std::uint32_t>(sounds_.size());
    return known_words_.emplace_back(known);
  }

  void AddSounds(const Word& word) {
    for (std::uint32_t n = word.sounds_begin; n < word.sounds_end; ++n)
      tokens_.push_back({sounds_[n], TokenClass::kSound, false});
  }

  // True for what looks like a name: capitals that do not come from the beginning of a sentence, or a digit.
  static bool IsName(std::string_view word, bool first) {
    return IsAsciiDigit(word[0]) ||
           std::any_of(word.begin() + 1, word.end(), [](char c) { return IsAsciiUpper(c) || IsAsciiDigit(c); }) ||
           (!first && IsAsciiUpper(word[0]));
  }

  std::string_view Folded(std::string_view word) {
    folded_.clear();
    for (const char c : word) {
      if (static_cast<unsigned char>(c) >= 0x80) {
        folded_ = FoldCase(word);
        break;
      }
      folded_ += IsAsciiUpper(c) ? static_cast<char>(c + 32) : c;
    }
    return folded_;
  }

  std::vector<RawToken> tokens_;
  std::string folded_;
  std::size_t length_ = 0;
  std::size_t words_ = 0;
  HashNumbers known_;  // hash of a word -> index into known_words_
  std::vector<Word> known_words_;
  std::vector<std::uint64_t> sounds_;
};

// Gives ids to the tokens that both documents have. Each token is looked up once.
class Vocabulary {
 public:
  Vocabulary(RawTexts& source, RawTexts& target) {
    HashNumbers slots;
    for (RawToken& token : target.tokens) token.slot = slots.Add(token.key).first;
    ids_.assign(slots.size(), kOneSided);
    for (RawToken& token : source.tokens) {
      token.slot = slots.Find(token.key);
      if (token.slot == kOneSided || ids_[token.slot] != kOneSided) continue;
      ids_[token.slot] = static_cast<std::uint32_t>(classes_.size());
      classes_.push_back(token.kind);
    }
  }

  // The classes of the tokens, by id.
  const std::vector<TokenClass>& classes() const { return classes_; }

  std::vector<TextFeatures> Features(RawTexts& raw) const {
    std::vector<TextFeatures> all(raw.texts.size());
    for (std::size_t n = 0; n < all.size(); ++n) {
      all[n].length = raw.texts[n].length;
      Fill(raw.TokensOf(n), all[n]);
    }
    return all;
  }

 private:
  void Fill(std::span<const RawToken> tokens, TextFeatures& features) const {
    features.tokens.reserve(tokens.size());
    for (const RawToken& token : tokens) {
      const std::uint32_t id = token.slot == kOneSided ? kOneSided : ids_[token.slot];
      if (id != kOneSided)
        features.tokens.push_back(id);
      else if (token.telling)
        features.strange += 1;
    }
    std::sort(features.tokens.begin(), features.tokens.end());
    features.tokens.erase(std::unique(features.tokens.begin(), features.tokens.end()), features.tokens.end());
  }

  std::vector<std::uint32_t> ids_;  // by slot
  std::vector<TokenClass> classes_;
};

std::vector<std::uint32_t> Union(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  std::vector<std::uint32_t> both;
  both.reserve(a.size() + b.size());
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both;
}

}  // namespace

void TextFeatures::Append(const TextFeatures& next) {
  length += next.length;
  strange += next.strange;
  tokens = Union(tokens, next.tokens);
  if (!next.words.empty()) words = Union(words, next.words);
  if (!next.translated.empty()) translated = Union(translated, next.translated);
}

PairFeatures ExtractFeatures(std::span<const TextView> source, std::span<const TextView> target) {
  RawTexts raw_source = Tokenizer().Run(source);
  RawTexts raw_target = Tokenizer().Run(target);
  const Vocabulary vocabulary(raw_source, raw_target);
  PairFeatures pair;
  pair.classes = vocabulary.classes();
  pair.source = vocabulary.Features(raw_source);
  pair.target = vocabulary.Features(raw_target);
  for (std::size_t n = 0; n < source.size(); ++n) pair.source[n].is_verbatim = source[n].is_verbatim;
  for (std::size_t n = 0; n < target.size(); ++n) pair.target[n].is_verbatim = target[n].is_verbatim;
  return pair;
}

}  // namespace lockstep
