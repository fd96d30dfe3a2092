#include "stages/match_score.h"

#include <xxhash.h>

#include <algorithm>
#include <string>

#include "locales/unicode.h"
#include "stages/code_marks.h"

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
  std::vector<std::string> marks;
  for (const Range mark : FindCodeMarks(text)) marks.emplace_back(Slice(text, mark));
  return {Fingerprint(std::move(values)), Fingerprint(std::move(marks))};
}

}  // namespace lockstep
