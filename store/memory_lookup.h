// Asks the memory for translations of a text: identical ones first, then the nearest.
//
// Matches come by score; of one score, by distance, then by the key of their source. The translations of one source
// follow each other: that of the same context first, then the most used, the one that the site has said, the latest,
// the first in byte order.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "stages/model/unit.h"
#include "store/engine.h"
#include "store/fuzzy_index.h"
#include "store/memory.h"

namespace lockstep {

struct LookupOptions {
  int threshold = 70;     // 1 to 100
  std::size_t limit = 5;  // > 0
};

// A text that is looked for; normalized.
struct LookupQuery {
  std::string text;
  std::optional<SegmentContext> context = {};
};

// One thread's lookups in the memory of one language pair.
class MemoryLookup {
 public:
  // The traits of a query's text, where a match needs them.
  using Traits = std::function<MatchTraits(const std::string& text)>;
  // The target of a match for `text` with its facts put right; nothing where that cannot be (see stages/repair.h).
  using Repair = std::function<std::optional<std::string>(const std::string& text, const Match& match)>;

  // `view` and `index`, which is that of `pair` in it, must outlive this object.
  MemoryLookup(const View& view, const FuzzyIndex& index, LanguagePair pair, Traits traits, Repair repair)
      : reader_(view),
        searcher_(index),
        pair_(std::move(pair)),
        traits_(std::move(traits)),
        repair_(std::move(repair)) {}

  // The best matches that score the threshold or more: what comparing the text with every unit of the memory gives.
  std::vector<Match> Find(const LookupQuery& query, const LookupOptions& options);

 private:
  void AppendMatches(const FuzzyHit& hit, const LookupQuery& query, std::vector<Match>& matches) const;

  MemoryReader reader_;
  IndexSearcher searcher_;
  LanguagePair pair_;
  Traits traits_;
  Repair repair_;
};

}  // namespace lockstep
