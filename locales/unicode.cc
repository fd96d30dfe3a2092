#include "locales/unicode.h"

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <stdexcept>

#include "locales/icu.h"

namespace lockstep {
namespace {

// ICU counts in int32_t; a longer text is no document.
constexpr std::size_t kMaxIcuBytes = std::numeric_limits<std::int32_t>::max() / 2;

icu::StringPiece Piece(std::string_view text) {
  if (text.size() > kMaxIcuBytes) throw std::length_error("text longer than 1 GB");
  return {text.data(), static_cast<std::int32_t>(text.size())};
}

using NormalizerGetter = const icu::Normalizer2* (*)(UErrorCode&);

const icu::Normalizer2& Get(NormalizerGetter getter) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = getter(status);
  CheckIcu(status, "no normalization data");
  return *normalizer;
}

// Asked for once: it is done for every text, and the thread sanitizer sees this guard, but not ICU's own.
const icu::Normalizer2& Nfc() {
  static const icu::Normalizer2& nfc = Get([](UErrorCode& s) { return icu::Normalizer2::getNFCInstance(s); });
  return nfc;
}

const icu::Normalizer2& Nfkc() {
  static const icu::Normalizer2& nfkc = Get([](UErrorCode& s) { return icu::Normalizer2::getNFKCInstance(s); });
  return nfkc;
}

unsigned char ByteAt(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

// The number of ASCII bytes from `at` on, eight at a time.
std::size_t AsciiEnd(std::string_view text, std::size_t at) {
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, 8);
    if ((word & 0x8080808080808080U) != 0) break;
  }
  while (at < text.size() && ByteAt(text, at) < 0x80) ++at;
  return at;
}

// True where a well-formed character of U+3000-9FFF stands.
bool IsThreeByteCjk(std::string_view text, std::size_t at) {
  return at + 3 <= text.size() && ByteAt(text, at) >= 0xE3 && ByteAt(text, at) <= 0xE9 &&
         (ByteAt(text, at + 1) & 0xC0) == 0x80 && (ByteAt(text, at + 2) & 0xC0) == 0x80;
}

// The size of the character at `at` if it is one of those that reviews are made of and that no
// neighbour can change (a starter with NFC_Quick_Check=Yes); 0 for all others, which are ICU's to judge.
std::size_t InertSize(std::string_view text, std::size_t at) {
  const unsigned char lead = ByteAt(text, at);
  if (lead < 0xCC) return 2;  // below U+0300
  if (at + 3 > text.size()) return 0;
  const unsigned char second = ByteAt(text, at + 1);
  const unsigned char third = ByteAt(text, at + 2);
  if (lead == 0xE3) {
    if (second == 0x80 && third >= 0xAA && third <= 0xAF) return 0;    // tone marks
    if (second == 0x82 && (third == 0x99 || third == 0x9A)) return 0;  // combining voicing marks
    return 3;                                                          // U+3000-3FFF
  }
  if (lead >= 0xE4 && lead <= 0xE9) return 3;                        // Han
  if (lead == 0xE2 && second == 0x80 && third >= 0x90) return 3;     // dashes, quotes, ellipsis
  if (lead == 0xE2 && second == 0x82) return 3;                      // currency signs
  if (lead == 0xEF && (second == 0xBC || second == 0xBD)) return 3;  // full-width forms
  return 0;
}

// True where the case of the non-ASCII character that starts with `lead` cannot matter: U+3000-9FFF.
bool IsCaseless(unsigned char lead) {
  return lead >= 0xE3 && lead <= 0xE9;
}

bool IsWideForm(char32_t c) {
  return c == 0x3000 || (c >= 0xFF01 && c <= 0xFFEE);
}

void AppendWidthFolded(char32_t c, std::string& out) {
  if (c == 0x3000) {
    out += ' ';
  } else if (c <= 0xFF5E) {
    out += static_cast<char>(c - 0xFEE0);  // the full-width ASCII block keeps ASCII's order
  } else {
    icu::UnicodeString plain;
    if (!Nfkc().getDecomposition(static_cast<UChar32>(c), plain)) plain.setTo(static_cast<UChar32>(c));
    plain.toUTF8String(out);
  }
}

std::uint32_t Category(char32_t c) {
  return U_MASK(u_charType(static_cast<UChar32>(c)));
}

// The letters that Japanese and Chinese texts are made of, known without a table: hiragana, katakana, Han.
bool IsKanaOrHan(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA);
}

bool HasScript(char32_t c, std::initializer_list<UScriptCode> scripts) {
  return std::any_of(scripts.begin(), scripts.end(),
                     [c](UScriptCode script) { return uscript_hasScript(static_cast<UChar32>(c), script) != 0; });
}

int WidthOf(char32_t c) {
  if (c < 0x300) return c == 0xAD ? 0 : 1;
  if ((Category(c) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK)) != 0) return 0;
  const int jamo = u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_HANGUL_SYLLABLE_TYPE);
  if (jamo == U_HST_VOWEL_JAMO || jamo == U_HST_TRAILING_JAMO) return 0;
  const int width = u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_FULLWIDTH || width == U_EA_WIDE ? 2 : 1;
}

}  // namespace

std::optional<std::size_t> FindInvalidUtf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (ByteAt(text, at) < 0x80) {
      at = AsciiEnd(text, at);
      continue;
    }
    if (IsThreeByteCjk(text, at)) {
      at += 3;
      continue;
    }
    // One character at a time keeps the offset in size_t however long the text is.
    const auto rest = static_cast<std::int32_t>(std::min<std::size_t>(text.size() - at, 4));
    std::int32_t size = 0;
    UChar32 c = 0;
    U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data() + at), size, rest, c);
    if (c < 0) return at;
    at += static_cast<std::size_t>(size);
  }
  return std::nullopt;
}

CodePoint DecodeOtherAt(std::string_view text, std::size_t offset) {
  const auto rest = static_cast<std::int32_t>(std::min<std::size_t>(text.size() - offset, 4));
  std::int32_t size = 0;
  UChar32 c = 0;
  U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data() + offset), size, rest, c);
  if (c < 0) return {0xFFFD, 1};
  return {static_cast<char32_t>(c), static_cast<std::size_t>(size)};
}

void AppendUtf8(char32_t code_point, std::string& out) {
  if (code_point > 0x10FFFF || U_IS_SURROGATE(code_point)) code_point = 0xFFFD;
  char bytes[U8_MAX_LENGTH];
  std::int32_t size = 0;
  U8_APPEND_UNSAFE(bytes, size, code_point);
  out.append(bytes, static_cast<std::size_t>(size));
}

std::size_t CountCodePoints(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool IsNfc(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (ByteAt(text, at) < 0x80) {
      at = AsciiEnd(text, at);
      continue;
    }
    const std::size_t size = InertSize(text, at);
    if (size == 0) {
      UErrorCode status = U_ZERO_ERROR;
      const bool normalized = Nfc().isNormalizedUTF8(Piece(text), status) != 0;
      CheckIcu(status, "NFC check");
      return normalized;
    }
    at += size;
  }
  return true;
}

std::string ToNfc(std::string_view text) {
  if (IsNfc(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  icu::StringByteSink<std::string> sink(&out);
  UErrorCode status = U_ZERO_ERROR;
  Nfc().normalizeUTF8(0, Piece(text), sink, nullptr, status);
  CheckIcu(status, "NFC");
  return out;
}

std::string FoldWidth(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t copied = 0;
  for (std::size_t at = AsciiEnd(text, 0); at < text.size(); at = AsciiEnd(text, at)) {
    const CodePoint c = DecodeAt(text, at);
    if (IsWideForm(c.value)) {
      out.append(text, copied, at - copied);
      AppendWidthFolded(c.value, out);
      copied = at + c.size;
    }
    at += c.size;
  }
  out.append(text, copied);
  // A half-width voicing mark has become a combining one, which joins the kana before it.
  return IsNfc(out) ? out : ToNfc(out);
}

std::string FoldCase(std::string_view text) {
  std::string out(text);
  for (std::size_t at = 0; at < out.size();) {
    const unsigned char lead = ByteAt(out, at);
    if (lead < 0x80) {
      if (lead >= 'A' && lead <= 'Z') out[at] = static_cast<char>(lead | 0x20);
      ++at;
    } else if (IsCaseless(lead)) {
      at += 3;
    } else {
      break;
    }
    if (at >= out.size()) return out;
  }
  out.clear();
  icu::StringByteSink<std::string> sink(&out);
  UErrorCode status = U_ZERO_ERROR;
  icu::CaseMap::utf8Fold(U_FOLD_CASE_DEFAULT, Piece(text), sink, nullptr, status);
  CheckIcu(status, "case folding");
  return out;
}

bool IsWhiteSpace(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0;
}

bool IsInvisible(char32_t c) {
  return c == 0xFEFF || c == 0x200B || c == 0x2060 || c == 0xAD;
}

bool IsLetter(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return (Category(c) & U_GC_L_MASK) != 0;
}

bool IsDigit(char32_t c) {
  if (c < 0x80) return c >= '0' && c <= '9';
  return (Category(c) & U_GC_ND_MASK) != 0;
}

int DigitValue(char32_t c) {
  if (c < 0x80) return c >= '0' && c <= '9' ? static_cast<int>(c - '0') : -1;
  return IsDigit(c) ? u_charDigitValue(static_cast<UChar32>(c)) : -1;
}

bool IsUppercase(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  return (Category(c) & (U_GC_LU_MASK | U_GC_LT_MASK)) != 0;
}

bool IsPunctuation(char32_t c) {
  return (Category(c) & U_GC_P_MASK) != 0;
}

bool IsUnspacedScript(char32_t c) {
  if (c < 0xE00) return false;
  if (IsKanaOrHan(c)) return true;
  // Punctuation is shared by scripts that do use spaces.
  if ((Category(c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) == 0) return false;
  return HasScript(
      c, {USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA, USCRIPT_THAI, USCRIPT_LAO, USCRIPT_KHMER, USCRIPT_MYANMAR});
}

bool IsCjk(char32_t c) {
  if (c < 0x2E80) return false;
  if (IsKanaOrHan(c)) return true;
  if ((c >= 0x3000 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF9F) || (c >= 0xFFE0 && c <= 0xFFE6)) return true;
  return HasScript(c, {USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA});
}

void AppendSentence(std::string_view sentence, std::string& text) {
  if (!text.empty() && !sentence.empty()) {
    std::size_t last = text.size() - 1;
    while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0U) == 0x80) --last;
    if (!IsCjk(DecodeAt(text, last).value) && !IsCjk(DecodeAt(sentence, 0).value)) text += ' ';
  }
  text += sentence;
}

int DisplayWidth(std::string_view text) {
  int width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    width += WidthOf(c.value);
    at += c.size;
  }
  return width;
}

}  // namespace lockstep
