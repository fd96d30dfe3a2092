#include "stages/block_sentences.h"

#include <algorithm>
#include <vector>

#include "stages/sentence_alignment.h"

namespace lockstep {
namespace {

// The blocks' texts as wholes have weighed the same words already.
constexpr float kWeight = 0.4F;
constexpr std::size_t kMaxSentences = 60;  // of one side: a longer text says enough as a whole
constexpr std::size_t kMaxCompared = 100'000;

std::vector<TextFeatures> SentencesOf(std::span<const BlockUnit> units, std::span<const BlockIndex> blocks) {
  std::vector<TextFeatures> sentences;
  for (const BlockIndex block : blocks) {
    const std::span<const TextFeatures> more = units[block].sentences;
    sentences.insert(sentences.end(), more.begin(), more.end());
  }
  return sentences;
}

std::size_t CountSentences(std::span<const BlockUnit> units, std::span<const BlockIndex> blocks) {
  std::size_t count = 0;
  for (const BlockIndex block : blocks) count += units[block].sentences.size();
  return count;
}

}  // namespace

float BlockSentences::Worth(std::span<const BlockIndex> source, std::span<const BlockIndex> target) {
  return MayCompare(source, target) ? Compare(source, target) : 0;
}

float BlockSentences::Gain(const Link& link, BlockIndex joined, bool is_source) {
  const auto with = [&](bool before) {
    Link grown = link;
    BlockIndices& side = is_source ? grown.source : grown.target;
    side.insert(before ? side.begin() : side.end(), joined);
    return grown;
  };
  const Link before = with(true), behind = with(false);
  if (!MayCompare(before.source, before.target)) return 0;
  return std::max(Compare(before.source, before.target), Compare(behind.source, behind.target)) -
         Compare(link.source, link.target);
}

bool BlockSentences::MayCompare(std::span<const BlockIndex> source, std::span<const BlockIndex> target) const {
  return compared_ < kMaxCompared && CountSentences(links_.source().units, source) <= kMaxSentences &&
         CountSentences(links_.target().units, target) <= kMaxSentences;
}

float BlockSentences::Compare(std::span<const BlockIndex> source, std::span<const BlockIndex> target) {
  const std::vector<TextFeatures> from = SentencesOf(links_.source().units, source);
  const std::vector<TextFeatures> to = SentencesOf(links_.target().units, target);
  compared_ += from.size() * to.size();
  return kWeight * WorthOfSentences(from, to, similarity_);
}

}  // namespace lockstep
