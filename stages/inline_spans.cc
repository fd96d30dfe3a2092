#include "stages/inline_spans.h"

#include <algorithm>
#include <array>
#include <string>

#include "locales/ascii.h"
#include "stages/byte_set.h"
#include "stages/model/line_ends.h"

namespace lockstep {
namespace {

using Kind = InlineCode::Kind;

// A construct with fixed opening and closing marks that holds anything. A search that fails once fails for
// the rest of the text: that keeps a thousand opening marks without an end linear.
struct Bracket {
  std::string_view open;
  std::string_view close;
  Kind kind;
};
constexpr std::array<Bracket, 7> kBrackets = {{
    {"{{<", ">}}", Kind::kShortcode},
    {"{{%", "%}}", Kind::kShortcode},
    {"{{", "}}", Kind::kShortcode},
    {"{%", "%}", Kind::kShortcode},
    {"$$", "$$", Kind::kMath},
    {"\\(", "\\)", Kind::kMath},
    {"\\[", "\\]", Kind::kMath},
}};

bool IsNameByte(char c) {
  return IsAsciiAlnum(c) || c == '-' || c == '_' || c == ':' || c == '.';
}

// `ref`, `py:func`, `external+lamp:ref`
bool IsRole(std::string_view text) {
  const auto fits = [](char c) { return IsNameByte(c) || c == '+'; };
  return !text.empty() && IsAsciiLetter(text.front()) && std::all_of(text.begin(), text.end(), fits);
}

// The size of the attribute that `text` begins with (`.wide`, `#top`, `width="300"`), or 0.
std::size_t AttributeSize(std::string_view text) {
  const bool is_name = text.starts_with('.') || text.starts_with('#');
  const auto end = std::find_if_not(text.begin() + (is_name ? 1 : 0), text.end(), IsNameByte);
  const auto name_end = static_cast<std::size_t>(end - text.begin());
  if (is_name) return name_end > 1 ? name_end : 0;
  if (name_end == 0 || !IsAsciiLetter(text.front()) || name_end == text.size() || text[name_end] != '=') return 0;
  const std::size_t value = name_end + 1;
  const char quote = value < text.size() ? text[value] : '\0';
  if (quote != '"' && quote != '\'') return std::min(text.find_first_of(" \t", value), text.size());
  const std::size_t close = text.find(quote, value + 1);
  return close == std::string_view::npos ? 0 : close + 1;
}

// True for one attribute or more and nothing else: `: .wide #top`, ` target="_self" `.
bool AreAttributes(std::string_view text) {
  constexpr std::string_view kBlanks = " \t";
  if (text.starts_with(':')) text.remove_prefix(1);
  std::size_t count = 0;
  for (;; ++count) {
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    if (text.empty()) return count > 0;
    const std::size_t size = AttributeSize(text);
    if (size == 0 || (size < text.size() && !IsAsciiBlank(text[size]))) return false;
    text.remove_prefix(size);
  }
}

bool IsIconByte(char c) {
  return IsAsciiLower(c) || IsAsciiDigit(c) || c == '-' || c == '_' || c == '+';
}

class SpanFinder {
 public:
  SpanFinder(std::string_view file, Range range, int quote_depth, std::vector<PairedCode>& codes)
      : file_(file.substr(0, range.end)),
        begin_(range.begin),
        quote_depth_(quote_depth),
        codes_(&codes),
        known_(codes.size()) {}

  void Run() {
    static constexpr ByteSet kStarts("\n\r{$\\~:hfw");
    for (std::size_t at = kStarts.FindIn(file_, begin_); at < file_.size(); at = kStarts.FindIn(file_, at)) {
      const std::size_t behind = BehindKnown(at);
      at = behind > at ? behind : Step(at);
    }
  }

 private:
  // Where the code of the tree ends that `at` is inside of; `at` where it is in none. An escape is looked
  // into: it may be the first half of a formula's mark.
  std::size_t BehindKnown(std::size_t at) {
    while (next_known_ < known_ && (*codes_)[next_known_].code.range.end <= at) ++next_known_;
    if (next_known_ == known_) return at;
    const InlineCode& code = (*codes_)[next_known_].code;
    return code.range.begin <= at && code.kind != Kind::kEscape ? code.range.end : at;
  }

  // Handles the character at `at`; returns where to go on.
  std::size_t Step(std::size_t at) {
    const char c = file_[at];
    if (IsLineEnd(c)) return LineBreak(at);
    if (c == '~') return Strikethrough(at);
    if (c == ':') return Icon(at);
    if (c != '$' && c != '{' && c != '\\') return Url(at);
    const std::size_t behind = Bracketed(at);
    if (behind != at) return behind;
    if (c == '$') return DollarMath(at);
    if (c == '{') return Braced(at);
    // What a backslash escapes opens nothing.
    const bool escapes = c == '\\' && at + 1 < file_.size() && !IsLineEnd(file_[at + 1]);
    return at + (escapes ? 2 : 1);
  }

  void Add(Kind kind, std::size_t begin, std::size_t end) {
    codes_->push_back({{kind, InlineCode::Position::kAlone, {begin, end}}, std::nullopt});
  }

  // A break covers the blanks (or backslash) before it and the prefix of the line behind it.
  std::size_t LineBreak(std::size_t at) {
    std::size_t begin = at;
    while (begin > begin_ && IsAsciiBlank(file_[begin - 1])) --begin;
    if (begin == at && begin > begin_ && file_[begin - 1] == '\\' && IsHardBreak(begin - 1)) --begin;
    const std::size_t line = SkipLineEnd(file_, at);
    const std::size_t end = SkipLinePrefix(file_, line, file_.size(), quote_depth_);
    Add(Kind::kLineBreak, begin, end);
    return end;
  }

  // An even number of backslashes is escaped backslashes. Each run is counted once, at its line's end.
  bool IsHardBreak(std::size_t last) const {
    std::size_t first = last;
    while (first > begin_ && file_[first - 1] == '\\') --first;
    return (last - first) % 2 == 0;
  }

  std::size_t Bracketed(std::size_t at) {
    for (std::size_t i = 0; i < kBrackets.size(); ++i) {
      const Bracket& bracket = kBrackets[i];
      if (hopeless_[i] || file_.substr(at, bracket.open.size()) != bracket.open) continue;
      const std::size_t inside = at + bracket.open.size();
      const std::size_t close = file_.find(bracket.close, inside);
      if (close == std::string_view::npos) {
        hopeless_[i] = true;
        continue;
      }
      if (close == inside) continue;
      Add(bracket.kind, at, close + bracket.close.size());
      return close + bracket.close.size();
    }
    return at;
  }

  // Attributes of what they touch, `[text](url){ .wide }`, and the role of a code, {ref}`install`.
  std::size_t Braced(std::size_t at) {
    const std::size_t close = file_.find_first_of("{}\n\r", at + 1);
    if (close == std::string_view::npos || file_[close] != '}') return at + 1;
    const Range inside{at + 1, close};
    if (next_known_ < known_ && IsRole(Slice(file_, inside))) {
      const InlineCode& code = (*codes_)[next_known_].code;
      if (code.kind == Kind::kCode && code.range.begin == close + 1) {
        const std::size_t end = code.range.end;
        Add(Kind::kCode, at, end);
        return end;
      }
    }
    static constexpr ByteSet kEnds(")]*_`~}:>");
    const bool touches = at > begin_ && kEnds.Has(file_[at - 1]);
    if (!touches || !AreAttributes(Slice(file_, inside))) return at + 1;
    Add(Kind::kShortcode, at, close + 1);
    return close + 1;
  }

  // :material-clock-fast:, :rocket:
  std::size_t Icon(std::size_t at) {
    static constexpr std::size_t kLongestName = 80;
    const auto is_of_word = [](char c) { return IsAsciiAlnum(c) || c == ':'; };
    const std::string_view name = file_.substr(at + 1, kLongestName);
    const auto end = std::find_if_not(name.begin(), name.end(), IsIconByte);
    const std::size_t close = at + 1 + static_cast<std::size_t>(end - name.begin());
    const bool is_name = close > at + 2 && !IsAsciiDigit(name.front()) && std::any_of(name.begin(), end, IsAsciiAlnum);
    if (!is_name || close >= file_.size() || file_[close] != ':') return at + 1;
    const bool follows_word = at > begin_ && is_of_word(file_[at - 1]);
    const bool precedes_word = close + 1 < file_.size() && is_of_word(file_[close + 1]);
    if (follows_word || precedes_word) return at + 1;
    Add(Kind::kShortcode, at, close + 1);
    return close + 1;
  }

  // $x^2$ on one line. Prices look alike, so the marks must touch what they enclose and the inside must
  // look like a formula.
  std::size_t DollarMath(std::size_t at) {
    const std::size_t inside = at + 1;
    if (at > begin_ && (IsAsciiAlnum(file_[at - 1]) || file_[at - 1] == '$')) return inside;
    const std::size_t close = file_.find_first_of("$\n\r", inside);
    if (close == std::string_view::npos || file_[close] != '$') return inside;
    if (close + 1 < file_.size() && IsAsciiAlnum(file_[close + 1])) return close;
    if (!LooksLikeFormula(file_.substr(inside, close - inside))) return close;
    Add(Kind::kMath, at, close + 1);
    return close + 1;
  }

  static bool LooksLikeFormula(std::string_view inside) {
    if (inside.empty() || IsAsciiBlank(inside.front()) || IsAsciiBlank(inside.back())) return false;
    if (inside.find_first_of("\\^_={") != std::string_view::npos) return true;
    return inside.size() == 1 && IsAsciiAlnum(inside.front());
  }

  // ~~struck~~; a single tilde is an "about" or a range more often than a mark.
  std::size_t Strikethrough(std::size_t at) {
    const std::size_t end = std::min(file_.find_first_not_of('~', at), file_.size());
    if (end - at != 2) return end;
    const bool space_before = at == begin_ || IsAsciiBlank(file_[at - 1]) || IsLineEnd(file_[at - 1]);
    const bool space_after = end == file_.size() || IsAsciiBlank(file_[end]) || IsLineEnd(file_[end]);
    if (struck_ && !space_before) {
      (*codes_)[*struck_].partner = codes_->size();
      codes_->push_back({{Kind::kStrikethrough, InlineCode::Position::kClose, {at, end}}, struck_});
      struck_.reset();
    } else if (!struck_ && !space_after && file_.find("~~", end) != std::string_view::npos) {
      struck_ = codes_->size();
      codes_->push_back({{Kind::kStrikethrough, InlineCode::Position::kOpen, {at, end}}, std::nullopt});
    }
    return end;
  }

  // A bare URL ends where GFM ends it, and before the first character that is not ASCII: Japanese text
  // follows a URL without a space.
  std::size_t Url(std::size_t at) {
    if (at > begin_ && IsAsciiAlnum(file_[at - 1])) return at + 1;
    std::size_t host = at;
    for (const std::string_view scheme : {"https://", "http://", "ftp://", "www."}) {
      if (file_.substr(at, scheme.size()) == scheme) host = at + scheme.size();
    }
    if (host == at || host >= file_.size() || !IsAsciiAlnum(file_[host])) return at + 1;
    std::size_t end = host;
    while (end < file_.size() && file_[end] > ' ' && file_[end] < 0x7f && file_[end] != '<' && file_[end] != '|') ++end;
    end = TrimUrl(host, end);
    Add(Kind::kAutolink, at, end);
    return end;
  }

  // Punctuation behind a URL is the sentence's; so is a closing bracket that was not opened inside.
  std::size_t TrimUrl(std::size_t begin, std::size_t end) const {
    const std::string_view url = file_.substr(begin, end - begin);
    auto surplus = std::count(url.begin(), url.end(), ')') - std::count(url.begin(), url.end(), '(');
    while (end > begin) {
      const char last = file_[end - 1];
      if (last == ')' && surplus-- <= 0) break;
      if (last != ')' && std::string_view("?!.,:;*_~'\"]}`$").find(last) == std::string_view::npos) break;
      --end;
    }
    return end;
  }

  std::string_view file_;  // up to the end of the range
  std::size_t begin_;
  int quote_depth_;
  std::vector<PairedCode>* codes_;
  std::size_t known_;           // the codes of the tree come first in the list
  std::size_t next_known_ = 0;  // the first of them that ends behind the place of the search
  std::array<bool, kBrackets.size()> hopeless_{};
  std::optional<std::size_t> struck_;
};

bool StandsBefore(const PairedCode& a, const PairedCode& b) {
  if (a.code.range.begin != b.code.range.begin) return a.code.range.begin < b.code.range.begin;
  return a.code.range.end > b.code.range.end;
}

// Sorts the list and lets the partners point to the new places.
void SortCodes(std::vector<PairedCode>& codes) {
  std::vector<std::size_t> order(codes.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return StandsBefore(codes[a], codes[b]); });
  std::vector<std::size_t> place(codes.size());
  std::vector<PairedCode> sorted;
  sorted.reserve(codes.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    place[order[i]] = i;
    sorted.push_back(codes[order[i]]);
  }
  for (PairedCode& code : sorted) {
    if (code.partner) code.partner = place[*code.partner];
  }
  codes = std::move(sorted);
}

// True where the codes stand one behind the other already, as nearly always.
bool AreResolved(const std::vector<PairedCode>& codes) {
  std::size_t free = 0;
  for (const PairedCode& code : codes) {
    if (code.code.range.empty() || code.code.range.begin < free) return false;
    free = code.code.range.end;
  }
  return true;
}

}  // namespace

void FindSpans(std::string_view file, Range range, int quote_depth, std::vector<PairedCode>& codes) {
  const std::size_t first = codes.size();
  SpanFinder(file, range, quote_depth, codes).Run();
  // A strikethrough that was never closed is text.
  for (std::size_t i = codes.size(); i-- > first;) {
    const bool half = codes[i].code.kind == Kind::kStrikethrough && !codes[i].partner;
    if (half) codes[i].code.range.end = codes[i].code.range.begin;
  }
}

void ResolveOverlaps(std::vector<PairedCode>& codes) {
  if (AreResolved(codes)) return;
  SortCodes(codes);
  std::vector<bool> dropped(codes.size());
  std::size_t free = 0;  // where the last code that stays ends
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const Range range = codes[i].code.range;
    if (range.empty() || range.begin < free) {
      dropped[i] = true;
      if (codes[i].partner) dropped[*codes[i].partner] = true;
    }
    if (!dropped[i]) free = range.end;
  }
  std::vector<std::size_t> place(codes.size());
  std::size_t kept = 0;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    place[i] = kept;
    if (!dropped[i]) codes[kept++] = codes[i];
  }
  codes.resize(kept);
  for (PairedCode& code : codes) {
    if (code.partner) code.partner = place[*code.partner];
  }
}

std::size_t SkipLinePrefix(std::string_view file, std::size_t at, std::size_t end, int quote_depth) {
  const auto skip_blanks = [&] {
    while (at < end && IsAsciiBlank(file[at])) ++at;
  };
  skip_blanks();
  for (int i = 0; i < quote_depth && at < end && file[at] == '>'; ++i) {
    ++at;
    skip_blanks();
  }
  return at;
}

}  // namespace lockstep
