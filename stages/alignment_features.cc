#include "stages/alignment_features.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "locales/transliteration.h"
#include "locales/unicode.h"

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

constexpr std::uint32_t kOneSided = ~0U;  // no slot or id: only one document has it

// A token as a text has it, before it is known whether the other document has it too.
struct RawToken {
  std::uint64_t key;
  TokenClass kind;
  bool telling;                    // a name or a number: one that a translation keeps
  std::uint32_t slot = kOneSided;  // its place among the target's tokens
};

bool IsAsciiLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool IsAsciiUpper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool IsAsciiDigit(char c) {
  return c >= '0' && c <= '9';
}

// Collects the tokens of one text.
class Tokenizer {
 public:
  std::vector<RawToken> Tokenize(const TextView& view) {
    tokens_.clear();
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
    return std::move(tokens_);
  }

  float length() const { return static_cast<float>(length_); }

 private:
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
          AddSounds(text.substr(begin, at - begin));
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
    Add(TokenClass::kWord, Folded(word), IsName(word, first));
    AddSounds(word);
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

  void AddSounds(std::string_view word) {
    const std::string skeleton = SoundSkeleton(word);
    for (std::size_t i = 0; i + kSoundSize <= skeleton.size(); ++i)
      Add(TokenClass::kSound, std::string_view(skeleton).substr(i, kSoundSize), false);
  }

  std::vector<RawToken> tokens_;
  std::string folded_;
  std::size_t length_ = 0;
  std::size_t words_ = 0;
};

struct RawText {
  float length = 0;
  std::vector<RawToken> tokens;
};

std::vector<RawText> Tokenize(std::span<const TextView> views) {
  std::vector<RawText> texts;
  texts.reserve(views.size());
  Tokenizer tokenizer;
  for (const TextView& view : views) {
    RawText text;
    text.tokens = tokenizer.Tokenize(view);
    text.length = std::max(1.0F, tokenizer.length());
    texts.push_back(std::move(text));
  }
  return texts;
}

// Gives ids to the tokens that both documents have. Each token is looked up once.
class Vocabulary {
 public:
  Vocabulary(std::vector<RawText>& source, std::vector<RawText>& target) {
    std::unordered_map<std::uint64_t, std::uint32_t> slots;
    slots.reserve(CountTokens(target));
    for (RawText& text : target)
      for (RawToken& token : text.tokens)
        token.slot = slots.try_emplace(token.key, static_cast<std::uint32_t>(slots.size())).first->second;
    ids_.assign(slots.size(), kOneSided);
    for (RawText& text : source) {
      for (RawToken& token : text.tokens) {
        const auto found = slots.find(token.key);
        if (found == slots.end()) continue;
        token.slot = found->second;
        if (ids_[token.slot] != kOneSided) continue;
        ids_[token.slot] = static_cast<std::uint32_t>(classes_.size());
        classes_.push_back(token.kind);
      }
    }
  }

  // The classes of the tokens, by id.
  const std::vector<TokenClass>& classes() const { return classes_; }

  TextFeatures Features(const RawText& text) const {
    TextFeatures features;
    features.length = text.length;
    features.tokens.reserve(text.tokens.size());
    for (const RawToken& token : text.tokens) {
      const std::uint32_t id = token.slot == kOneSided ? kOneSided : ids_[token.slot];
      if (id != kOneSided)
        features.tokens.push_back(id);
      else if (token.telling)
        features.strange += 1;
    }
    std::sort(features.tokens.begin(), features.tokens.end());
    features.tokens.erase(std::unique(features.tokens.begin(), features.tokens.end()), features.tokens.end());
    return features;
  }

 private:
  static std::size_t CountTokens(const std::vector<RawText>& texts) {
    std::size_t count = 0;
    for (const RawText& text : texts) count += text.tokens.size();
    return count;
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
  std::vector<RawText> raw_source = Tokenize(source);
  std::vector<RawText> raw_target = Tokenize(target);
  const Vocabulary vocabulary(raw_source, raw_target);
  PairFeatures pair;
  pair.classes = vocabulary.classes();
  for (const RawText& text : raw_source) pair.source.push_back(vocabulary.Features(text));
  for (const RawText& text : raw_target) pair.target.push_back(vocabulary.Features(text));
  return pair;
}

}  // namespace lockstep
