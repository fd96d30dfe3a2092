#include "store/memory_lookup.h"

#include <algorithm>
#include <tuple>

#include "stages/match_score.h"

namespace lockstep {
namespace {

bool HasContext(const Variant& variant, const LookupQuery& query) {
  return query.context && std::binary_search(variant.contexts.begin(), variant.contexts.end(), *query.context);
}

// Whose translation is offered first: smaller is better.
auto Rank(const Variant& variant, const LookupQuery& query) {
  return std::tuple(!HasContext(variant, query), -static_cast<std::int64_t>(variant.uses), !variant.of_site,
                    -variant.made_ms, std::string_view(variant.target));
}

}  // namespace

void MemoryLookup::AppendMatches(const FuzzyHit& hit, const LookupQuery& query, std::vector<Match>& matches) const {
  std::optional<Unit> unit = reader_.Find(pair_, hit.key);
  if (!unit) return;
  std::sort(unit->variants.begin(), unit->variants.end(),
            [&](const Variant& a, const Variant& b) { return Rank(a, query) < Rank(b, query); });
  const bool identical = unit->source == query.text;
  for (const Variant& variant : unit->variants) {
    Match& match = matches.emplace_back();
    match.score = hit.score;
    match.kind = identical ? MatchKind::kExact : MatchKind::kFuzzy;
    if (identical && HasContext(variant, query)) {
      match.kind = MatchKind::kIce;
      match.score = 100;  // the context tells which of several is meant
    }
    match.source = unit->source;
    match.target = variant.target;
    match.origin = variant.origin;
    match.uses = variant.uses;
    if (match.kind != MatchKind::kFuzzy) continue;
    if (std::optional<std::string> repaired = repair_(query.text, match)) {
      match.kind = MatchKind::kRepaired;
      match.target = *std::move(repaired);
    }
  }
}

std::vector<Match> MemoryLookup::Find(const LookupQuery& query, const LookupOptions& options) {
  std::vector<Match> matches;
  const std::vector<WordSymbol> words = WordSymbols(query.text);
  const TextKey key = MatchKey(query.text);
  if (const std::optional<Unit> unit = reader_.Find(pair_, key)) {
    const int score = 100 - (unit->variants.size() > 1 ? kAmbiguityPenalty : 0);
    AppendMatches({score, 0, key}, query, matches);
    std::erase_if(matches, [&](const Match& match) { return match.score < options.threshold; });
  }
  // Identical text comes before all other: of what scores 99, it has the smallest distance, but for spaces.
  const bool enough = matches.size() >= options.limit;
  if (!enough && words.size() <= kMaxMatchWords) {
    FuzzyQuery fuzzy(key, words, [&] { return traits_(query.text); });
    for (const FuzzyHit& hit : searcher_.Search(fuzzy, options.threshold, options.limit)) {
      if (hit.key != key) AppendMatches(hit, query, matches);
    }
  }
  std::stable_sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) { return a.score > b.score; });
  if (matches.size() > options.limit) matches.resize(options.limit);
  return matches;
}

}  // namespace lockstep
