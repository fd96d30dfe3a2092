#include "store/fuzzy_search.h"

#include <algorithm>
#include <bit>
#include <tuple>

namespace lockstep {

bool ComesBefore(const FuzzyHit& a, const FuzzyHit& b) {
  return std::tuple(-a.score, a.distance, a.key) < std::tuple(-b.score, b.distance, b.key);
}

bool BestHits::Offer(const FuzzyHit& hit) {
  if (hit.score < threshold_) return false;
  const auto place = std::upper_bound(hits_.begin(), hits_.end(), hit, ComesBefore);
  if (place == hits_.end() && hits_.size() == limit_) return false;
  hits_.insert(place, hit);
  if (hits_.size() > limit_) hits_.pop_back();
  return hits_.size() == limit_;
}

std::uint32_t BestHits::MostDistance(std::size_t longer) const {
  const bool full = hits_.size() == limit_;
  const int score = full ? std::max(threshold_, hits_.back().score) : threshold_;
  // The largest d with 100 * (longer - d) / longer >= score, cut off: penalties only lower a score.
  std::size_t most = longer - (static_cast<std::size_t>(score) * longer + 99) / 100;
  // With the score of the last hit, a text must also be as near as that one.
  while (full && ScoreOf(most, longer) == hits_.back().score && most > hits_.back().distance) --most;
  return static_cast<std::uint32_t>(most);
}

std::vector<FuzzySearcher::Rare> FuzzySearcher::RarestFirst(const FuzzyQuery& query) {
  std::vector<Rare> words;
  words.reserve(query.distance().distinct().size());
  for (const WordDistance::DistinctWord& word : query.distance().distinct()) {
    words.push_back({shard_->Find(word.symbol), word.count});
    if (words.back().word) slots_[words.back().word->id] = word.slot;
  }
  // By ids, which are in the order of rarity: the index counts by them, too.
  const auto id = [](const Rare& rare) { return rare.word ? rare.word->id : UINT32_MAX; };
  std::sort(words.begin(), words.end(), [&](const Rare& a, const Rare& b) { return id(a) > id(b); });
  return words;
}

void FuzzySearcher::Tighten(const FuzzyQuery& query, const BestHits& best) {
  const std::size_t size = query.distance().size();
  const auto most = [&](std::size_t length) -> std::int32_t {
    const std::size_t longer = std::max(size, length);
    const std::uint32_t distance = best.MostDistance(longer);
    // As many words as one text has more must be put in.
    return distance < longer - std::min(size, length) ? -1 : static_cast<std::int32_t>(distance);
  };
  limits_.shortest = limits_.longest = size;
  while (limits_.shortest > 1 && most(limits_.shortest - 1) >= 0) --limits_.shortest;
  while (limits_.longest < shard_->longest() && most(limits_.longest + 1) >= 0) ++limits_.longest;
  limits_.most.clear();
  limits_.overlap = size;
  for (std::size_t length = limits_.shortest; length <= limits_.longest; ++length) {
    limits_.most.push_back(most(length));
    const auto distance = static_cast<std::size_t>(limits_.most.back());
    limits_.overlap = std::min(limits_.overlap, std::max(size, length) - distance);
  }
}

void FuzzySearcher::Search(FuzzyQuery& query, BestHits& best) {
  if (shard_->size() == 0 || query.distance().size() == 0) return;
  ++search_;
  const std::vector<Rare> words = RarestFirst(query);
  Tighten(query, best);
  std::size_t missing = 0;  // words of the query that a text lacks that was not seen yet
  for (const Rare& rare : words) {
    if (query.distance().size() - missing < limits_.overlap) break;
    if (rare.word) Look(shard_->TextsWith(*rare.word), missing, query, best);
    missing += rare.count;
  }
  for (const Rare& rare : words) {
    if (rare.word) slots_[rare.word->id] = 0;
  }
}

std::size_t FuzzySearcher::LongestWithout(std::size_t missing, std::size_t size) const {
  std::size_t longest = limits_.longest;
  const auto too_far = [&](std::size_t length) {
    return static_cast<std::int32_t>(length - (size - missing)) > limits_.most[length - limits_.shortest];
  };
  while (longest > size && too_far(longest)) --longest;
  return longest;
}

void FuzzySearcher::Look(std::span<const fuzzy::Holder> texts, std::size_t missing, FuzzyQuery& query, BestHits& best) {
  std::uint32_t from = 0;
  for (;;) {
    // What was found on a page may have made the limits tighter.
    const std::uint32_t end = shard_->FirstOfLength(LongestWithout(missing, query.distance().size()) + 1);
    from = std::max(from, shard_->FirstOfLength(limits_.shortest));
    const auto is_before = [](const fuzzy::Holder& holder, std::uint32_t text) { return holder.text < text; };
    const auto begin = std::lower_bound(texts.begin(), texts.end(), from, is_before);
    if (begin == texts.end() || begin->text >= end) return;
    from = static_cast<std::uint32_t>((begin->text / fuzzy::kSignaturesOfPage + 1) * fuzzy::kSignaturesOfPage);
    const std::span<Survivor> survivors =
        Sift({begin, std::lower_bound(begin, texts.end(), std::min(end, from), is_before)}, missing, query);
    // What looks nearest may well be: found first, it spares the others.
    std::sort(survivors.begin(), survivors.end(),
              [](const Survivor& a, const Survivor& b) { return a.distance < b.distance; });
    for (const Survivor& survivor : survivors) {
      const bool fits = survivor.length >= limits_.shortest && survivor.length <= limits_.longest &&
                        survivor.distance <= limits_.most[survivor.length - limits_.shortest];
      if (fits && Compare(survivor.text, query, best)) Tighten(query, best);
    }
  }
}

// Nearly all processors count bits in one instruction, but the compiler may not assume it. A sanitizer's runtime is not
// ready yet when the program chooses between the two.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_THREAD__) && \
    !defined(__SANITIZE_ADDRESS__)
__attribute__((target_clones("popcnt", "default")))
#endif
std::span<FuzzySearcher::Survivor>
FuzzySearcher::Sift(std::span<const fuzzy::Holder> texts, std::size_t missing, const FuzzyQuery& query) {
  std::size_t kept = 0;
  const fuzzy::Signature* signatures = shard_->Signatures(texts.front().text / fuzzy::kSignaturesOfPage).data();
  const fuzzy::Signature wanted = query.signature();
  const auto size = static_cast<std::int32_t>(query.distance().size());
  const std::int32_t left = size - static_cast<std::int32_t>(missing);
  std::size_t length = limits_.shortest;
  std::uint32_t next = shard_->FirstOfLength(length + 1);
  for (const fuzzy::Holder holder : texts) {
    while (holder.text >= next) next = shard_->FirstOfLength(++length + 1);
    const auto words = static_cast<std::int32_t>(length);
    // No more words than these can be the same in both, and so many must be.
    const std::int32_t may = std::min(left, words - static_cast<std::int32_t>(holder.rarer));
    const std::int32_t must = std::max(size, words) - limits_.most[length - limits_.shortest];
    if (may < must) continue;
    const fuzzy::Signature& has = signatures[holder.text % fuzzy::kSignaturesOfPage];
    const int query_only = std::popcount(wanted.low & ~has.low) + std::popcount(wanted.high & ~has.high);
    const int text_only = std::popcount(has.low & ~wanted.low) + std::popcount(has.high & ~wanted.high);
    const std::int32_t same = std::min(size - query_only, words - text_only);
    survivors_[kept] = {holder.text, static_cast<std::uint32_t>(length), std::max(size, words) - same};
    kept += same >= must ? 1 : 0;
  }
  return std::span(survivors_).first(kept);
}

bool FuzzySearcher::Compare(std::uint32_t text, FuzzyQuery& query, BestHits& best) {
  if (seen_[text] == search_ || shard_->IsGone(text)) return false;
  seen_[text] = search_;
  const std::span<const std::uint32_t> words = shard_->WordsOf(text);
  const auto most = static_cast<std::uint32_t>(limits_.most[words.size() - limits_.shortest]);
  const std::uint32_t distance =
      query.distance().AtMost(most, words.size(), [&](std::size_t n) { return slots_[words[n]]; });
  if (distance > most) return false;
  const fuzzy::Card& card = shard_->CardOf(text);
  if (card.key == query.key()) return best.Offer({100 - (card.ambiguous ? kAmbiguityPenalty : 0), 0, card.key});
  const int score = ScoreOf(distance, std::max(words.size(), query.distance().size()));
  const int penalty = PenaltyOf(query.traits(), card.traits, card.ambiguous);
  return best.Offer({std::max(0, score - penalty), distance, card.key});
}

}  // namespace lockstep
