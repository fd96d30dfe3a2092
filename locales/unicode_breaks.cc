// Words and sentences by ICU's break iterators.
//
// The iterators run over UTF-16, several times faster than over ICU's view of UTF-8; boundaries
// come in ascending order, so one walk over the text turns them into byte offsets.
#include <unicode/brkiter.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/udata.h>
#include <unicode/unistr.h>
#include <unicode/ures.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_set>

#include "locales/icu.h"
#include "locales/unicode.h"

namespace lockstep {
namespace {

// Turns ascending UTF-16 offsets of a text into byte offsets.
class ByteOffsets {
 public:
  explicit ByteOffsets(std::string_view text) : text_(text) {}

  std::size_t At(std::size_t utf16) {
    while (units_ < utf16 && bytes_ < text_.size()) {
      const CodePoint c = DecodeAt(text_, bytes_);
      bytes_ += c.size;
      units_ += c.value > 0xFFFF ? 2 : 1;
    }
    return bytes_;
  }

 private:
  std::string_view text_;
  std::size_t units_ = 0;
  std::size_t bytes_ = 0;
};

// U+FFFD for every byte that is not well-formed, as DecodeAt has it, so that offsets agree.
icu::UnicodeString ToUtf16(std::string_view text) {
  icu::UnicodeString out;
  const auto capacity = static_cast<std::int32_t>(text.size());
  char16_t* buffer = out.getBuffer(capacity);
  if (buffer == nullptr) throw std::bad_alloc();
  std::int32_t size = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    if (c.value > 0xFFFF) {
      buffer[size++] = static_cast<char16_t>(0xD7C0 + (c.value >> 10));
      buffer[size++] = static_cast<char16_t>(0xDC00 | (c.value & 0x3FF));
    } else {
      buffer[size++] = static_cast<char16_t>(c.value);
    }
    at += c.size;
  }
  out.releaseBuffer(size);
  return out;
}

std::unique_ptr<icu::BreakIterator> MakeWordIterator() {
  UErrorCode status = U_ZERO_ERROR;
  icu::BreakIterator* made = icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status);
  CheckIcu(status, "no word rules");
  return std::unique_ptr<icu::BreakIterator>(made);
}

// Break iterators keep state, and making one is slow: each thread has its own.
icu::BreakIterator& WordIterator() {
  thread_local const std::unique_ptr<icu::BreakIterator> iterator = MakeWordIterator();
  return *iterator;
}

// Han and kana: a character is a word. Half-width kana too.
bool IsCharacterWord(char32_t c) {
  if ((c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3041 && c <= 0x3096)) return true;  // nearly all of them
  return c >= 0x2E80 && IsCjk(c) && IsUnspacedScript(c);
}

// The punctuation that Japanese and Chinese texts are made of and that joins nothing (Word_Break=Other). Full-width
// commas, stops and colons are not among it: they may stand inside a number.
bool IsCjkPunctuation(char32_t c) {
  return (c >= 0x3001 && c <= 0x3003) || (c >= 0x3008 && c <= 0x3011) || (c >= 0xFF08 && c <= 0xFF09) || c == 0xFF01 ||
         c == 0xFF1F;
}

// The end of the character at `at` with the marks that combine with it.
std::size_t EndOfCluster(std::string_view text, std::size_t at) {
  at += DecodeAt(text, at).size;
  while (at < text.size()) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead != 0xE3 && lead < 0xEF) break;
    const CodePoint c = DecodeAt(text, at);
    const bool combines = c.value == 0x3099 || c.value == 0x309A || (c.value >= 0xFE00 && c.value <= 0xFE0F) ||
                          (c.value >= 0xE0100 && c.value <= 0xE01EF);
    if (!combines) break;
    at += c.size;
  }
  return at;
}

bool IsSpace(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    if (!IsWhiteSpace(c.value) && !IsInvisible(c.value)) return false;
    at += c.size;
  }
  return true;
}

// What the word rules make of an ASCII character. `kOther` are the ones that have rules of their own, or had them in
// some version of ICU: `_`, `:`, `@`, and all that is not ASCII.
enum class AsciiClass : std::uint8_t { kOther, kSpace, kMark, kLetter, kDigit };

constexpr std::array<AsciiClass, 256> MakeAsciiClasses() {
  std::array<AsciiClass, 256> classes{};
  for (std::size_t c = 0; c < 128; ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool space = c == ' ' || (c >= '\t' && c <= '\r');
    classes[c] = letter ? AsciiClass::kLetter : space ? AsciiClass::kSpace : AsciiClass::kMark;
  }
  for (std::size_t c = '0'; c <= '9'; ++c) classes[c] = AsciiClass::kDigit;
  for (const std::size_t c : {std::size_t{'_'}, std::size_t{':'}, std::size_t{'@'}}) classes[c] = AsciiClass::kOther;
  return classes;
}
constexpr std::array<AsciiClass, 256> kAsciiClasses = MakeAsciiClasses();

AsciiClass ClassOf(char c) {
  return kAsciiClasses[static_cast<unsigned char>(c)];
}
bool IsPlainAscii(char c) {
  return ClassOf(c) != AsciiClass::kOther;
}
bool IsWordAscii(char c) {
  return ClassOf(c) >= AsciiClass::kLetter;
}

// The end of the word of letters and digits at `at`. A mark goes on with it between two letters ("it's", "e.g") or
// two digits ("3,500.5"): UAX 29's rules WB5 to WB12.
std::size_t EndOfAsciiWord(std::string_view text, std::size_t at) {
  while (true) {
    while (at < text.size() && IsWordAscii(text[at])) ++at;
    if (at + 1 >= text.size()) return at;
    const char mark = text[at];
    const bool both = mark == '.' || mark == '\'';
    if (!both && mark != ',' && mark != ';') return at;
    const AsciiClass around = ClassOf(text[at - 1]);
    const bool joins = around == ClassOf(text[at + 1]) && (both || around == AsciiClass::kDigit);
    if (!joins) return at;
    ++at;
  }
}

// The words of plain ASCII, at `offset` of the whole: what ICU finds, many times faster.
template <typename Visit>
void VisitAsciiWords(std::string_view text, std::size_t offset, const Visit& visit) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const AsciiClass first = ClassOf(text[at]);
    const bool is_word = first >= AsciiClass::kLetter;
    at = is_word ? EndOfAsciiWord(text, at) : at + 1;
    if (first != AsciiClass::kSpace) visit(Range{offset + begin, offset + at}, is_word);
  }
}

// The words of any text, at `offset` of the whole.
template <typename Visit>
void VisitWordsByIcu(std::string_view text, std::size_t offset, const Visit& visit) {
  icu::BreakIterator& iterator = WordIterator();
  const icu::UnicodeString utf16 = ToUtf16(text);
  iterator.setText(utf16);
  ByteOffsets bytes(text);
  std::size_t begin = 0;
  iterator.first();
  for (std::int32_t at = iterator.next(); at != icu::BreakIterator::DONE; at = iterator.next()) {
    const std::size_t end = bytes.At(static_cast<std::size_t>(at));
    const bool is_word = iterator.getRuleStatus() >= UBRK_WORD_NONE_LIMIT;
    if (is_word || !IsSpace(text.substr(begin, end - begin))) visit(Range{offset + begin, offset + end}, is_word);
    begin = end;
  }
}

// Where the plain ASCII at `at` may be cut off from what follows: before its last run of spaces, at which no rule
// looks across; or at the text's end.
std::size_t EndOfPlainAscii(std::string_view text, std::size_t at) {
  const std::size_t begin = at;
  while (at < text.size() && IsPlainAscii(text[at])) ++at;
  if (at == text.size()) return at;
  while (at > begin && text[at - 1] != ' ') --at;
  while (at > begin && text[at - 1] == ' ') --at;
  return at;
}

// Where the text at `at` that needs ICU ends: before a space with plain ASCII up to the next one.
std::size_t EndOfOther(std::string_view text, std::size_t at) {
  std::size_t space = text.find(' ', at);
  while (space != std::string_view::npos) {
    std::size_t next = space + 1;
    while (next < text.size() && text[next] != ' ' && IsPlainAscii(text[next])) ++next;
    if (next == text.size() || (text[next] == ' ' && next > space + 1)) return space;
    space = text.find(' ', next);
  }
  return text.size();
}

// The words of `text`, which has no Han or kana, at `offset` of the whole.
template <typename Visit>
void VisitSpacedWords(std::string_view text, std::size_t offset, const Visit& visit) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t plain = EndOfPlainAscii(text, at);
    VisitAsciiWords(text.substr(at, plain - at), offset + at, visit);
    if (plain == text.size()) return;
    const std::size_t other = EndOfOther(text, plain + 1);
    VisitWordsByIcu(text.substr(plain, other - plain), offset + plain, visit);
    at = other;
  }
}

// Calls visit(range, is_word) for every word and every run of punctuation, in order.
template <typename Visit>
void VisitWords(std::string_view text, const Visit& visit) {
  std::size_t spaced = 0;  // where the run without Han, kana and their punctuation began
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const CodePoint c = DecodeAt(text, at);
    const bool is_word = IsCharacterWord(c.value);
    if (!is_word && !IsCjkPunctuation(c.value)) {
      at += c.size;
      continue;
    }
    if (spaced < at) VisitSpacedWords(text.substr(spaced, at - spaced), spaced, visit);
    spaced = EndOfCluster(text, at);
    visit(Range{at, spaced}, is_word);
    at = spaced;
  }
  if (spaced < text.size()) VisitSpacedWords(text.substr(spaced), spaced, visit);
}

}  // namespace

std::vector<Range> SplitWords(std::string_view text) {
  std::vector<Range> words;
  VisitWords(text, [&](Range range, bool) { words.push_back(range); });
  return words;
}

std::size_t CountWords(std::string_view text) {
  std::size_t count = 0;
  VisitWords(text, [&](Range, bool is_word) { count += is_word ? 1 : 0; });
  return count;
}

namespace {

// A curly quotation mark opens in Chinese and Japanese, where German closes with it.
bool OpensQuotation(char32_t mark, std::string_view after) {
  return (mark == U'\u201C' || mark == U'\u2018') && IsCjk(DecodeAt(after, 0).value);
}

// UAX 29 counts an opening bracket behind a full stop to the sentence before: `！「|良い。」`. No sentence ends
// with one, so the boundary moves before it.
std::size_t BeforeOpeningBrackets(std::string_view text, std::size_t begin, std::size_t at) {
  while (at > begin) {
    const std::size_t last = CharacterBefore(text, at);
    const CodePoint c = DecodeAt(text, last);
    const bool opens = u_charType(static_cast<UChar32>(c.value)) == U_START_PUNCTUATION;
    if (!opens && !OpensQuotation(c.value, text.substr(at))) break;
    at = last;
  }
  return at;
}

using SuppressedWords = std::unordered_set<std::string>;

bool IsDotted(std::string_view word) {
  return word.find('.') + 1 < word.size();
}

// What CLDR lists for exactly this locale ("de", "de_AT"); false where it has no such list.
bool ReadSuppressions(const std::string& locale, Suppressions which, SuppressedWords& words) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::LocalUResourceBundlePointer bundle(
      ures_openDirect(U_ICUDATA_NAME U_TREE_SEPARATOR_STRING "brkitr", locale.c_str(), &status));
  const icu::LocalUResourceBundlePointer exceptions(ures_getByKey(bundle.getAlias(), "exceptions", nullptr, &status));
  const icu::LocalUResourceBundlePointer list(ures_getByKey(exceptions.getAlias(), "SentenceBreak", nullptr, &status));
  if (U_FAILURE(status)) return false;
  while (ures_hasNext(list.getAlias()) != 0) {
    std::string word;
    std::int32_t size = 0;
    const char16_t* const utf16 = ures_getNextString(list.getAlias(), &size, nullptr, &status);
    if (U_FAILURE(status)) break;
    icu::UnicodeString(utf16, size).toUTF8String(word);
    // "Dolby C. The": what is an initial, the rules tell by its neighbours.
    const bool is_initial = word.size() <= 2 && word.front() <= 'Z';
    if (!is_initial && (which == Suppressions::kAll || IsDotted(word))) words.insert(std::move(word));
  }
  return true;
}

SuppressedWords SuppressionsFor(const icu::Locale& locale, Suppressions which) {
  SuppressedWords words;
  std::string name = locale.getName();
  while (!name.empty() && !ReadSuppressions(name, which, words)) {
    const std::size_t last = name.rfind('_');
    name.resize(last == std::string::npos ? 0 : last);
  }
  return words;
}

// The word that `text` ends with, its full stops included: "z.B.", "vgl.".
std::string_view LastWord(std::string_view text) {
  std::size_t begin = text.size();
  while (begin > 0) {
    const std::size_t at = CharacterBefore(text, begin);
    const char32_t c = DecodeAt(text, at).value;
    if (c != U'.' && !IsLetter(c) && !IsDigit(c)) break;
    begin = at;
  }
  return text.substr(begin);
}

}  // namespace

// ICU's own filter takes "r." for an abbreviation in "stellt dar." too: it does not look for the word's beginning.
struct SentenceBreaker::Impl {
  std::unique_ptr<icu::BreakIterator> iterator;
  SuppressedWords suppressions;

  bool IsSuppressed(std::string_view before) const {
    if (suppressions.empty()) return false;
    before = before.substr(0, before.find_last_not_of(" \t\n") + 1);
    return !before.empty() && before.back() == '.' && suppressions.contains(std::string(LastWord(before)));
  }
};

SentenceBreaker::SentenceBreaker(const std::string& language, Suppressions suppressions)
    : impl_(std::make_unique<Impl>()) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale = LocaleOf(language);
  impl_->suppressions = SuppressionsFor(locale, suppressions);
  impl_->iterator.reset(icu::BreakIterator::createSentenceInstance(locale, status));
  CheckIcu(status, "sentence rules for " + language);
}

SentenceBreaker::~SentenceBreaker() = default;
SentenceBreaker::SentenceBreaker(SentenceBreaker&&) noexcept = default;
SentenceBreaker& SentenceBreaker::operator=(SentenceBreaker&&) noexcept = default;

std::vector<std::size_t> SentenceBreaker::Boundaries(std::string_view text) {
  std::vector<std::size_t> boundaries;
  const icu::UnicodeString utf16 = ToUtf16(text);
  icu::BreakIterator& iterator = *impl_->iterator;
  iterator.setText(utf16);
  ByteOffsets bytes(text);
  iterator.first();
  for (std::int32_t at = iterator.next(); at != icu::BreakIterator::DONE; at = iterator.next()) {
    const std::size_t end = bytes.At(static_cast<std::size_t>(at));
    if (end == text.size()) break;
    const std::size_t last = boundaries.empty() ? 0 : boundaries.back();
    const std::size_t offset = BeforeOpeningBrackets(text, last, end);
    if (offset > last && !impl_->IsSuppressed(text.substr(last, offset - last))) boundaries.push_back(offset);
  }
  return boundaries;
}

}  // namespace lockstep
