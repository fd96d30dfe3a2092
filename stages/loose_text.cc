// The loose form of a text: what is left of it where case, width, quotes and dashes do not count.
//
// Folding by ICU is exact and slow. Nearly all text is ASCII, Latin-1, Han, kana, full-width ASCII and general
// punctuation, whose folding is arithmetic and which are in NFC however they are put together: such text is folded in
// one walk, and the three walks of the definition are for the rest. Both write the same.
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "locales/ascii.h"
#include "locales/unicode.h"
#include "stages/normalization.h"

namespace lockstep {
namespace {

// The loose form of a character: one sign for all quotes and all dashes; 0 where it is itself.
std::string_view LooseForm(char32_t c) {
  switch (c) {
    case '\'':
    case '`':
    case 0xAB:
    case 0xB4:
    case 0xBB:
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2032:
    case 0x2033:
    case 0x2039:
    case 0x203A:
    case 0x300C:
    case 0x300D:
    case 0x300E:
    case 0x300F:
    case 0x301D:
    case 0x301E:
    case 0x301F: return "\"";
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
    case 0x2E3A:
    case 0x2E3B:
    case 0x301C: return "-";
    case 0x2026: return "...";
    case 0x3001: return ",";
    case 0x3002: return ".";
    default: return {};
  }
}

constexpr bool IsAsciiPunctuation(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

constexpr std::array<bool, 128> MakePlain() {
  std::array<bool, 128> plain{};
  for (std::size_t c = 0; c < plain.size(); ++c) plain[c] = c != ' ' && !IsAsciiPunctuation(static_cast<char>(c));
  return plain;
}
constexpr std::array<bool, 128> kIsPlain = MakePlain();  // neither space nor punctuation

// Letters of U+3000-9FFF that no case, width or neighbour changes.
bool IsKanaOrHan(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA);
}

// Writes a text whose case and width are folded: quotes and dashes as one sign each, no space next to punctuation.
// No loose form is longer than what it stands for.
class LooseWriter {
 public:
  explicit LooseWriter(std::size_t size) : out_(size, '\0') {}

  void Ascii(char c) {
    if (kIsPlain[static_cast<unsigned char>(c)]) {
      after_punctuation_ = false;
      out_[size_++] = c;
    } else if (c != ' ') {
      Punctuation();
      out_[size_++] = c == '\'' || c == '`' ? '"' : c;
    } else if (!after_punctuation_) {
      out_[size_++] = ' ';
    }
  }
  // `bytes` are the code point `c`, which is not ASCII.
  void Other(char32_t c, std::string_view bytes) {
    if (IsKanaOrHan(c)) return KanaOrHan(bytes);
    const std::string_view form = LooseForm(c);
    if (!form.empty() || IsPunctuation(c)) {
      Punctuation();
    } else {
      after_punctuation_ = false;
    }
    for (const char byte : form.empty() ? bytes : form) out_[size_++] = byte;
  }
  // The three bytes of one of them.
  void KanaOrHan(std::string_view bytes) {
    after_punctuation_ = false;
    bytes.copy(out_.data() + size_, 3);
    size_ += 3;
  }
  std::string Take() {
    out_.resize(size_);
    return std::move(out_);
  }

 private:
  void Punctuation() {
    after_punctuation_ = true;
    if (size_ > 0 && out_[size_ - 1] == ' ') --size_;
  }

  std::string out_;
  std::size_t size_ = 0;
  bool after_punctuation_ = false;
};

constexpr std::array<char, 128> MakeLower() {
  std::array<char, 128> lower{};
  for (std::size_t c = 0; c < lower.size(); ++c) lower[c] = AsciiLower(static_cast<char>(c));
  return lower;
}
constexpr std::array<char, 128> kLower = MakeLower();

// What case and width make of `c` of the blocks that are folded here; 0 for all other characters.
char32_t Folded(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) return static_cast<unsigned char>(AsciiLower(static_cast<char>(c - 0xFEE0)));
  if (c == 0x3000) return ' ';
  if (c < 0x100) {
    if (c == 0xB5 || c == 0xDF) return 0;  // they fold to letters of other blocks
    return c >= 0xC0 && c <= 0xDE && c != 0xD7 ? c + 0x20 : c;
  }
  const bool combines = (c >= 0x302A && c <= 0x302F) || c == 0x3099 || c == 0x309A;
  const bool same = (c >= 0x2010 && c <= 0x203F) || (c > 0x3000 && c <= 0x9FFF && !combines);
  return same ? c : 0;
}

// The loose form of text that is made of nothing but the blocks above.
std::optional<std::string> FoldInOneWalk(std::string_view text) {
  LooseWriter out(text.size());
  std::string other;
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      out.Ascii(kLower[static_cast<unsigned char>(text[at++])]);
      continue;
    }
    const CodePoint c = DecodeAt(text, at);
    if (IsKanaOrHan(c.value)) {
      out.KanaOrHan(text.substr(at, 3));
      at += 3;
      continue;
    }
    const char32_t folded = Folded(c.value);
    if (folded == 0) return std::nullopt;
    if (folded < 0x80) {
      out.Ascii(static_cast<char>(folded));
    } else if (folded == c.value) {
      out.Other(folded, text.substr(at, c.size));
    } else {
      other.clear();
      AppendUtf8(folded, other);
      out.Other(folded, other);
    }
    at += c.size;
  }
  return out.Take();
}

std::string FoldPunctuation(std::string_view text) {
  LooseWriter out(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    if (c.value < 0x80) {
      out.Ascii(static_cast<char>(c.value));
    } else {
      out.Other(c.value, text.substr(at, c.size));
    }
    at += c.size;
  }
  return out.Take();
}

}  // namespace

std::string LooseText(std::string_view normalized) {
  if (std::optional<std::string> loose = FoldInOneWalk(normalized)) return *std::move(loose);
  return FoldPunctuation(FoldCase(FoldWidth(normalized)));
}

}  // namespace lockstep
