// Builds a shard of the fuzzy index: everything that the search needs of some texts, in pages that are read on demand.
#pragma once

#include <string_view>
#include <vector>

#include "stages/match_score.h"
#include "store/engine.h"

namespace lockstep {

// A source text of the memory as the index knows it.
struct IndexedText {
  std::uint64_t key = 0;  // of its unit
  MatchTraits traits;
  bool ambiguous = false;  // has several translations
  std::vector<WordSymbol> words;
};

// Puts the pages of a shard with `texts` into `batch`; their keys begin with `shard`. The same texts in any order
// give the same bytes. Texts without words or with more than kMaxMatchWords are left out.
void WriteShard(std::string_view shard, std::vector<IndexedText> texts, Batch& batch);

}  // namespace lockstep
