// The exact fuzzy search: the texts of a shard that are nearest to a query by the score of match_score.h.
//
// A text that scores s shares at least s % of the longer text's words with the query. So of the query's words, the
// rarest ones that make up more than the other (100 - s) % cannot all be missing: only the texts that hold one of them
// are looked at, the rarest word's first. A text that was not seen before shares no word that is rarer: neither the
// query's, nor its own, which the index counts. Of what is left the signatures drop most, and the edit distance decides
// on the rest. Every match found raises the score that the others need, which makes that part of the words smaller.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "stages/match_distance.h"
#include "stages/match_score.h"
#include "store/fuzzy_shard.h"

namespace lockstep {

// A text that the search found.
struct FuzzyHit {
  int score = 0;
  std::uint32_t distance = 0;
  std::uint64_t key = 0;
  bool operator==(const FuzzyHit&) const = default;
};

// The order of matches: by score, then by distance, then by the key of the source text, which says nothing but is
// the same everywhere.
bool ComesBefore(const FuzzyHit& a, const FuzzyHit& b);

// The best `limit` hits of those offered, which score `threshold` or more.
class BestHits {
 public:
  // `threshold` 1 to 100, `limit` > 0.
  BestHits(int threshold, std::size_t limit) : threshold_(threshold), limit_(limit) {}

  // Returns whether the others must be better now: the hit is among the best, and there are enough of these.
  bool Offer(const FuzzyHit& hit);
  const std::vector<FuzzyHit>& hits() const { return hits_; }  // best first

  // The largest distance with which a text may still be among the best, where the longer of it and the query has
  // `longer` words.
  std::uint32_t MostDistance(std::size_t longer) const;

 private:
  int threshold_;
  std::size_t limit_;
  std::vector<FuzzyHit> hits_;
};

// A text that is looked for.
class FuzzyQuery {
 public:
  // `traits` is called when the first match needs them, by one thread.
  using Traits = std::function<MatchTraits()>;
  FuzzyQuery(std::uint64_t key, std::span<const WordSymbol> words, Traits traits)
      : key_(key), distance_(words), signature_(fuzzy::SignatureOf(words)), make_traits_(std::move(traits)) {}

  std::uint64_t key() const { return key_; }
  const WordDistance& distance() const { return distance_; }
  const fuzzy::Signature& signature() const { return signature_; }
  const MatchTraits& traits() {
    if (!traits_) traits_ = make_traits_();
    return *traits_;
  }

 private:
  std::uint64_t key_;
  WordDistance distance_;
  fuzzy::Signature signature_;
  Traits make_traits_;
  std::optional<MatchTraits> traits_;
};

// One thread's room for searching in one shard.
class FuzzySearcher {
 public:
  // `shard` must outlive this object.
  explicit FuzzySearcher(const FuzzyShard& shard)
      : shard_(&shard), slots_(shard.words(), 0), seen_(shard.size(), 0), survivors_(fuzzy::kSignaturesOfPage) {}

  // Offers to `best` every text that may be among the best.
  void Search(FuzzyQuery& query, BestHits& best);

 private:
  struct Rare {
    std::optional<FuzzyShard::Word> word;  // nothing: no text of the shard has it
    std::uint32_t count = 0;               // in the query
  };
  // What texts of a length may differ by.
  struct Limits {
    std::size_t shortest = 0, longest = 0;  // words
    std::vector<std::int32_t> most;         // by length - shortest
    std::size_t overlap = 0;                // words that a match shares with the query at least
  };

  struct Survivor {
    std::uint32_t text;
    std::uint32_t length;
    std::int32_t distance;  // or more
  };

  std::vector<Rare> RarestFirst(const FuzzyQuery& query);
  void Tighten(const FuzzyQuery& query, const BestHits& best);
  // The longest that a text may be that lacks `missing` of the query's `size` words: each is a word replaced or left
  // out.
  std::size_t LongestWithout(std::size_t missing, std::size_t size) const;
  // Looks at `texts`; those that were not seen before lack `missing` words of the query.
  void Look(std::span<const fuzzy::Holder> texts, std::size_t missing, FuzzyQuery& query, BestHits& best);
  // The texts of `texts`, all on one page of signatures, that may match; they live in survivors_.
  std::span<Survivor> Sift(std::span<const fuzzy::Holder> texts, std::size_t missing, const FuzzyQuery& query);
  // Returns whether the text is now among the best.
  bool Compare(std::uint32_t text, FuzzyQuery& query, BestHits& best);

  const FuzzyShard* shard_;
  std::vector<WordDistance::Slot> slots_;  // by word id: the query's words
  std::vector<std::uint32_t> seen_;        // by text: the last search that compared it
  std::uint32_t search_ = 0;
  Limits limits_;
  std::vector<Survivor> survivors_;  // room for those of a page
};

}  // namespace lockstep
