#include "stages/match_score.h"

#include <xxhash.h>

#include <algorithm>
#include <string>

#include "locales/unicode.h"

namespace lockstep {
namespace {

std::uint64_t Hash(std::string_view text) {
  return XXH3_64bits(text.data(), text.size());
}

// Of the pieces as a multiset; 0 where there are none.
std::uint32_t Fingerprint(std::vector<std::string> pieces) {
  if (pieces.empty()) return 0;
  std::sort(pieces.begin(), pieces.end());
  std::string joined;
  for (const std::string& piece : pieces) joined.append(piece).push_back('\n');
  return static_cast<std::uint32_t>(Hash(joined));
}

bool IsMark(char c) {
  return c == '*' || c == '`' || c == '$' || c == '~';
}

// The marks that inline Markdown is made of: runs of * ` $ ~, the middle of a link, tags of HTML. A single ~ or $ is
// prose ("~20 hours", "$350").
std::vector<std::string> CodeMarks(std::string_view text) {
  std::vector<std::string> marks;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    std::size_t end = at + 1;
    if (IsMark(c)) {
      while (end < text.size() && text[end] == c) ++end;
      if (end - at > 1 || c == '*' || c == '`') marks.emplace_back(text.substr(at, end - at));
    } else if (c == ']' && end < text.size() && text[end] == '(') {
      marks.emplace_back(text.substr(at, 2));
    } else if (c == '<' && end < text.size() && (text[end] == '/' || (text[end] >= 'a' && text[end] <= 'z'))) {
      while (end < text.size() && text[end] != '>' && text[end] != ' ') ++end;
      marks.emplace_back(text.substr(at, end - at));
    }
    at = end;
  }
  return marks;
}

}  // namespace

std::vector<WordSymbol> WordSymbols(std::string_view text) {
  std::vector<WordSymbol> symbols;
  symbols.reserve(text.size() / 4);
  for (const Range word : SplitWords(text)) symbols.push_back(Hash(Slice(text, word)));
  return symbols;
}

std::uint64_t MatchKey(std::string_view text) {
  return Hash(text);
}

MatchTraits TraitsOf(std::string_view text, const std::vector<Fact>& facts) {
  std::vector<std::string> values;
  for (const Fact& fact : facts) values.push_back(std::string(Name(fact.kind)) + ' ' + fact.value + ' ' + fact.unit);
  return {Fingerprint(std::move(values)), Fingerprint(CodeMarks(text))};
}

}  // namespace lockstep
