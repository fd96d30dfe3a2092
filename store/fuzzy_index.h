// The fuzzy index of a language pair: shards that are written once, and what came since.
//
// An index is made when somebody asks for it first, in one pass over the units. From then on, a run that changes units
// marks them (in the same batch); UpdateIndex makes a new shard of the marked ones and joins it with small shards
// before it, so that there are never many: an index is brought up to date in time that depends on what changed. A unit
// that changed is gone from its old shard and stands in the new one.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "stages/model/unit.h"
#include "store/engine.h"
#include "store/fuzzy_search.h"

namespace lockstep {

// Makes the index of `pair` where there is none, and brings it up to its units: whoever asks the memory does this
// first. Returns how many texts went into a new one.
std::uint64_t MakeIndex(Engine& engine, const LanguagePair& pair);
// The same for all pairs.
void MakeIndexes(Engine& engine);
// Brings all indexes that there are up to their units. Does nothing where no unit is marked.
void UpdateIndexes(Engine& engine);

// The index as it is in `view`; units that are marked there are not found. Thread-safe.
class FuzzyIndex {
 public:
  // `view` must outlive this object.
  FuzzyIndex(const View& view, const LanguagePair& pair);

  std::uint64_t size() const;  // texts
  const std::vector<std::unique_ptr<FuzzyShard>>& shards() const { return shards_; }

 private:
  std::vector<std::unique_ptr<FuzzyShard>> shards_;  // the largest first
};

// One thread's searches in an index, which must outlive this object.
class IndexSearcher {
 public:
  explicit IndexSearcher(const FuzzyIndex& index);

  // The `limit` best hits that score `threshold` or more, best first: what comparing the query with every text would
  // give.
  std::vector<FuzzyHit> Search(FuzzyQuery& query, int threshold, std::size_t limit);

 private:
  std::vector<FuzzySearcher> searchers_;
};

}  // namespace lockstep
