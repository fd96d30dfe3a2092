// Unicode as the stages need it: text in and out is UTF-8, positions are byte offsets.
//
// The only header of the program behind which ICU stands. All functions are pure and
// may be called from any thread. Results do not depend on the process's locale.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "locales/range.h"

namespace lockstep {

// The offset of the first byte that is not well-formed UTF-8, or nothing.
std::optional<std::size_t> FindInvalidUtf8(std::string_view text);

// One code point read at a byte offset. `size` is 0 at the end of the text.
struct CodePoint {
  char32_t value = 0;
  std::size_t size = 0;
};
// As DecodeAt, of any but the characters that it reads itself.
CodePoint DecodeOtherAt(std::string_view text, std::size_t offset);
// Reads the code point at `offset` of well-formed `text`; U+FFFD with size 1 where it is not well-formed.
// ASCII and U+3000-9FFF, of which texts are made, are read in the place of the call.
inline CodePoint DecodeAt(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return {};
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[offset + i]); };
  if (byte(0) < 0x80) return {byte(0), 1};
  const bool three = byte(0) >= 0xE3 && byte(0) <= 0xE9 && offset + 3 <= text.size();
  if (!three || (byte(1) & 0xC0) != 0x80 || (byte(2) & 0xC0) != 0x80) return DecodeOtherAt(text, offset);
  return {static_cast<char32_t>((byte(0) & 0x0FU) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU)), 3};
}
// Where the character that ends at `end` (above 0) of well-formed `text` begins.
inline std::size_t CharacterBefore(std::string_view text, std::size_t end) {
  std::size_t at = end - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return at;
}
// The last code point of well-formed `text`; 0 where that is empty.
inline char32_t LastCodePoint(std::string_view text) {
  return text.empty() ? 0 : DecodeAt(text, CharacterBefore(text, text.size())).value;
}
void AppendUtf8(char32_t code_point, std::string& out);
std::size_t CountCodePoints(std::string_view text);

// Canonical composition (UAX 15). IsNfc is exact, not the quick check.
bool IsNfc(std::string_view text);
std::string ToNfc(std::string_view text);
// Full-width and half-width forms to their ordinary ones, then NFC (NFKC of those characters only).
std::string FoldWidth(std::string_view text);
// Full case folding (CaseFolding.txt C+F), locale-independent.
std::string FoldCase(std::string_view text);

// Unicode White_Space, and the invisible format characters (BOM, ZWSP, ZWNJ excepted in scripts
// that need it: only U+FEFF, U+200B, U+2060 and U+00AD count).
bool IsWhiteSpace(char32_t c);
bool IsInvisible(char32_t c);
bool IsLetter(char32_t c);
bool IsDigit(char32_t c);    // general category Nd, of any script
int DigitValue(char32_t c);  // 0-9, or -1
bool IsUppercase(char32_t c);
bool IsPunctuation(char32_t c);  // general category P*
// Scripts written without spaces between words: Han, Hiragana, Katakana, Thai, Lao, Khmer, Myanmar.
bool IsUnspacedScript(char32_t c);
// Han, Hiragana, Katakana and the CJK punctuation and full-width forms: a line break between two of them is no space.
bool IsCjk(char32_t c);

// True where a code point of `text` passes `test`.
template <typename Test>
bool AnyCodePoint(std::string_view text, Test test) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    if (test(c.value)) return true;
    at += c.size;
  }
  return false;
}

// Puts a sentence behind others, with a space between them where neither side of the seam is CJK. Nothing comes of "".
void AppendSentence(std::string_view sentence, std::string& text);

// Columns of a terminal: 2 for East Asian wide and full-width, 0 for combining and format characters
// (UAX 11). A tab counts as 1.
int DisplayWidth(std::string_view text);

// Words by UAX 29 in order, spaces left out; every other run of text (punctuation too) is a word of its own.
// Han and kana give one word a character; Thai, Lao, Khmer and Myanmar go by ICU's dictionary.
std::vector<Range> SplitWords(std::string_view text);
// The offsets at which a line of `text` may be broken (UAX 14), without 0, with text.size(), ascending.
std::vector<std::size_t> LineBreaks(std::string_view text);
// How many words a translator is paid for: as SplitWords, but without punctuation.
std::size_t CountWords(std::string_view text);

// Which of CLDR's abbreviations never end a sentence. Many of them are words as well ("Hz.", "Test.", "Long."): where
// somebody has listed a language's abbreviations, only those with a full stop inside ("U.S.", "z.B.") add to them.
enum class Suppressions { kAll, kDotted };

// Finds sentence ends by UAX 29 with CLDR's rules for a language, and its suppressions ("Dr.", "z.B.").
// One object a thread and language: construction is slow, use is not, and it is not thread-safe.
class SentenceBreaker {
 public:
  // `language` is a BCP 47 tag; an unknown one gets the root rules.
  explicit SentenceBreaker(const std::string& language, Suppressions suppressions = Suppressions::kAll);
  ~SentenceBreaker();
  SentenceBreaker(SentenceBreaker&&) noexcept;
  SentenceBreaker& operator=(SentenceBreaker&&) noexcept;

  // The offsets at which sentences of `text` begin, without 0 and without text.size(), ascending.
  std::vector<std::size_t> Boundaries(std::string_view text);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// BCP 47. "PT_br" -> "pt-BR", "zh-cn" -> "zh-CN"; nothing where the text is no well-formed tag of a
// language that ICU knows by name.
std::optional<std::string> CanonicalLanguageTag(std::string_view tag);
// True for a language alone or with a script and a region that exist: "pt-BR", "zh-Hant-TW", "es-419". In names such as
// "no-code" and "it-security", BCP 47 reads the second word as a script or a variant.
bool IsUsualTag(std::string_view canonical_tag);
// The tags to try for `tag`, best first, by likely subtags: "zh-CN" -> {"zh-CN", "zh-Hans", "zh"}.
std::vector<std::string> LanguageFallbacks(std::string_view canonical_tag);
// Which of `known` (canonical tags, too) a tag of somebody else's means: itself, else the nearest of its fallbacks,
// else the only one of the same language in the same script: "de-AT" may be "de" or "de-DE", "zh-TW" is never
// "zh-Hans".
std::optional<std::string> LanguageAmong(std::string_view canonical_tag, const std::set<std::string>& known);
// The language that most texts in the script of `text` are in (CLDR's likely subtags): "ko" of Hangul, "en" of Latin
// letters. A script other than Latin wins where a tenth of the letters is in it, for names and code are Latin
// everywhere; kana makes Han characters Japanese. "" where there are no letters.
std::string LikelyLanguage(std::string_view text);
// The language's name in English, "Brazilian Portuguese"; the tag itself where ICU has none.
std::string LanguageName(std::string_view tag);
bool IsRightToLeft(std::string_view tag);
// True where a character of `text` is written from right to left: without one, it reads as it does in English.
bool HasRightToLeft(std::string_view text);

}  // namespace lockstep
