// UAX 29's word rules for the characters that most text is made of.
//
// Letters and digits stick together (WB5, 8-10); one apostrophe or full stop between two letters, and one of these or a
// comma between two digits, joins them (WB6, 7, 11, 12); everything else parts. What extends a character, or is of a
// class not listed here, is left to ICU.
#include "locales/simple_words.h"

#include <array>

#include "locales/unicode.h"

namespace lockstep {
namespace {

enum class WordClass : unsigned char {
  kOther,      // parts words, belongs to none
  kLetter,     // ALetter
  kDigit,      // Numeric
  kMid,        // MidNumLet, Single_Quote
  kMidNumber,  // MidNum
  kColon,      // MidLetter in some versions of the rules
  kUnknown,
};

constexpr std::array<WordClass, 128> MakeAsciiClasses() {
  std::array<WordClass, 128> classes{};
  for (std::size_t c = '0'; c <= '9'; ++c) classes[c] = WordClass::kDigit;
  for (std::size_t c = 'a'; c <= 'z'; ++c) classes[c] = classes[c - 0x20] = WordClass::kLetter;
  classes['.'] = classes['\''] = WordClass::kMid;
  classes[','] = classes[';'] = WordClass::kMidNumber;
  classes[':'] = WordClass::kColon;
  classes['_'] = classes['@'] = WordClass::kUnknown;  // some versions of the rules take @ for a letter
  return classes;
}
constexpr std::array<WordClass, 128> kAsciiClasses = MakeAsciiClasses();

// U+0080 to U+04FF.
WordClass ClassOfAlphabetic(char32_t c) {
  if (c < 0xC0) {
    if (c == 0xAA || c == 0xB5 || c == 0xBA) return WordClass::kLetter;
    return c < 0xA0 || c == 0xAD || c == 0xB7 ? WordClass::kUnknown : WordClass::kOther;
  }
  if (c == 0xD7 || c == 0xF7) return WordClass::kOther;
  const bool letter = c < 0x250 || (c >= 0x391 && c <= 0x3CF && c != 0x3A2) || (c >= 0x400 && c < 0x480);
  return letter ? WordClass::kLetter : WordClass::kUnknown;
}

WordClass ClassOf(char32_t c) {
  if (c < 0x80) return kAsciiClasses[c];
  if (c < 0x500) return ClassOfAlphabetic(c);
  if (c == 0x2018 || c == 0x2019) return WordClass::kMid;
  const bool dash_or_quote = (c >= 0x2010 && c <= 0x2023) || c == 0x2026;
  const bool cjk_mark = (c >= 0x3000 && c <= 0x3003) || (c >= 0x3008 && c <= 0x301F) || c == 0x30FB;
  if (dash_or_quote || cjk_mark) return WordClass::kOther;
  const bool full_width = c > 0xFF00 && c < 0xFF5F;
  return full_width ? kAsciiClasses[c - 0xFEE0] : WordClass::kUnknown;
}

// Follows a text character by character.
class WordCounter {
 public:
  void Add(WordClass c) {
    const bool word = c == WordClass::kLetter || c == WordClass::kDigit;
    if (word) {
      if (!Joins(c)) ++count_;
      last_ = c;
      mid_ = WordClass::kOther;
    } else if (last_ != WordClass::kOther && mid_ == WordClass::kOther && c != WordClass::kOther) {
      mid_ = c;
    } else {
      last_ = mid_ = WordClass::kOther;
    }
  }
  bool InWord() const { return last_ != WordClass::kOther && mid_ == WordClass::kOther; }
  std::size_t count() const { return count_; }

 private:
  bool Joins(WordClass c) const {
    if (last_ == WordClass::kOther) return false;
    if (mid_ == WordClass::kOther) return true;
    return last_ == c && (mid_ == WordClass::kMid || c == WordClass::kDigit);
  }

  std::size_t count_ = 0;
  WordClass last_ = WordClass::kOther;  // the letter or digit that the next may join
  WordClass mid_ = WordClass::kOther;   // what stands between them
};

}  // namespace

std::optional<std::size_t> CountSimpleWords(std::string_view text) {
  WordCounter words;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    WordClass word_class = ClassOf(c.value);
    at += c.size;
    if (word_class == WordClass::kColon) {
      if (words.InWord() && ClassOf(DecodeAt(text, at).value) == WordClass::kLetter) return std::nullopt;
      word_class = WordClass::kOther;
    }
    if (word_class == WordClass::kUnknown) return std::nullopt;
    words.Add(word_class);
  }
  return words.count();
}

}  // namespace lockstep
