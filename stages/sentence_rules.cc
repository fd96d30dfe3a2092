#include "stages/sentence_rules.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "locales/ascii.h"
#include "locales/range.h"
#include "locales/unicode.h"

namespace lockstep {
namespace {

constexpr std::size_t kLongestBracket = 600;  // bytes; a longer one is rather a bracket that was never closed
constexpr std::size_t kMaxNesting = 16;

bool EndsWith(std::string_view text, std::string_view end) {
  if (end.empty()) return true;
  // Nearly all are told apart by their last byte, without a call.
  return text.size() >= end.size() && text.back() == end.back() && text.substr(text.size() - end.size()) == end;
}

// The size of the space that `text` ends with, or 0.
std::size_t SpaceAtEnd(std::string_view text) {
  if (text.empty()) return 0;
  if (IsAsciiBlank(text.back())) return 1;
  for (const std::string_view space : {"\u00A0", "\u202F", "\u3000"}) {
    if (EndsWith(text, space)) return space.size();
  }
  return 0;
}

std::string_view TrimEnd(std::string_view text) {
  while (const std::size_t size = SpaceAtEnd(text)) text.remove_suffix(size);
  return text;
}

// True where a word that begins with `first` can't begin behind `before`, but goes on: "д." is no abbreviation in
// "завод.".
bool IsMidWord(std::string_view before, char first) {
  const char last = before.back();
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (is_ascii(last)) return IsAsciiUpper(last) || IsAsciiLower(last) || IsAsciiDigit(last);
  const char32_t c = LastCodePoint(before);
  if (IsWhiteSpace(c) || IsPunctuation(c) || IsInvisible(c)) return false;
  return is_ascii(first) || !IsUnspacedScript(c);
}

// True where `text` ends with `word`, and it is a whole word; scripts that write no spaces have no such thing.
bool EndsWithWord(std::string_view text, std::string_view word) {
  if (word.empty() || !EndsWith(text, word)) return false;
  const std::string_view before = text.substr(0, text.size() - word.size());
  return before.empty() || !IsMidWord(before, word.front());
}

bool EndsWithAny(std::string_view text, const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return EndsWithWord(text, word); });
}

// `text` without the spaces behind its full stops: "z. B. Foo" -> "z.B.Foo".
std::string WithoutSpacesBehindStops(std::string_view text) {
  std::string joined;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    if (!IsWhiteSpace(c.value) || !EndsWith(joined, ".")) joined += text.substr(at, c.size);
    at += c.size;
  }
  return joined;
}

// True where an abbreviation ends with `before`, or goes on in `after`: "z. B." is one, however its parts are spaced.
bool BreaksAbbreviation(std::string_view before, std::string_view after, const std::vector<std::string>& words) {
  constexpr std::size_t kLookedAt = 48;  // bytes: longer than any abbreviation
  if (!EndsWith(before, ".")) return false;
  std::string around = WithoutSpacesBehindStops(before.substr(before.size() - std::min(before.size(), kLookedAt)));
  const std::size_t cut = around.size();
  around += WithoutSpacesBehindStops(after.substr(0, kLookedAt));
  const std::string_view text = around;
  return std::any_of(words.begin(), words.end(), [&](const std::string& listed) {
    // Most have one part, and are asked about at the end of each sentence.
    const bool has_parts = listed.find('.') + 1 < listed.size();
    if (!has_parts) return EndsWithWord(text.substr(0, cut), listed);
    const std::string word = WithoutSpacesBehindStops(listed);
    const std::size_t last = std::min(text.size(), cut + word.size() - 1);
    for (std::size_t end = cut; end <= last; ++end) {
      if (EndsWithWord(text.substr(0, end), word)) return true;
    }
    return false;
  });
}

// The letter that is all of the last word of `text` but for its full stop ("J" of "by J."), and where it begins.
std::optional<std::pair<char32_t, std::size_t>> LastSingleLetter(std::string_view text) {
  if (text.size() < 2 || text.back() != '.') return std::nullopt;
  const std::size_t begin = CharacterBefore(text, text.size() - 1);
  const char32_t letter = DecodeAt(text, begin).value;
  if (!IsLetter(letter) || IsUnspacedScript(letter)) return std::nullopt;
  if (IsLetter(LastCodePoint(text.substr(0, begin)))) return std::nullopt;
  return std::pair{letter, begin};
}

// "J. Smith", "e.g. Foo", "i. d. R.", but not "Class D. The": an initial stands first, or behind another initial or a
// comma, or before another initial.
bool EndsWithInitial(std::string_view text, std::string_view after) {
  const auto last = LastSingleLetter(text);
  if (!last) return false;
  const auto [letter, begin] = *last;
  const CodePoint next = DecodeAt(after, 0);
  if (IsLetter(next.value) && !IsUnspacedScript(next.value) && after.substr(next.size).starts_with('.')) return true;
  const std::string_view before = text.substr(0, begin);
  if (letter < 0x80 && IsAsciiLower(static_cast<char>(letter)))
    return before.size() >= 2 && before.back() == '.' && IsAsciiLower(before[before.size() - 2]);
  if (!IsUppercase(letter)) return false;
  return before.empty() || before.back() == '(' || EndsWith(TrimEnd(before), ".") || EndsWith(before, ", ");
}

// "Im 19. Jahrhundert": what the number is of goes on in capitals.
bool EndsWithOrdinal(std::string_view text, const std::vector<std::string>& prefixes) {
  constexpr std::size_t kMostDigits = 3;  // four are a year
  if (prefixes.empty() || !EndsWith(text, ".")) return false;
  std::string_view before = text.substr(0, text.size() - 1);
  while (!before.empty() && IsAsciiDigit(before.back())) before.remove_suffix(1);
  const std::size_t digits = text.size() - 1 - before.size();
  return digits > 0 && digits <= kMostDigits && SpaceAtEnd(before) > 0 && EndsWithAny(TrimEnd(before), prefixes);
}

// True where a sentence would begin with a small letter of the scripts that have small ones.
bool BeginsSmall(std::string_view text) {
  constexpr char32_t kFirstWithoutCase = 0x530;  // Latin, Greek and Cyrillic are below
  const char32_t c = DecodeAt(text, 0).value;
  return c < kFirstWithoutCase && IsLetter(c) && !IsUppercase(c);
}

bool EndsWithClosing(std::string_view text) {
  static constexpr std::array<std::string_view, 8> kClosingMarks = {")", "]", "\"", "'", "”", "’", "»", "“"};
  return std::any_of(kClosingMarks.begin(), kClosingMarks.end(),
                     [&](std::string_view mark) { return EndsWith(text, mark); });
}

// The first letter at or behind `at`; the text's size where there is none.
std::size_t FindLetter(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const CodePoint c = DecodeAt(text, at);
    if (IsLetter(c.value)) break;
    at += c.size;
  }
  return at;
}

// The brackets that a sentence does not end in: the closing one stands at the same place as its opening one.
constexpr std::u32string_view kOpening = U"(（「『【“«";
constexpr std::u32string_view kClosing = U")）」』】”»";

// Most of a text is letters, kana among them.
bool MayBeBracket(char32_t c) {
  return c == '(' || c == ')' || (c >= 0xAB && c < 0x3020) || c >= 0xFF00;
}

// The matched brackets of `text`, ascending by begin, the outermost only.
std::vector<Range> Brackets(std::string_view text) {
  struct Open {
    std::size_t pair;
    std::size_t at;
  };
  std::vector<Open> open;
  std::vector<Range> found;
  const auto close = [&](std::size_t pair, std::size_t end) {
    const auto match = std::find_if(open.rbegin(), open.rend(), [&](const Open& o) { return o.pair == pair; });
    if (match == open.rend()) return;
    const Range range{match->at, end};
    open.erase(std::next(match).base(), open.end());
    while (!found.empty() && found.back().begin > range.begin) found.pop_back();
    if (range.size() <= kLongestBracket) found.push_back(range);
  };
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    const std::size_t begin = std::exchange(at, at + c.size);
    if (!MayBeBracket(c.value)) continue;
    const std::size_t opening = kOpening.find(c.value);
    if (opening != std::u32string_view::npos) {
      if (open.size() < kMaxNesting) open.push_back({opening, begin});
      continue;
    }
    const std::size_t closing = kClosing.find(c.value);
    if (closing != std::u32string_view::npos) close(closing, at);
  }
  return found;
}

// 「はい。」と言う: what is quoted goes on with a particle.
bool GoesOnBehindQuote(std::string_view before, std::string_view after) {
  static constexpr std::array<std::string_view, 11> kParticles = {"と", "って", "など", "の", "を", "は",
                                                                  "が", "に",   "も",   "で", "や"};
  if (!EndsWith(before, "」") && !EndsWith(before, "』")) return false;
  return std::any_of(kParticles.begin(), kParticles.end(),
                     [&](std::string_view particle) { return after.substr(0, particle.size()) == particle; });
}

bool IsVetoed(std::string_view before, std::string_view after, const Locale& locale) {
  // "etc. and", "(sic!) that", "“Hi!” she said": no sentence begins so.
  if (!after.empty() && (BeginsSmall(after) || after.front() == ',' || after.front() == ';')) {
    return EndsWith(before, ".") || EndsWithClosing(before);
  }
  if (BreaksAbbreviation(before, after, locale.abbreviations) || EndsWithInitial(before, after)) return true;
  if (EndsWithOrdinal(before, locale.ordinal_prefixes)) return true;
  const bool digit = !after.empty() && IsDigit(DecodeAt(after, 0).value);
  if (digit && EndsWithAny(before, locale.number_prefixes)) return true;
  if (GoesOnBehindQuote(before, after)) return true;
  if (EndsWith(before, "[...]") || EndsWith(before, "[…]")) return true;
  // "am 5. Mai": the day of a date.
  const bool ordinal = before.size() >= 2 && before.back() == '.' && IsAsciiDigit(before[before.size() - 2]);
  return ordinal && std::any_of(locale.month_names.begin(), locale.month_names.end(), [&](const std::string& month) {
           return !month.empty() && after.substr(0, month.size()) == month;
         });
}

}  // namespace

std::vector<std::size_t> AllowedBoundaries(std::string_view text, const std::vector<std::size_t>& proposed,
                                           const Locale& locale) {
  std::vector<std::size_t> allowed;
  const std::vector<Range> brackets = proposed.empty() ? std::vector<Range>{} : Brackets(text);
  auto bracket = brackets.begin();
  std::size_t last = 0;
  std::size_t letter = 0;  // the first one behind `last`: searched once, however many boundaries are before it
  for (const std::size_t at : proposed) {
    while (bracket != brackets.end() && bracket->end <= at) ++bracket;
    if (bracket != brackets.end() && bracket->begin < at) continue;
    const std::string_view before = TrimEnd(text.substr(last, at - last));
    if (IsVetoed(before, text.substr(at), locale)) continue;
    // "1. Foo", "2025. Bar": a number alone is no sentence.
    if (letter <= last) letter = FindLetter(text, last);
    if (letter >= last + before.size()) continue;
    allowed.push_back(at);
    last = at;
  }
  return allowed;
}

bool MayHaveBoundary(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      if ((byte == '.' || byte == '!' || byte == '?') && at + 1 < text.size()) return true;
      ++at;
      continue;
    }
    // The first sentence end beyond ASCII is U+0589; general punctuation has only U+203C and the like.
    const CodePoint c = DecodeAt(text, at);
    const bool harmless = c.value < 0x0589 || (c.value >= 0x2010 && c.value <= 0x2027);
    if (!harmless || c.value == 0x85) return true;
    at += c.size;
  }
  return false;
}

}  // namespace lockstep
