#include "stages/normalization.h"

#include <fmt/format.h>

#include <array>
#include <optional>

#include "locales/ascii.h"
#include "locales/unicode.h"

namespace lockstep {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

bool IsUtf16(std::string_view text) {
  return text.substr(0, 2) == "\xFF\xFE" || text.substr(0, 2) == "\xFE\xFF";
}

// True where nothing stands on the line behind `at`.
bool EndsLine(std::string_view text, std::size_t at) {
  return at >= text.size() || IsLineEnd(text[at]);
}

// Where a line of git's three conflict marks stands, from `from` on.
std::optional<Range> FindMarkLine(std::string_view text, std::string_view mark, std::size_t from) {
  for (std::size_t at = text.find(mark, from); at != std::string_view::npos; at = text.find(mark, at + 1)) {
    const bool starts_line = at == 0 || IsLineEnd(text[at - 1]);
    // `=======` stands alone, or it would be the underline of a heading of another length.
    const bool is_mark = starts_line && (mark.back() == ' ' || EndsLine(text, at + mark.size()));
    if (is_mark) return Range{at, LineEnd(text, at)};  // looked for once: for each hit, it would be quadratic
  }
  return std::nullopt;
}

// Only all three marks in their order are a conflict: a heading may be underlined with seven signs.
bool CheckConflict(const Source& source, Diagnostics& diags) {
  const std::optional<Range> ours = FindMarkLine(source.text, "<<<<<<< ", 0);
  if (!ours) return true;
  const std::optional<Range> middle = FindMarkLine(source.text, "=======", ours->end);
  if (!middle) return true;
  const std::optional<Range> theirs = FindMarkLine(source.text, ">>>>>>> ", middle->end);
  if (!theirs) return true;
  diags.Error(source, *ours, "conflict-marker", "unresolved merge conflict, expected one version of the text");
  diags.AddNote(source, *middle, "the other version starts here");
  diags.AddNote(source, *theirs, "the conflict ends here");
  return false;
}

void WarnOfLoneCr(const Source& source, Diagnostics& diags) {
  const std::string_view text = source.text;
  for (std::size_t at = text.find('\r'); at != std::string_view::npos; at = text.find('\r', at + 1)) {
    if (at + 1 < text.size() && text[at + 1] == '\n') continue;
    diags.Warning(source, {at, at + 1}, "line-end-cr", "line ends with a lone CR, expected LF or CRLF");
    return;  // one is enough: it is mostly all of them
  }
}

// False for what is neither space nor invisible, as its first bytes tell: most text.
bool MayBeSpaceOrInvisible(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0; };
  switch (byte(0)) {
    case 0xC2: return true;
    case 0xE1: return byte(1) == 0x9A;                     // U+1680
    case 0xE2: return byte(1) <= 0x81;                     // U+2000-207F
    case 0xE3: return byte(1) == 0x80 && byte(2) == 0x80;  // U+3000
    case 0xEF: return byte(1) == 0xBB;                     // U+FEFF
    default: return byte(0) <= ' ';
  }
}

constexpr std::array<bool, 256> MakePlain() {
  std::array<bool, 256> plain{};
  for (std::size_t byte = 0; byte < plain.size(); ++byte) plain[byte] = byte > ' ';
  for (const std::size_t lead : {0xC2U, 0xE1U, 0xE2U, 0xE3U, 0xEFU}) plain[lead] = false;
  return plain;
}
constexpr std::array<bool, 256> kIsPlain = MakePlain();  // bytes that begin neither space nor invisible

// True where the white space of `text` is in order: single spaces between other characters, nothing invisible.
bool IsJoined(std::string_view text) {
  if (text.empty()) return true;
  if (text.front() == ' ' || text.back() == ' ') return false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (kIsPlain[static_cast<unsigned char>(text[at])]) continue;
    if (text[at] == ' ') {
      if (text[at + 1] == ' ') return false;
    } else if (MayBeSpaceOrInvisible(text, at)) {
      const CodePoint c = DecodeAt(text, at);
      if (IsWhiteSpace(c.value) || IsInvisible(c.value)) return false;
    }
  }
  return true;
}

// Writes text with its white space in order.
class SpaceJoiner {
 public:
  explicit SpaceJoiner(std::size_t size) { out_.reserve(size); }

  void Text(std::string_view bytes) {
    if (pending_ && !out_.empty() && !(line_end_ && IsCjk(last_) && IsCjk(DecodeAt(bytes, 0).value))) out_ += ' ';
    pending_ = line_end_ = false;
    out_ += bytes;
  }
  void Space(char32_t c) {
    if (!pending_) last_ = LastCodePoint(out_);
    pending_ = true;
    line_end_ = line_end_ || c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
  }
  std::string Take() { return std::move(out_); }

 private:
  std::string out_;
  bool pending_ = false;   // white space was read and not written
  bool line_end_ = false;  // and a line ended in it
  char32_t last_ = 0;      // the character before it
};

// White space runs to one space and invisible characters to nothing.
std::string JoinSpace(std::string_view text) {
  SpaceJoiner joiner(text.size());
  std::size_t begin = 0;  // of the run of text not yet written
  for (std::size_t at = 0; at < text.size();) {
    if (!MayBeSpaceOrInvisible(text, at)) {
      ++at;  // a byte inside a character begins none of them
      continue;
    }
    const CodePoint c = DecodeAt(text, at);
    const bool space = IsWhiteSpace(c.value);
    if (space || IsInvisible(c.value)) {
      if (begin < at) joiner.Text(text.substr(begin, at - begin));
      if (space) joiner.Space(c.value);
      begin = at + c.size;
    }
    at += c.size;
  }
  if (begin < text.size()) joiner.Text(text.substr(begin));
  return joiner.Take();
}

}  // namespace

bool CheckEncoding(const Source& source, Diagnostics& diags) {
  if (IsUtf16(source.text)) {
    diags.Error(source, {0, 0}, "encoding-utf16", "the file is UTF-16, expected UTF-8");
    return false;
  }
  if (const std::size_t nul = source.text.find('\0'); nul != std::string::npos) {
    diags.Error(source, {nul, nul + 1}, "encoding-nul", "NUL byte, expected text");
    return false;
  }
  if (const std::optional<std::size_t> bad = FindInvalidUtf8(source.text)) {
    diags.Error(source, {*bad, *bad + 1}, "encoding-invalid",
                fmt::format("byte 0x{:02X} is not valid UTF-8", static_cast<unsigned char>(source.text[*bad])));
    return false;
  }
  if (!CheckConflict(source, diags)) return false;
  WarnOfLoneCr(source, diags);
  return true;
}

std::size_t BomSize(std::string_view text) {
  return text.substr(0, kBom.size()) == kBom ? kBom.size() : 0;
}

std::string NormalizeText(std::string_view text) {
  std::string joined = IsJoined(text) ? std::string(text) : JoinSpace(text);
  // A space that fell away may have let two characters meet, so composition comes last.
  return IsNfc(joined) ? joined : ToNfc(joined);
}

}  // namespace lockstep
