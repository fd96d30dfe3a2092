#include "stages/realignment.h"

#include <algorithm>
#include <string>
#include <utility>

namespace lockstep {
namespace {

using Indices = std::vector<std::uint32_t>;

constexpr double kFits = 0.6;      // a link that is less sure is in doubt
constexpr double kSettled = 0.99;  // a block that another could have been taken for has a link that is less sure

bool HasText(const Indices& blocks, const Document& document) {
  return std::any_of(blocks.begin(), blocks.end(),
                     [&](std::uint32_t block) { return IsTranslatable(document.blocks[block].kind); });
}

// Looks at links in order.
class Doubts {
 public:
  void Consider(const Link& link) {
    if (!link.Paired()) {
      (link.source.empty() ? lonely_target_ : lonely_source_) = true;
      return;
    }
    unsure_ = unsure_ || link.confidence < kFits;
    unsettled_ = unsettled_ || link.confidence < kSettled;
    crossing_ = crossing_ || link.target.front() < last_;
    last_ = link.target.front();
  }
  bool Remain() const { return unsure_ || crossing_ || (lonely_source_ && lonely_target_); }
  // Something stands alone that could have been linked in place of something else.
  bool MayBeOther() const { return unsettled_ && (lonely_source_ || lonely_target_); }

 private:
  bool unsure_ = false, unsettled_ = false, crossing_ = false, lonely_source_ = false, lonely_target_ = false;
  std::uint32_t last_ = 0;
};

bool InDoubt(const std::vector<Link>& sentences) {
  Doubts doubts;
  for (const Link& link : sentences) doubts.Consider(link);
  return doubts.Remain();
}

// The segments of one side of `links`, ascending.
Indices SegmentsOf(const std::vector<Link>& links, Indices Link::*side) {
  Indices segments;
  for (const Link& link : links) segments.insert(segments.end(), (link.*side).begin(), (link.*side).end());
  std::sort(segments.begin(), segments.end());
  return segments;
}

std::vector<TextView> ViewsOf(const Document& document, const Indices& segments) {
  std::vector<TextView> views;
  for (const std::uint32_t n : segments)
    views.push_back({document.segments[n].text, document.segments[n].facts, false});
  return views;
}

// As `links`, which are those inside a link of blocks that is as sure as `confidence`, with the lexicon.
std::vector<Link> RealignSentences(const std::vector<Link>& links, double confidence, const Document& source,
                                   const Document& target, const Lexicon& lexicon) {
  const Indices from = SegmentsOf(links, &Link::source), to = SegmentsOf(links, &Link::target);
  std::vector<Link> realigned =
      AlignTexts(ViewsOf(source, from), ViewsOf(target, to), source.key.lang, target.key.lang, {.lexicon = &lexicon});
  for (Link& link : realigned) {
    for (std::uint32_t& n : link.source) n = from[n];
    for (std::uint32_t& n : link.target) n = to[n];
    if (link.Paired()) link.confidence = std::min(link.confidence, confidence);
  }
  return realigned;
}

void AddWords(const Document& document, const Indices& segments, std::vector<LexiconWord>& words) {
  for (const std::uint32_t n : segments) {
    const std::vector<LexiconWord> more = LexiconWords(document.segments[n].text);
    words.insert(words.end(), more.begin(), more.end());
  }
}

void SortEachOnce(std::vector<LexiconWord>& words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
}

}  // namespace

Doubt FindDoubt(const Alignment& alignment, const Document& source, const Document& target) {
  Doubt doubt;
  Doubts about_blocks;
  for (std::size_t n = 0; n < alignment.blocks.size(); ++n) {
    const Link& blocks = alignment.blocks[n];
    if (!HasText(blocks.source, source) && !HasText(blocks.target, target)) continue;
    about_blocks.Consider(blocks);
    const bool one_sentence = alignment.segments[n].size() == 1;  // that is said already
    if (blocks.Paired() && !one_sentence && InDoubt(alignment.segments[n])) doubt.links.push_back(n);
  }
  doubt.about_blocks = about_blocks.Remain() || about_blocks.MayBeOther();
  if (doubt.about_blocks) doubt.links.clear();
  return doubt;
}

DoubtfulWords FindDoubtfulWords(const Alignment& alignment, const Doubt& doubt, const Document& source,
                                const Document& target) {
  DoubtfulWords words;
  const auto add = [&](const std::vector<Link>& links) {
    AddWords(source, SegmentsOf(links, &Link::source), words.source);
    AddWords(target, SegmentsOf(links, &Link::target), words.target);
  };
  if (doubt.about_blocks) std::for_each(alignment.segments.begin(), alignment.segments.end(), add);
  for (const std::size_t n : doubt.links) add(alignment.segments[n]);
  SortEachOnce(words.source);
  SortEachOnce(words.target);
  return words;
}

Alignment Realign(Alignment alignment, const Doubt& doubt, const Document& source, const Document& target,
                  const Lexicon& lexicon) {
  if (doubt.about_blocks) return Align(source, target, {.lexicon = &lexicon});
  for (const std::size_t n : doubt.links) {
    alignment.segments[n] =
        RealignSentences(alignment.segments[n], alignment.blocks[n].confidence, source, target, lexicon);
  }
  return alignment;
}

}  // namespace lockstep
