// Words and sentences by ICU's break iterators.
//
// The iterators run over UTF-16, several times faster than over ICU's view of UTF-8; boundaries
// come in ascending order, so one walk over the text turns them into byte offsets.
#include <unicode/brkiter.h>
#include <unicode/filteredbrk.h>
#include <unicode/locid.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <stdexcept>

#include "locales/simple_words.h"
#include "locales/unicode.h"

namespace lockstep {
namespace {

void Check(UErrorCode status, const std::string& what) {
  if (U_FAILURE(status)) throw std::runtime_error("ICU: " + what + ": " + u_errorName(status));
}

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
  Check(status, "no word rules");
  return std::unique_ptr<icu::BreakIterator>(made);
}

// Break iterators keep state, and making one is slow: each thread has its own.
icu::BreakIterator& WordIterator() {
  thread_local const std::unique_ptr<icu::BreakIterator> iterator = MakeWordIterator();
  return *iterator;
}

// Han and kana: a character is a word. Half-width kana too.
bool IsCharacterWord(char32_t c) {
  if ((c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA) || (c >= 0x4E00 && c <= 0x9FFC)) return true;
  return c >= 0x2E80 && IsCjk(c) && IsUnspacedScript(c);
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

// The words of `text`, which has no Han or kana, at `offset` of the whole.
template <typename Visit>
void VisitSpacedWords(std::string_view text, std::size_t offset, const Visit& visit) {
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

// Calls character(range) for each character that is a word, and spaced(range) for each run of text between them.
template <typename Spaced, typename Character>
void VisitRuns(std::string_view text, const Spaced& visit_spaced, const Character& visit_character) {
  std::size_t spaced = 0;  // where the run without Han and kana began
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    if (!IsCharacterWord(c.value)) {
      at += c.size;
      continue;
    }
    if (spaced < at) visit_spaced(Range{spaced, at});
    spaced = EndOfCluster(text, at);
    visit_character(Range{at, spaced});
    at = spaced;
  }
  if (spaced < text.size()) visit_spaced(Range{spaced, text.size()});
}

}  // namespace

std::vector<Range> SplitWords(std::string_view text) {
  std::vector<Range> words;
  const auto add = [&](Range range) { words.push_back(range); };
  const auto split = [&](Range run) {
    VisitSpacedWords(Slice(text, run), run.begin, [&](Range range, bool) { add(range); });
  };
  VisitRuns(text, split, add);
  return words;
}

std::size_t CountWords(std::string_view text) {
  std::size_t count = 0;
  const auto count_spaced = [&](std::string_view run) {
    if (const std::optional<std::size_t> simple = CountSimpleWords(run)) {
      count += *simple;
    } else {
      VisitSpacedWords(run, 0, [&](Range, bool is_word) { count += is_word ? 1 : 0; });
    }
  };
  VisitRuns(
      text, [&](Range run) { count_spaced(Slice(text, run)); }, [&](Range) { ++count; });
  return count;
}

namespace {

// UAX 29 counts an opening bracket behind a full stop to the sentence before: `！「|良い。」`. No sentence ends
// with one, so the boundary moves before it.
std::size_t BeforeOpeningBrackets(std::string_view text, std::size_t begin, std::size_t at) {
  while (at > begin) {
    std::size_t last = at - 1;
    while (last > begin && (static_cast<unsigned char>(text[last]) & 0xC0) == 0x80) --last;
    const CodePoint c = DecodeAt(text, last);
    if (u_charType(static_cast<UChar32>(c.value)) != U_START_PUNCTUATION) break;
    at = last;
  }
  return at;
}

}  // namespace

struct SentenceBreaker::Impl {
  std::unique_ptr<icu::BreakIterator> iterator;
};

SentenceBreaker::SentenceBreaker(const std::string& language) : impl_(std::make_unique<Impl>()) {
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale locale = icu::Locale::forLanguageTag(language, status);
  if (U_FAILURE(status)) locale = icu::Locale::getRoot();
  status = U_ZERO_ERROR;
  locale.setKeywordValue("ss", "standard", status);
  Check(status, "suppressions for " + language);
  impl_->iterator.reset(icu::BreakIterator::createSentenceInstance(locale, status));
  Check(status, "sentence rules for " + language);
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
    if (offset > last) boundaries.push_back(offset);
  }
  return boundaries;
}

}  // namespace lockstep
