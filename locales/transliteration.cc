#include "locales/transliteration.h"

#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <utility>

#include "locales/unicode.h"

namespace lockstep {
namespace {

constexpr std::size_t kPageSize = 256;
constexpr char32_t kEndOfTable = 0x10000;  // living scripts are in the first plane

using Page = std::array<std::string, kPageSize>;

bool IsLatin(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &status) == USCRIPT_LATIN;
}

// ICU's transliteration of each character of one page to ASCII; "" where it is no sound.
std::unique_ptr<Page> BuildPage(std::size_t number) {
  auto page = std::make_unique<Page>();
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> to_latin(
      icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
  if (U_FAILURE(status)) return page;
  for (std::size_t i = 0; i < kPageSize; ++i) {
    const auto c = static_cast<char32_t>(number * kPageSize + i);
    if (!IsLatin(c) && !WritesSounds(c)) continue;
    icu::UnicodeString text(static_cast<UChar32>(c));
    to_latin->transliterate(text);
    std::string latin;
    text.toUTF8String(latin);
    // ICU marks the small kana, which only colour their neighbour, with a tilde.
    if (!latin.empty() && latin[0] != '~') (*page)[i] = std::move(latin);
  }
  return page;
}

// The pages that were asked for so far. Transliterating costs microseconds a character, a look-up nothing.
const std::string& LatinOf(char32_t c) {
  static std::array<std::atomic<const Page*>, kEndOfTable / kPageSize> pages{};
  static std::mutex building;
  static const std::string none;
  if (c >= kEndOfTable) return none;
  std::atomic<const Page*>& slot = pages[c / kPageSize];
  const Page* page = slot.load(std::memory_order_acquire);
  if (page == nullptr) {
    const std::lock_guard lock(building);
    page = slot.load(std::memory_order_relaxed);
    if (page == nullptr) {
      page = BuildPage(c / kPageSize).release();
      slot.store(page, std::memory_order_release);
    }
  }
  return (*page)[c % kPageSize];
}

bool IsVowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

std::string Romanize(std::string_view word) {
  std::string latin;
  for (std::size_t at = 0; at < word.size();) {
    const auto byte = static_cast<unsigned char>(word[at]);
    if (byte < 0x80) {
      if (byte >= 'A' && byte <= 'Z') latin += static_cast<char>(byte + 32);
      if (byte >= 'a' && byte <= 'z') latin += static_cast<char>(byte);
      ++at;
      continue;
    }
    const CodePoint c = DecodeAt(word, at);
    latin += LatinOf(c.value);
    at += c.size;
  }
  return latin;
}

// The class of consonant that begins at `at` of `latin`, and how many letters spell it.
std::pair<char, std::size_t> ConsonantAt(const std::string& latin, std::size_t at) {
  const char c = latin[at];
  const char next = at + 1 < latin.size() ? latin[at + 1] : '\0';
  switch (c) {
    case 'c':
      if (next == 'h') return {'t', 2};
      if (next == 'k') return {'k', 2};
      return {next == 'e' || next == 'i' || next == 'y' ? 's' : 'k', 1};
    case 's': return {'s', next == 'h' ? 2U : 1U};
    case 'p': return next == 'h' ? std::pair{'h', std::size_t{2}} : std::pair{'p', std::size_t{1}};
    case 't': return next == 'h' ? std::pair{'s', std::size_t{2}} : std::pair{'t', next == 's' ? 2U : std::size_t{1}};
    case 'g': return {'g', next == 'h' ? 2U : 1U};
    case 'q': return {'k', 1};
    case 'l': return {'r', 1};
    case 'v': return {'b', 1};
    case 'z':
    case 'j': return {'s', 1};
    case 'f': return {'h', 1};
    case 'm': return {next == 'p' || next == 'b' || next == 'f' ? 'n' : 'm', 1};
    default: return {c, 1};
  }
}

// English and its borrowers do not speak an r that no vowel follows.
bool IsSilentR(const std::string& latin, std::size_t at) {
  return latin[at] == 'r' && at > 0 && IsVowel(latin[at - 1]) &&
         (at + 1 == latin.size() || (!IsVowel(latin[at + 1]) && latin[at + 1] != 'r'));
}

}  // namespace

bool WritesSounds(char32_t c) {
  // Nearly every character that is asked about is one of these.
  if ((c >= 0x3041 && c <= 0x3096) || (c >= 0x4E00 && c <= 0x9FFF)) return false;  // hiragana, Han
  if (c >= 0x30A1 && c <= 0x30FA) return true;                                     // katakana
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_COMMON:
    case USCRIPT_INHERITED:
    case USCRIPT_UNKNOWN:
    case USCRIPT_LATIN:
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_YI: return false;
    default: return u_isalpha(static_cast<UChar32>(c)) != 0 || u_getCombiningClass(static_cast<UChar32>(c)) != 0;
  }
}

std::string SoundSkeleton(std::string_view word) {
  const std::string latin = Romanize(word);
  std::string skeleton;
  const auto append = [&](char c) {
    if (skeleton.empty() || skeleton.back() != c) skeleton += c;  // a doubled consonant is heard once
  };
  for (std::size_t at = 0; at < latin.size();) {
    const char c = latin[at];
    if (c < 'a' || c > 'z' || IsVowel(c) || c == 'w' || c == 'y' || IsSilentR(latin, at)) {
      ++at;
    } else if (c == 'x') {
      append('k');
      append('s');
      ++at;
    } else {
      const auto [sound, size] = ConsonantAt(latin, at);
      append(sound);
      at += size;
    }
  }
  return skeleton;
}

}  // namespace lockstep
