#include "stages/block_leftovers.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace lockstep {
namespace {

constexpr double kFirm = 0.9;           // a link that is surer than this does not rest on its place alone
constexpr float kCrossing = 0;          // log-odds of a pair out of order, both of which are alone otherwise
constexpr float kMerge = 2.5F;          // cost of two blocks for one
constexpr float kHint = -8;             // log-odds of one of the two and that one, if they belong together
constexpr float kOnlyBetween = 9;       // for two that are alone between the same neighbours
constexpr float kNearlyBetween = 6;     // and where headings without a counterpart, or copies, stand between, too
constexpr float kJoinNeighbour = 0.5F;  // gain of joining a block to the link of its neighbour
constexpr float kJoinInside = -3;       // to the link of both its neighbours
constexpr float kJoinNextSection = 2;   // to that behind a heading
constexpr float kJoinDistant = 3;       // and to any other link
constexpr float kJoinLength = 0.8F;     // gain of a length that is nearer by a standard deviation
constexpr float kMaxLengthGap = 4;
constexpr float kJoinOtherKind = 1.5F;  // added for a list item that goes with a paragraph, which only a neighbour does
constexpr float kOutweighedPair = -5;   // log-odds of a pair that the sentences may still outweigh
constexpr float kOutweighedJoin = -2;   // and the gain of joining

// ----- Across

struct Crossing {
  BlockIndices source;
  BlockIndices target;
  float worth = 0;
};

// The free blocks, and each two that are neighbours and could be one.
std::vector<BlockIndices> FreeGroups(const BlockSide& side) {
  std::vector<BlockIndices> groups;
  for (const BlockIndex n : side.Free()) {
    groups.push_back({n});
    const BlockIndex next = side.after[n];
    if (next != kNoBlock && side.IsFree(next) && IsProse(side.units[n].kind)) groups.push_back({n, next});
  }
  return groups;
}

float LogOddsOf(double confidence) {
  return static_cast<float>(std::log(confidence / (1 - confidence)));
}

float WorthAcross(const BlockLinks& links, BlockSentences& sentences, const BlockIndices& source,
                  const BlockIndices& target) {
  float best = links.Worth(source[0], target[0]);
  for (const BlockIndex i : source)
    for (const BlockIndex j : target) best = std::max(best, links.Worth(i, j));
  if (best < kHint) return best;
  const float merge = source.size() == 1 && target.size() == 1 ? 0 : kMerge;
  const float worth = links.GroupWorth(source, target) - merge;
  if (worth < kOutweighedPair) return worth;
  // Sentences only speak for a pair: where languages share little, those of translations do not find each other.
  return worth + std::max(0.0F, sentences.Worth(source, target));
}

bool AreFree(const BlockSide& side, const BlockIndices& blocks) {
  return std::all_of(blocks.begin(), blocks.end(), [&](BlockIndex n) { return side.IsFree(n); });
}

// The strongest pair first; also two neighbours and one: what moved may have been split or merged, too. The pairs that
// their place speaks for compete with what it says.
void LinkAcross(BlockLinks& links, BlockSentences& sentences, const std::vector<Link>& by_place) {
  std::vector<Crossing> pairs;
  for (const Link& link : by_place) pairs.push_back({link.source, link.target, LogOddsOf(link.confidence)});
  const std::vector<BlockIndices> targets = FreeGroups(links.target());
  for (const BlockIndices& from : FreeGroups(links.source())) {
    for (const BlockIndices& to : targets) {
      if (from.size() == 2 && to.size() == 2) continue;
      const float worth = WorthAcross(links, sentences, from, to);
      if (worth >= kCrossing) pairs.push_back({from, to, worth});
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(), [](const Crossing& a, const Crossing& b) { return a.worth > b.worth; });
  for (const auto& [from, to, worth] : pairs) {
    if (AreFree(links.source(), from) && AreFree(links.target(), to)) links.Add(from, to, ConfidenceOf(worth));
  }
}

// ----- Between

// Where a language shares nothing with the other, the place is all there is.
class Between {
 public:
  explicit Between(BlockLinks& links) : links_(links), source_(links.source()), target_(links.target()) {}

  void LinkAll() {
    for (BlockIndex i = 0; i < source_.units.size(); ++i)
      if (source_.IsFree(i) && !source_.hopeless[i]) Link(i);
  }

 private:
  void Link(BlockIndex i) {
    const BlockIndex before = source_.before[i], after = source_.after[i];
    const std::optional<BlockIndex> begin = before == kNoBlock ? 0 : TargetBehind(before);
    const std::optional<BlockIndex> end =
        after == kNoBlock ? static_cast<BlockIndex>(target_.units.size()) : TargetOf(after);
    const std::optional<BlockIndex> j = begin && end ? OnlyFree(*begin, *end) : std::nullopt;
    if (!j) return;
    const bool adjoins = before + 1 == i && (after == kNoBlock || after == i + 1) && *end == *begin + 1;
    const float worth = links_.Worth(i, *j) + (adjoins ? kOnlyBetween : kNearlyBetween);
    if (worth > 0) links_.Add({i}, {*j}, ConfidenceOf(worth));
  }

  std::optional<BlockIndex> TargetOf(BlockIndex source) const {
    if (source_.IsFree(source)) return std::nullopt;
    return links_.links()[source_.link_of[source]].target.front();
  }
  std::optional<BlockIndex> TargetBehind(BlockIndex source) const {
    if (source_.IsFree(source)) return std::nullopt;
    return links_.links()[source_.link_of[source]].target.back() + 1;
  }

  // The one free block of the target in [begin, end) that could be a translation: copies of linked ones are none.
  std::optional<BlockIndex> OnlyFree(BlockIndex begin, BlockIndex end) const {
    std::optional<BlockIndex> only;
    for (BlockIndex j = begin; j < end; ++j) {
      if (!target_.IsFree(j) || target_.hopeless[j] || target_.IsCopy(j)) continue;
      if (only) return std::nullopt;
      only = j;
    }
    return only;
  }

  BlockLinks& links_;
  const BlockSide& source_;
  const BlockSide& target_;
};

// ----- Joining

// Joins the free blocks of one side to links.
class Joiner {
 public:
  Joiner(BlockLinks& links, BlockSentences& sentences, bool is_source)
      : links_(links),
        sentences_(sentences),
        is_source_(is_source),
        side_(is_source ? links.source() : links.target()) {}

  void JoinAll() {
    for (const BlockIndex block : side_.Free()) JoinBest(block, 0, kJoinDistant);
  }

  // Joins `block`, which is free, to the link that becomes likeliest by taking it in, if its log-odds grow by more than
  // `least`. Only links count that cost no more than `farthest`. Returns whether it did.
  bool JoinBest(BlockIndex block, float least, float farthest) {
    BlockIndex best = kNoBlock;
    float best_gain = least;
    for (BlockIndex n = 0; n < links_.links().size(); ++n) {
      const Link& link = links_.links()[n];
      if (Cost(block, SideOf(link)) > farthest) continue;
      const float gain = NetGain(block, link);
      if (gain > best_gain) {
        best_gain = gain;
        best = n;
      }
    }
    if (best != kNoBlock) links_.Join(block, is_source_, best, best_gain);
    return best != kNoBlock;
  }

 private:
  const BlockIndices& SideOf(const Link& link) const { return is_source_ ? link.source : link.target; }

  // What `link` gains by taking in `block`, less what such a join costs.
  float NetGain(BlockIndex block, const Link& link) {
    const BlockKind kind = side_.units[block].kind;
    float cost = Cost(block, SideOf(link));
    if (side_.units[SideOf(link)[0]].kind != kind) {
      if (cost >= kJoinDistant) return kNever;
      cost += kJoinOtherKind;
    }
    const float gain = Gain(block, link) - cost;
    // References of one list name the same things, in a sentence each.
    if (gain <= kOutweighedJoin || kind == BlockKind::kReference) return gain;
    return gain + std::max(0.0F, sentences_.Gain(link, block, is_source_));
  }

  float Cost(BlockIndex block, const BlockIndices& host) const {
    const auto has = [&](BlockIndex other) {
      return other != kNoBlock && std::binary_search(host.begin(), host.end(), other);
    };
    if (has(side_.before[block]) && has(side_.after[block])) return kJoinInside;
    if (has(block + 1) || (block > 0 && has(block - 1))) return kJoinNeighbour;
    return has(side_.before[block]) || has(side_.after[block]) ? kJoinNextSection : kJoinDistant;
  }

  // By how much the log-odds of `link` grow when it takes in `block`. What was split or merged lacks length without it.
  float Gain(BlockIndex block, const Link& link) const {
    Link joined = link;
    BlockIndices& side = is_source_ ? joined.source : joined.target;
    side.insert(std::upper_bound(side.begin(), side.end(), block), block);
    const float log_odds = LogOdds(joined);
    return log_odds <= kNever ? kNever : log_odds - LogOdds(link);
  }
  float LogOdds(const Link& link) const {
    const std::optional<BlockUnit> source = MergedBlocks(links_.source().units, link.source);
    const std::optional<BlockUnit> target = MergedBlocks(links_.target().units, link.target);
    if (!source || !target) return kNever;
    const float gap = std::abs(links_.similarity().LengthGap(source->features, target->features));
    return BlockLogOdds(*source, *target, links_.similarity()) - kJoinLength * std::min(gap, kMaxLengthGap);
  }

  static constexpr float kNever = -100;

  BlockLinks& links_;
  BlockSentences& sentences_;
  bool is_source_;
  const BlockSide& side_;
};

void Join(BlockLinks& links, BlockSentences& sentences) {
  Joiner(links, sentences, true).JoinAll();
  Joiner(links, sentences, false).JoinAll();
}

// ----- By place

// True for running text that only its place has linked: what it says speaks against it.
bool IsByPlace(const Link& link, const BlockLinks& links, BlockSentences& sentences) {
  if (link.confidence >= kFirm || !IsProse(links.source().units[link.source[0]].kind)) return false;
  const float worth = links.GroupWorth(link.source, link.target);
  return worth < 0 && worth + sentences.Worth(link.source, link.target) < 0;
}

std::vector<Link> TakeOutByPlace(BlockLinks& links, BlockSentences& sentences) {
  std::vector<bool> by_place;
  for (const Link& link : links.links()) by_place.push_back(IsByPlace(link, links, sentences));
  return links.TakeOut(by_place);
}

// Joins what is rather a part of another link than what its place makes it.
void JoinByPlace(BlockLinks& links, BlockSentences& sentences) {
  for (const Link& link : TakeOutByPlace(links, sentences)) {
    const float place = LogOddsOf(link.confidence);
    const auto joins = [&](const BlockIndices& side, bool is_source) {
      return side.size() == 1 && Joiner(links, sentences, is_source).JoinBest(side[0], place, kJoinNeighbour);
    };
    if (!joins(link.target, false) && !joins(link.source, true)) links.Add(link.source, link.target, link.confidence);
  }
}

}  // namespace

void LinkLeftovers(BlockLinks& links, BlockSentences& sentences) {
  LinkAcross(links, sentences, {});
  Between(links).LinkAll();
  const std::vector<Link> by_place = TakeOutByPlace(links, sentences);
  if (!by_place.empty()) LinkAcross(links, sentences, by_place);
  JoinByPlace(links, sentences);
  Join(links, sentences);
}

}  // namespace lockstep
