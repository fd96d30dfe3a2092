#include "stages/version_matching.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "locales/unicode.h"
#include "stages/model/hash.h"
#include "stages/ordered_alignment.h"
#include "stages/word_bag.h"

namespace lockstep {
namespace {

using Index = std::uint32_t;
constexpr Index kNone = std::numeric_limits<Index>::max();

// An edited segment between the same neighbours is the same segment, however little of it is left: with these, two
// that stand alone are never worth more than a pair of one kind.
constexpr LinkPriors kPriors = {.pair = 0, .alone = 1, .merge = 2, .double_merge = 4};
constexpr float kWordsKept = 10;      // log-odds of keeping all words, against
constexpr float kNoWordKept = -1.5F;  // those of keeping none
constexpr float kOtherSection = -3;
constexpr float kOtherKind = -100;
constexpr float kSameNeighbour = 0.5F;            // for each: tells lines apart that read the same
constexpr float kMovedAndEdited = 0.6F;           // words kept by a segment that was both
constexpr std::size_t kMaxMovedSearch = 250'000;  // pairs looked at for those

// The pairs of neighbouring words of a text: what similarity counts. Single words would make all texts of a language
// alike.
using Shingles = WordBag;

Shingles ShinglesOf(std::string_view text) {
  Shingles shingles;
  std::uint64_t before = 0;
  for (const Range word : SplitWords(text)) {
    const std::uint64_t hash = Hash64(Slice(text, word));
    shingles.push_back(before * 31 + hash);
    before = hash;
  }
  std::sort(shingles.begin(), shingles.end());
  return shingles;
}

// The shingles of a version's segments, made when they are first asked for: a search asks for them again and again.
class ShingleCache {
 public:
  explicit ShingleCache(const std::vector<OutlineSegment>& segments)
      : segments_(segments), of_one_(segments.size()), of_two_(segments.size()) {}

  const Shingles& Of(Index n) {
    if (of_one_[n].empty()) of_one_[n] = ShinglesOf(segments_[n].text);
    return of_one_[n];
  }

  // Of one segment, or of two together. The second must be the same each time that the first is asked for.
  const Shingles& Of(std::span<const Index> chosen) {
    if (chosen.size() == 1) return Of(chosen[0]);
    Shingles& both = of_two_[chosen[0]];
    if (both.empty()) {
      const Shingles &a = Of(chosen[0]), &b = Of(chosen[1]);
      both.resize(a.size() + b.size());
      std::merge(a.begin(), a.end(), b.begin(), b.end(), both.begin());
    }
    return both;
  }

 private:
  const std::vector<OutlineSegment>& segments_;
  std::vector<Shingles> of_one_, of_two_;  // by segment, the first of two; empty = not made yet
};

// One step from a version to the next.
class Matcher {
 public:
  Matcher(const Outline& then, const Outline& now)
      : then_(then.segments),
        now_(now.segments),
        successor_(then_.size(), kNone),
        predecessor_(now_.size(), kNone),
        then_shingles_(then_),
        now_shingles_(now_) {}

  std::vector<Link> Run() {
    MatchFields();
    // The keys from the finest to the coarsest, first at the same section and kind, then anywhere.
    for (const bool same_place : {true, false}) {
      MatchUnique(&SegmentKeys::exact, 1, same_place);
      MatchUnique(&SegmentKeys::loose, 0.99, same_place);
    }
    Spread();
    MatchRows();
    MatchUnique(&SegmentKeys::masked, 0.95, true);
    MatchGaps();
    for (const bool same_place : {true, false}) MatchLeft(same_place);
    MatchMoved();
    return AllLinks();
  }

 private:
  void Pair(Index i, Index j, double confidence) {
    successor_[i] = j;
    predecessor_[j] = i;
    links_.push_back({LinkLevel::kSegment, {i}, {j}, confidence});
  }

  void MatchFields() {
    std::unordered_map<std::string_view, Index> by_name;
    for (Index j = 0; j < now_.size(); ++j)
      if (now_[j].is_field()) by_name.try_emplace(now_[j].field, j);
    for (Index i = 0; i < then_.size(); ++i) {
      if (!then_[i].is_field()) continue;
      const auto found = by_name.find(then_[i].field);
      if (found != by_name.end() && predecessor_[found->second] == kNone) Pair(i, found->second, 1);
    }
  }

  // Segments with equal keys, of a section and kind of block where the place counts, else of the document.
  struct Equals {
    std::vector<Index> then, now;
  };
  using Place = std::tuple<std::uint64_t, std::string_view, BlockKind>;

  // Those of which one is free in `then`: where little was edited, that is little. A score line is a place, not a text:
  // the same number in another section is another score.
  std::map<Place, Equals> EqualsBy(std::uint64_t SegmentKeys::*key, bool same_place) const {
    const auto place_of = [&](const OutlineSegment& segment) {
      return same_place ? Place(segment.keys.*key, segment.section, segment.block_kind)
                        : Place(segment.keys.*key, {}, segment.is_verbatim() ? segment.block_kind : BlockKind::kOther);
    };
    const auto takes_part = [&](const OutlineSegment& segment) {
      return !segment.is_field() && (same_place || segment.block_kind != BlockKind::kScoreLine);
    };
    std::map<Place, Equals> equals;
    for (Index i = 0; i < then_.size(); ++i)
      if (successor_[i] == kNone && takes_part(then_[i])) equals.try_emplace(place_of(then_[i]));
    if (equals.empty()) return equals;
    const auto equals_of = [&](const OutlineSegment& segment) {
      const auto found = takes_part(segment) ? equals.find(place_of(segment)) : equals.end();
      return found == equals.end() ? nullptr : &found->second;
    };
    for (Index i = 0; i < then_.size(); ++i)
      if (Equals* const found = equals_of(then_[i])) found->then.push_back(i);
    for (Index j = 0; j < now_.size(); ++j)
      if (Equals* const found = equals_of(now_[j])) found->now.push_back(j);
    return equals;
  }

  bool AreFree(Index i, Index j) const { return successor_[i] == kNone && predecessor_[j] == kNone; }

  // What stands once on either side. What recurs (a cell's "Yes", `return 0;`, "Recommended.") tells nothing by itself:
  // which of them was edited is known by what stands beside them.
  void MatchUnique(std::uint64_t SegmentKeys::*key, double confidence, bool same_place) {
    for (const auto& [place, equals] : EqualsBy(key, same_place)) {
      if (equals.then.size() != 1 || equals.now.size() != 1) continue;
      if (AreFree(equals.then[0], equals.now[0])) Pair(equals.then[0], equals.now[0], confidence);
    }
  }

  // What recurs and is beside a pair on both sides, or at the begin or the end of both, is a pair, and so on from there
  // (P. Heckel, "A technique for isolating differences between files", CACM 21, 1978).
  void Spread() {
    const Index first_i = FirstOfBody(then_), first_j = FirstOfBody(now_);
    const Index end_i = static_cast<Index>(then_.size()), end_j = static_cast<Index>(now_.size());
    PairEqual(first_i, first_j);
    for (Index i = first_i; i + 1 < end_i; ++i)
      if (successor_[i] != kNone) PairEqual(i + 1, successor_[i] + 1);
    if (first_i < end_i && first_j < end_j) PairEqual(end_i - 1, end_j - 1);
    for (Index i = end_i; i-- > first_i + 1;)
      if (successor_[i] != kNone && successor_[i] > first_j) PairEqual(i - 1, successor_[i] - 1);
  }
  static Index FirstOfBody(const std::vector<OutlineSegment>& segments) {
    const auto first = std::find_if(segments.begin(), segments.end(), [](const auto& s) { return !s.is_field(); });
    return static_cast<Index>(first - segments.begin());
  }
  void PairEqual(Index i, Index j) {
    if (i >= then_.size() || j >= now_.size() || !AreFree(i, j)) return;
    const OutlineSegment &a = then_[i], &b = now_[j];
    if (a.block_kind != b.block_kind || a.keys.loose != b.keys.loose) return;
    if (a.block_kind == BlockKind::kScoreLine && a.section != b.section) return;
    Pair(i, j, a.keys.exact == b.keys.exact ? 1 : 0.99);
  }

  // What recurs and was moved: the first with the first; where the numbers differ, the superfluous ones are left. Of
  // code, what moved and has its like is another line.
  void MatchLeft(bool same_place) {
    for (const auto& [place, equals] : EqualsBy(&SegmentKeys::exact, same_place)) {
      auto j = equals.now.begin();
      for (const Index i : equals.then) {
        if (successor_[i] != kNone || then_[i].is_verbatim()) continue;
        j = std::find_if(j, equals.now.end(), [&](Index n) { return predecessor_[n] == kNone; });
        if (j == equals.now.end()) break;
        Pair(i, *j++, 1);
      }
    }
  }

  // ----- Rows of tables

  // The segments of one row of a table.
  struct Row {
    Index begin = 0, end = 0;
  };

  // From the first segment of a row.
  static Row RowAt(const std::vector<OutlineSegment>& segments, Index begin) {
    const auto is_in_row = [&](const OutlineSegment& segment) { return AreInOneRow(segments[begin], segment); };
    const auto end = std::find_if_not(segments.begin() + begin, segments.end(), is_in_row);
    return {begin, static_cast<Index>(end - segments.begin())};
  }
  static bool BeginsRow(const std::vector<OutlineSegment>& segments, Index n) {
    if (segments[n].block_kind != BlockKind::kTableCell || segments[n].is_field()) return false;
    return n == 0 || !AreInOneRow(segments[n - 1], segments[n]);
  }
  static std::uint32_t Column(const std::vector<OutlineSegment>& segments, const Row& row, Index n) {
    return segments[n].block - segments[row.begin].block;
  }

  // A row goes where its first cell and whatever else of it was found again went, column by column, wherever that is.
  void MatchRows() {
    for (Index i = 0; i < then_.size(); ++i) {
      const Index j = successor_[i];
      if (!BeginsRow(then_, i) || j == kNone || !BeginsRow(now_, j)) continue;
      const Row from = RowAt(then_, i), to = RowAt(now_, j);
      if (AreOneRow(from, to)) MatchColumns(from, to);
    }
  }

  // True where the two are of one width, and what is paired of either is paired with its column of the other.
  bool AreOneRow(const Row& from, const Row& to) const {
    if (Column(then_, from, from.end - 1) != Column(now_, to, to.end - 1)) return false;
    for (Index i = from.begin; i < from.end; ++i) {
      const Index j = successor_[i];
      if (j == kNone) continue;
      if (j < to.begin || j >= to.end || Column(then_, from, i) != Column(now_, to, j)) return false;
    }
    return std::all_of(predecessor_.begin() + to.begin, predecessor_.begin() + to.end,
                       [&](Index i) { return i == kNone || (i >= from.begin && i < from.end); });
  }

  void MatchColumns(const Row& from, const Row& to) {
    Index j = to.begin;
    for (Index i = from.begin; i < from.end;) {
      const std::uint32_t column = Column(then_, from, i);
      const Index first_i = i;
      while (i < from.end && Column(then_, from, i) == column) ++i;
      while (j < to.end && Column(now_, to, j) < column) ++j;
      const Index first_j = j;
      while (j < to.end && Column(now_, to, j) == column) ++j;
      MatchGap(first_i, i, first_j, j);
    }
  }

  // ----- Edited in place

  // The paired segments of the body that stand in the same order in both versions: as many as there can be.
  std::vector<std::pair<Index, Index>> KeptInOrder() const {
    std::vector<Index> tails;  // of the best chain of each length: its last segment of `then`
    std::vector<Index> before(then_.size(), kNone);
    for (Index i = 0; i < then_.size(); ++i) {
      if (successor_[i] == kNone || then_[i].is_field()) continue;
      const auto place = std::lower_bound(tails.begin(), tails.end(), successor_[i],
                                          [&](Index tail, Index j) { return successor_[tail] < j; });
      if (place != tails.begin()) before[i] = *(place - 1);
      if (place == tails.end())
        tails.push_back(i);
      else
        *place = i;
    }
    std::vector<std::pair<Index, Index>> chain;
    for (Index i = tails.empty() ? kNone : tails.back(); i != kNone; i = before[i])
      chain.emplace_back(i, successor_[i]);
    std::reverse(chain.begin(), chain.end());
    return chain;
  }

  void MatchGaps() {
    Index i = 0, j = 0;
    for (const auto& [next_i, next_j] : KeptInOrder()) {
      MatchGap(i, next_i, j, next_j);
      i = next_i + 1;
      j = next_j + 1;
    }
    MatchGap(i, static_cast<Index>(then_.size()), j, static_cast<Index>(now_.size()));
  }

  // How alike the free segments of a gap are.
  struct GapJudge : LinkJudge {
    Matcher* matcher = nullptr;
    std::vector<Index> then, now;

    float Worth(std::size_t source, int sources, std::size_t target, int targets) const override {
      return matcher->Worth(std::span(&then[source], static_cast<std::size_t>(sources)),
                            std::span(&now[target], static_cast<std::size_t>(targets)));
    }
  };

  // Text and code each by themselves: a thousand new lines of code must not come between two paragraphs.
  void MatchGap(Index i, Index i_end, Index j, Index j_end) {
    for (const bool verbatim : {false, true}) {
      GapJudge judge;
      judge.matcher = this;
      for (Index n = i; n < i_end; ++n)
        if (successor_[n] == kNone && !then_[n].is_field() && then_[n].is_verbatim() == verbatim)
          judge.then.push_back(n);
      for (Index n = j; n < j_end; ++n)
        if (predecessor_[n] == kNone && !now_[n].is_field() && now_[n].is_verbatim() == verbatim)
          judge.now.push_back(n);
      Match(judge);
    }
  }

  void Match(const GapJudge& judge) {
    if (judge.then.empty() || judge.now.empty()) return;
    for (Link link : AlignInOrder(judge.then.size(), judge.now.size(), judge, kPriors)) {
      if (!link.Paired()) continue;
      for (Index& n : link.source) n = judge.then[n];
      for (Index& n : link.target) n = judge.now[n];
      for (const Index n : link.source) successor_[n] = link.target[0];
      for (const Index n : link.target) predecessor_[n] = link.source[0];
      links_.push_back(std::move(link));
    }
  }

  float Worth(std::span<const Index> from, std::span<const Index> to) {
    const OutlineSegment& a = then_[from[0]];
    const OutlineSegment& b = now_[to[0]];
    for (const Index i : from)
      if (then_[i].block_kind != b.block_kind) return kOtherKind;
    for (const Index j : to)
      if (now_[j].block_kind != a.block_kind) return kOtherKind;
    const bool are_equal = from.size() == 1 && to.size() == 1 && a.keys.loose == b.keys.loose;
    const float kept = are_equal ? 1 : Likeness(then_shingles_.Of(from), now_shingles_.Of(to));
    const float beside = a.is_verbatim() ? kSameNeighbour * SharedNeighbours(from[0], to[0]) : 0;
    return kNoWordKept + kWordsKept * kept + (a.section == b.section ? 0 : kOtherSection) + beside;
  }

  // How many neighbours in their blocks the two share.
  float SharedNeighbours(Index i, Index j) const {
    const auto share = [&](Index beside_i, Index beside_j) {
      return beside_i < then_.size() && beside_j < now_.size() && successor_[beside_i] == beside_j &&
             then_[beside_i].block == then_[i].block && now_[beside_j].block == now_[j].block;
    };
    return (share(i - 1, j - 1) ? 1.0F : 0.0F) + (share(i + 1, j + 1) ? 1.0F : 0.0F);  // 0 - 1 is nobody's
  }

  // ----- Edited and moved

  // Of text only: of code, what moves and changes is another line.
  void MatchMoved() {
    std::vector<Index> from, to;
    for (Index i = 0; i < then_.size(); ++i)
      if (successor_[i] == kNone && !then_[i].is_field() && !then_[i].is_verbatim()) from.push_back(i);
    for (Index j = 0; j < now_.size(); ++j)
      if (predecessor_[j] == kNone && !now_[j].is_field() && !now_[j].is_verbatim()) to.push_back(j);
    if (from.size() * to.size() > kMaxMovedSearch) return;
    std::vector<std::tuple<float, Index, Index>> alike;
    for (const Index i : from) {
      for (const Index j : to) {
        const float kept = Likeness(then_shingles_.Of(i), now_shingles_.Of(j));
        if (kept >= kMovedAndEdited && then_[i].block_kind == now_[j].block_kind) alike.emplace_back(-kept, i, j);
      }
    }
    std::sort(alike.begin(), alike.end());
    for (const auto& [unlike, i, j] : alike)
      if (successor_[i] == kNone && predecessor_[j] == kNone) Pair(i, j, static_cast<double>(-unlike));
  }

  std::vector<Link> AllLinks() {
    for (Index i = 0; i < then_.size(); ++i)
      if (successor_[i] == kNone) links_.push_back({LinkLevel::kSegment, {i}, {}, 1});
    std::sort(links_.begin(), links_.end(), [](const Link& a, const Link& b) { return a.source < b.source; });
    for (Index j = 0; j < now_.size(); ++j)
      if (predecessor_[j] == kNone) links_.push_back({LinkLevel::kSegment, {}, {j}, 1});
    return std::move(links_);
  }

  const std::vector<OutlineSegment>& then_;
  const std::vector<OutlineSegment>& now_;
  std::vector<Index> successor_, predecessor_;  // kNone = not paired yet
  ShingleCache then_shingles_, now_shingles_;
  std::vector<Link> links_;
};

}  // namespace

std::vector<Link> MatchVersions(const Outline& then, const Outline& now) {
  return Matcher(then, now).Run();
}

}  // namespace lockstep
