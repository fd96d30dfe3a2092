#include "stages/block_alignment.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "stages/block_leftovers.h"
#include "stages/block_links.h"
#include "stages/block_sentences.h"
#include "stages/block_twins.h"
#include "stages/heaviest_chain.h"
#include "stages/ordered_alignment.h"

namespace lockstep {
namespace {

constexpr LinkPriors kPriors = {.pair = 2, .alone = 1, .merge = 2.5F, .double_merge = 4};
constexpr float kAnchor = 3;     // log-odds of a pair that can be an anchor
constexpr float kMargin = 1.5F;  // by which it surpasses every other pair of its two blocks
constexpr float kSameForm = 3;   // for blocks of a gap that has the same kinds on both sides

struct Anchor {
  BlockIndex source;
  BlockIndex target;
  float worth;
};

// ----- Anchors

// The best partner of a block, and what the second best is worth. A copy of the best is no rival of it.
struct Best {
  BlockIndex partner = kNoBlock;
  float worth = -std::numeric_limits<float>::infinity();
  float second = -std::numeric_limits<float>::infinity();

  void Offer(BlockIndex candidate, float offered, std::span<const BlockUnit> units) {
    const bool is_twin = partner != kNoBlock && AreTwins(units[partner], units[candidate]);
    if (offered > worth) {
      if (!is_twin) second = worth;
      worth = offered;
      partner = candidate;
    } else if (!is_twin) {
      second = std::max(second, offered);
    }
  }
};

// Pairs that are clearly best for both of their blocks.
std::vector<Anchor> FindAnchors(const BlockLinks& links) {
  const std::span<const BlockUnit> source = links.source().units, target = links.target().units;
  std::vector<Best> best_target(source.size()), best_source(target.size());
  for (BlockIndex i = 0; i < source.size(); ++i) {
    for (BlockIndex j = 0; j < target.size(); ++j) {
      best_target[i].Offer(j, links.Worth(i, j), target);
      best_source[j].Offer(i, links.Worth(i, j), source);
    }
  }
  std::vector<Anchor> anchors;
  for (BlockIndex i = 0; i < source.size(); ++i) {
    const Best& mine = best_target[i];
    if (mine.partner == kNoBlock || mine.worth < kAnchor || mine.worth - mine.second < kMargin) continue;
    const Best& theirs = best_source[mine.partner];
    if (theirs.partner == i && theirs.worth - theirs.second >= kMargin)
      anchors.push_back({i, mine.partner, mine.worth});
  }
  return anchors;
}

// Links the anchors, also those that cross others; returns those that are in order.
std::vector<Anchor> TakeAnchors(BlockLinks& links) {
  const std::vector<Anchor> anchors = FindAnchors(links);
  std::vector<ChainItem> places;
  for (const Anchor& anchor : anchors) places.push_back({anchor.target, anchor.worth});
  const std::vector<bool> on_chain = HeaviestChain(places);
  std::vector<Anchor> chain;
  for (std::size_t n = 0; n < anchors.size(); ++n) {
    const auto& [source, target, worth] = anchors[n];
    links.Add({source}, {target}, ConfidenceOf(worth + (on_chain[n] ? kPriors.pair : 0)));
    if (on_chain[n]) chain.push_back(anchors[n]);
  }
  return chain;
}

// ----- Gaps

// What dynamic programming asks about the free blocks of a gap.
struct GapJudge : LinkJudge {
  const BlockLinks* links = nullptr;
  BlockIndices sources, targets;

  float Worth(std::size_t s, int ns, std::size_t t, int nt) const override {
    return links->GroupWorth({&sources[s], static_cast<std::size_t>(ns)}, {&targets[t], static_cast<std::size_t>(nt)});
  }
};

// True where both sides of a gap are blocks of the same kinds in the same order: then the place tells much.
bool SameForm(const GapJudge& gap) {
  const std::span<const BlockUnit> source = gap.links->source().units, target = gap.links->target().units;
  return std::equal(gap.sources.begin(), gap.sources.end(), gap.targets.begin(), gap.targets.end(),
                    [&](BlockIndex i, BlockIndex j) {
                      return source[i].kind == target[j].kind && source[i].level == target[j].level;
                    });
}

// Takes out the blocks that none of the gap's other side can match, so that the paragraphs around them are neighbours:
// when two are merged, the heading between them is gone.
void DropHopeless(GapJudge& gap) {
  std::erase_if(gap.sources, [&](BlockIndex i) {
    return std::none_of(gap.targets.begin(), gap.targets.end(),
                        [&](BlockIndex j) { return gap.links->Worth(i, j) > kHopeless; });
  });
  std::erase_if(gap.targets, [&](BlockIndex j) {
    return std::none_of(gap.sources.begin(), gap.sources.end(),
                        [&](BlockIndex i) { return gap.links->Worth(i, j) > kHopeless; });
  });
}

// Aligns the blocks [s, s_end) and [t, t_end) that are free, in order.
void AlignGap(BlockLinks& links, std::size_t s, std::size_t s_end, std::size_t t, std::size_t t_end) {
  GapJudge gap;
  gap.links = &links;
  gap.sources = links.source().Free(s, s_end);
  gap.targets = links.target().Free(t, t_end);
  LinkPriors priors = kPriors;
  if (SameForm(gap)) priors.pair += kSameForm;
  if (links.ComparesAll()) DropHopeless(gap);
  if (gap.sources.empty() || gap.targets.empty()) return;
  for (const Link& link : AlignInOrder(gap.sources.size(), gap.targets.size(), gap, priors)) {
    if (!link.Paired()) continue;
    BlockIndices from, to;
    for (const BlockIndex n : link.source) from.push_back(gap.sources[n]);
    for (const BlockIndex n : link.target) to.push_back(gap.targets[n]);
    links.Add(std::move(from), std::move(to), link.confidence);
  }
}

void AlignGaps(BlockLinks& links, const std::vector<Anchor>& chain) {
  std::size_t i = 0, j = 0;
  for (const Anchor& anchor : chain) {
    AlignGap(links, i, anchor.source, j, anchor.target);
    i = anchor.source + 1;
    j = anchor.target + 1;
  }
  AlignGap(links, i, links.source().units.size(), j, links.target().units.size());
}

}  // namespace

std::vector<Link> AlignBlocks(std::span<const BlockUnit> source, std::span<const BlockUnit> target,
                              const Similarity& similarity, const Similarity& sentence_similarity) {
  BlockLinks links(source, target, similarity);
  if (links.ComparesAll()) {
    AlignGaps(links, TakeAnchors(links));
    BlockSentences sentences(links, sentence_similarity);
    LinkLeftovers(links, sentences);
  } else {
    AlignGaps(links, {});
  }
  SettleTwins(links);
  return links.InOrder();
}

}  // namespace lockstep
