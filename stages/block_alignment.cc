#include "stages/block_alignment.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "stages/heaviest_chain.h"
#include "stages/ordered_alignment.h"

namespace lockstep {
namespace {

using Index = std::uint32_t;
constexpr Index kNone = std::numeric_limits<Index>::max();

constexpr LinkPriors kPriors = {.pair = 2, .alone = 1, .merge = 2.5F, .double_merge = 4};
constexpr float kPlace = 1;             // cost of standing at the other end of the document
constexpr float kAnchor = 3;            // log-odds of a pair that can be an anchor
constexpr float kMargin = 1.5F;         // by which it surpasses every other pair of its two blocks
constexpr float kCrossing = -1;         // log-odds of a pair out of order, both of which are alone otherwise
constexpr float kSameForm = 3;          // for blocks of a gap that has the same kinds on both sides
constexpr float kOnlyBetween = 9;       // for two that are alone between the same neighbours
constexpr float kHopeless = -20;        // log-odds of blocks that are never translations of each other
constexpr float kJoinNeighbour = 0.5F;  // gain of joining a block to the link of its neighbour
constexpr float kJoinDistant = 3;       // and to any other link
constexpr float kJoinLength = 0.8F;     // gain of a length that is nearer by a standard deviation
constexpr float kMaxLengthGap = 4;
constexpr float kNever = -100;
constexpr std::size_t kMaxMatrix = 250'000;  // pairs that are all compared; above that blocks keep their order

double Confidence(float log_odds) {
  return 1 / (1 + std::exp(-static_cast<double>(log_odds)));
}

struct Anchor {
  Index source;
  Index target;
  float worth;
};

// The best partner of a block, and what the second best is worth.
struct Best {
  Index partner = kNone;
  float worth = -std::numeric_limits<float>::infinity();
  float second = -std::numeric_limits<float>::infinity();

  void Offer(Index candidate, float offered, bool twin_of_best) {
    if (offered > worth) {
      if (!twin_of_best) second = worth;
      worth = offered;
      partner = candidate;
    } else if (!twin_of_best) {
      second = std::max(second, offered);
    }
  }
};

// The log-odds of all pairs.
class Matrix {
 public:
  Matrix(std::span<const BlockUnit> source, std::span<const BlockUnit> target, const Similarity& similarity)
      : columns_(target.size()) {
    worths_.reserve(source.size() * target.size());
    const auto rows = static_cast<float>(source.size()), columns = static_cast<float>(target.size());
    for (std::size_t i = 0; i < source.size(); ++i) {
      for (std::size_t j = 0; j < target.size(); ++j) {
        const float apart = std::abs((static_cast<float>(i) + 0.5F) / rows - (static_cast<float>(j) + 0.5F) / columns);
        worths_.push_back(BlockLogOdds(source[i], target[j], similarity) - kPlace * apart);
      }
    }
  }
  float At(std::size_t source, std::size_t target) const { return worths_[source * columns_ + target]; }

 private:
  std::size_t columns_;
  std::vector<float> worths_;
};

// Aligns one pair of documents; see the header for the steps.
class BlockAligner {
 public:
  BlockAligner(std::span<const BlockUnit> source, std::span<const BlockUnit> target, Similarity& similarity)
      : source_(source),
        target_(target),
        similarity_(similarity),
        link_of_source_(source.size(), kNone),
        link_of_target_(target.size(), kNone) {
    if (source.size() * target.size() <= kMaxMatrix) matrix_.emplace(source, target, similarity);
  }

  std::vector<Link> Run() {
    if (matrix_) {
      const std::vector<Anchor> chain = TakeAnchors();
      AlignGaps(chain);
      LinkAcross();
      LinkBetween();
      JoinLeftovers();
    } else {
      AlignGap(0, source_.size(), 0, target_.size());
    }
    return InOrder();
  }

 private:
  float Worth(std::size_t source, std::size_t target) const {
    return matrix_ ? matrix_->At(source, target) : BlockLogOdds(source_[source], target_[target], similarity_);
  }

  // ----- Anchors

  // Pairs that are clearly best for both of their blocks. A copy of a block is no rival of it.
  std::vector<Anchor> FindAnchors() const {
    std::vector<Best> best_target(source_.size()), best_source(target_.size());
    for (Index i = 0; i < source_.size(); ++i) {
      for (Index j = 0; j < target_.size(); ++j) {
        const float worth = Worth(i, j);
        Best& of_source = best_target[i];
        Best& of_target = best_source[j];
        of_source.Offer(j, worth, Twins(target_, of_source.partner, j));
        of_target.Offer(i, worth, Twins(source_, of_target.partner, i));
      }
    }
    std::vector<Anchor> anchors;
    for (Index i = 0; i < source_.size(); ++i) {
      const Best& mine = best_target[i];
      if (mine.partner == kNone || mine.worth < kAnchor || mine.worth - mine.second < kMargin) continue;
      const Best& theirs = best_source[mine.partner];
      if (theirs.partner == i && theirs.worth - theirs.second >= kMargin)
        anchors.push_back({i, mine.partner, mine.worth});
    }
    return anchors;
  }

  static bool Twins(std::span<const BlockUnit> units, Index a, Index b) {
    return a != kNone && units[a].text_hash == units[b].text_hash && units[a].kind == units[b].kind;
  }

  // Links the anchors; returns those that are in order.
  std::vector<Anchor> TakeAnchors() {
    const std::vector<Anchor> anchors = FindAnchors();
    std::vector<ChainItem> places;
    for (const Anchor& anchor : anchors) places.push_back({anchor.target, anchor.worth});
    const std::vector<bool> on_chain = HeaviestChain(places);
    std::vector<Anchor> chain;
    for (std::size_t n = 0; n < anchors.size(); ++n) {
      const Anchor& anchor = anchors[n];
      if (!on_chain[n] && anchor.worth < kCrossing) continue;
      AddLink({anchor.source}, {anchor.target}, Confidence(anchor.worth + (on_chain[n] ? kPriors.pair : 0)));
      if (on_chain[n]) chain.push_back(anchor);
    }
    return chain;
  }

  // ----- Gaps

  void AlignGaps(const std::vector<Anchor>& chain) {
    std::size_t i = 0, j = 0;
    for (const Anchor& anchor : chain) {
      AlignGap(i, anchor.source, j, anchor.target);
      i = anchor.source + 1;
      j = anchor.target + 1;
    }
    AlignGap(i, source_.size(), j, target_.size());
  }

  // What dynamic programming asks about the free blocks of a gap.
  struct GapJudge : LinkJudge {
    const BlockAligner* aligner = nullptr;
    std::vector<Index> sources, targets;

    float Worth(std::size_t s, int ns, std::size_t t, int nt) const override {
      if (ns == 1 && nt == 1) return aligner->Worth(sources[s], targets[t]);
      const std::span<const Index> from(&sources[s], static_cast<std::size_t>(ns));
      const std::span<const Index> to(&targets[t], static_cast<std::size_t>(nt));
      return aligner->GroupWorth(from, to);
    }
  };

  // Aligns the blocks [s, s_end) and [t, t_end) that are free, in order.
  void AlignGap(std::size_t s, std::size_t s_end, std::size_t t, std::size_t t_end) {
    GapJudge judge;
    judge.aligner = this;
    judge.sources = Free(link_of_source_, s, s_end);
    judge.targets = Free(link_of_target_, t, t_end);
    LinkPriors priors = kPriors;
    if (SameForm(judge.sources, judge.targets)) priors.pair += kSameForm;
    if (matrix_) DropHopeless(judge.sources, judge.targets);
    if (judge.sources.empty() || judge.targets.empty()) return;
    for (const Link& link : AlignInOrder(judge.sources.size(), judge.targets.size(), judge, priors)) {
      if (!link.Paired()) continue;
      std::vector<Index> from, to;
      for (const Index n : link.source) from.push_back(judge.sources[n]);
      for (const Index n : link.target) to.push_back(judge.targets[n]);
      AddLink(std::move(from), std::move(to), link.confidence);
    }
  }

  // True where both sides of a gap are blocks of the same kinds in the same order: then the place tells much.
  bool SameForm(const std::vector<Index>& sources, const std::vector<Index>& targets) const {
    return std::equal(sources.begin(), sources.end(), targets.begin(), targets.end(), [&](Index i, Index j) {
      return source_[i].kind == target_[j].kind && source_[i].level == target_[j].level;
    });
  }

  // Takes out the blocks that none of the other side can match, so that the paragraphs around them are neighbours: when
  // two are merged, the heading between them is gone.
  void DropHopeless(std::vector<Index>& sources, std::vector<Index>& targets) const {
    const auto hopeless_source = [&](Index i) {
      return std::none_of(targets.begin(), targets.end(), [&](Index j) { return Worth(i, j) > kHopeless; });
    };
    const auto hopeless_target = [&](Index j) {
      return std::none_of(sources.begin(), sources.end(), [&](Index i) { return Worth(i, j) > kHopeless; });
    };
    std::erase_if(sources, hopeless_source);
    std::erase_if(targets, hopeless_target);
  }

  // `blocks` as one, or nothing where they cannot be merged: only running text of one kind can.
  static std::optional<BlockUnit> Group(std::span<const BlockUnit> units, std::span<const Index> blocks) {
    BlockUnit group = units[blocks[0]];
    for (const Index block : blocks.subspan(1)) {
      if (!IsProse(group.kind) || units[block].kind != group.kind) return std::nullopt;
      group.features.Append(units[block].features);
    }
    return group;
  }

  // The log-odds of several blocks as one.
  float GroupWorth(std::span<const Index> from, std::span<const Index> to) const {
    const std::optional<BlockUnit> source = Group(source_, from);
    const std::optional<BlockUnit> target = Group(target_, to);
    return source && target ? BlockLogOdds(*source, *target, similarity_) : kNever;
  }

  // ----- Leftovers

  // Links blocks that are alone on both sides, wherever they stand, the strongest pair first.
  void LinkAcross() {
    std::vector<Anchor> pairs;
    for (const Index i : Free(link_of_source_, 0, source_.size()))
      for (const Index j : Free(link_of_target_, 0, target_.size()))
        if (Worth(i, j) >= kCrossing) pairs.push_back({i, j, Worth(i, j)});
    std::stable_sort(pairs.begin(), pairs.end(), [](const Anchor& a, const Anchor& b) { return a.worth > b.worth; });
    for (const Anchor& pair : pairs) {
      if (link_of_source_[pair.source] == kNone && link_of_target_[pair.target] == kNone)
        AddLink({pair.source}, {pair.target}, Confidence(pair.worth));
    }
  }

  // Links a block to the one that stands alone between the partners of its two neighbours: where a language shares
  // nothing with the other, the place is all there is.
  void LinkBetween() {
    for (Index i = 0; i < source_.size(); ++i) {
      if (link_of_source_[i] != kNone) continue;
      const std::optional<Index> begin = i == 0 ? 0 : TargetBehind(i - 1);
      const std::optional<Index> end = i + 1 == source_.size() ? static_cast<Index>(target_.size()) : TargetOf(i + 1);
      if (!begin || !end || *begin + 1 != *end || link_of_target_[*begin] != kNone || HasRival(i, *begin)) continue;
      const float worth = Worth(i, *begin) + kOnlyBetween;
      if (worth > 0) AddLink({i}, {*begin}, Confidence(worth));
    }
  }
  // True where what one of the two says is rather said by another block that is alone.
  bool HasRival(Index source, Index target) const {
    const float worth = Worth(source, target);
    const std::vector<Index> sources = Free(link_of_source_, 0, source_.size());
    const std::vector<Index> targets = Free(link_of_target_, 0, target_.size());
    return std::any_of(sources.begin(), sources.end(), [&](Index i) { return Worth(i, target) > worth; }) ||
           std::any_of(targets.begin(), targets.end(), [&](Index j) { return Worth(source, j) > worth; });
  }
  std::optional<Index> TargetOf(Index source) const {
    if (link_of_source_[source] == kNone) return std::nullopt;
    return links_[link_of_source_[source]].target.front();
  }
  std::optional<Index> TargetBehind(Index source) const {
    if (link_of_source_[source] == kNone) return std::nullopt;
    return links_[link_of_source_[source]].target.back() + 1;
  }

  // Joins blocks that are still alone to the link whose other side says what they say, best first.
  void JoinLeftovers() {
    for (const Index i : Free(link_of_source_, 0, source_.size())) {
      if (const std::optional<Index> link = BestHost(i, true)) Join(i, *link, true);
    }
    for (const Index j : Free(link_of_target_, 0, target_.size())) {
      if (const std::optional<Index> link = BestHost(j, false)) Join(j, *link, false);
    }
  }

  // The link that becomes likeliest by taking in `block`, if it becomes likelier by enough.
  std::optional<Index> BestHost(Index block, bool is_source) const {
    const BlockUnit& unit = is_source ? source_[block] : target_[block];
    std::optional<Index> best;
    float best_gain = 0;
    for (Index n = 0; n < links_.size(); ++n) {
      const std::vector<Index>& side = is_source ? links_[n].source : links_[n].target;
      if ((is_source ? source_[side[0]] : target_[side[0]]).kind != unit.kind) continue;
      const bool near =
          std::any_of(side.begin(), side.end(), [&](Index other) { return other + 1 == block || block + 1 == other; });
      const float gain = JoinGain(block, links_[n], is_source) - (near ? kJoinNeighbour : kJoinDistant);
      if (gain > best_gain) {
        best_gain = gain;
        best = n;
      }
    }
    return best;
  }

  // By how much the log-odds of `link` grow when it takes in `block`. What was split or merged lacks length without it.
  float JoinGain(Index block, const Link& link, bool is_source) const {
    Link joined = link;
    std::vector<Index>& side = is_source ? joined.source : joined.target;
    side.insert(std::upper_bound(side.begin(), side.end(), block), block);
    const std::optional<BlockUnit> source = Group(source_, joined.source), source_before = Group(source_, link.source);
    const std::optional<BlockUnit> target = Group(target_, joined.target), target_before = Group(target_, link.target);
    if (!source || !target) return kNever;
    const auto length_gap = [&](const BlockUnit& s, const BlockUnit& t) {
      return std::min(std::abs(similarity_.LengthGap(s.features, t.features)), kMaxLengthGap);
    };
    return BlockLogOdds(*source, *target, similarity_) - BlockLogOdds(*source_before, *target_before, similarity_) +
           kJoinLength * (length_gap(*source_before, *target_before) - length_gap(*source, *target));
  }

  void Join(Index block, Index link, bool is_source) {
    std::vector<Index>& side = is_source ? links_[link].source : links_[link].target;
    side.insert(std::upper_bound(side.begin(), side.end(), block), block);
    (is_source ? link_of_source_ : link_of_target_)[block] = link;
  }

  // ----- Links

  static std::vector<Index> Free(const std::vector<Index>& link_of, std::size_t begin, std::size_t end) {
    std::vector<Index> free;
    for (std::size_t n = begin; n < end; ++n)
      if (link_of[n] == kNone) free.push_back(static_cast<Index>(n));
    return free;
  }

  void AddLink(std::vector<Index> source, std::vector<Index> target, double confidence) {
    const auto number = static_cast<Index>(links_.size());
    for (const Index i : source) link_of_source_[i] = number;
    for (const Index j : target) link_of_target_[j] = number;
    links_.push_back({LinkLevel::kBlock, std::move(source), std::move(target), confidence});
  }

  // All links by their first source block, and what is alone.
  std::vector<Link> InOrder() {
    std::vector<Link> ordered;
    std::size_t j = 0;
    const auto add_lonely_targets = [&](std::size_t from) {
      for (j = from; j < target_.size() && link_of_target_[j] == kNone; ++j)
        ordered.push_back({LinkLevel::kBlock, {}, {static_cast<Index>(j)}, 1});
    };
    add_lonely_targets(0);
    for (Index i = 0; i < source_.size(); ++i) {
      const Index number = link_of_source_[i];
      if (number == kNone) {
        ordered.push_back({LinkLevel::kBlock, {i}, {}, 1});
        continue;
      }
      const Link& link = links_[number];
      if (link.source[0] != i) continue;
      ordered.push_back(link);
      for (const Index target : link.target) add_lonely_targets(target + 1);
    }
    return ordered;
  }

  std::span<const BlockUnit> source_, target_;
  Similarity& similarity_;
  std::optional<Matrix> matrix_;
  std::vector<Index> link_of_source_, link_of_target_;
  std::vector<Link> links_;
};

}  // namespace

std::vector<Link> AlignBlocks(std::span<const BlockUnit> source, std::span<const BlockUnit> target,
                              Similarity& similarity) {
  return BlockAligner(source, target, similarity).Run();
}

}  // namespace lockstep
