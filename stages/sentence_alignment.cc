#include "stages/sentence_alignment.h"

namespace lockstep {
namespace {

// Added to each pair where both blocks have the same number of sentences.
constexpr float kSameCount = 1;

// `texts[i]` together with the one behind it; the last has none.
std::vector<TextFeatures> JoinNeighbours(std::span<const TextFeatures> texts) {
  std::vector<TextFeatures> joined;
  for (std::size_t i = 0; i + 1 < texts.size(); ++i) {
    joined.push_back(texts[i]);
    joined.back().Append(texts[i + 1]);
  }
  return joined;
}

class SentenceJudge : public LinkJudge {
 public:
  SentenceJudge(std::span<const TextFeatures> source, std::span<const TextFeatures> target,
                const Similarity& similarity)
      : source_(source),
        target_(target),
        source_pairs_(JoinNeighbours(source)),
        target_pairs_(JoinNeighbours(target)),
        similarity_(similarity) {}

  float Worth(std::size_t source, int sources, std::size_t target, int targets) const override {
    return similarity_.LogOdds(sources == 2 ? source_pairs_[source] : source_[source],
                               targets == 2 ? target_pairs_[target] : target_[target]);
  }

 private:
  std::span<const TextFeatures> source_, target_;
  std::vector<TextFeatures> source_pairs_, target_pairs_;
  const Similarity& similarity_;
};

}  // namespace

const LinkPriors kSentencePriors = {.pair = 2.5, .alone = 1.25, .merge = 2.5, .double_merge = 3.5};

std::vector<Link> AlignSentences(std::span<const TextFeatures> source, std::span<const TextFeatures> target,
                                 Similarity& similarity, const LinkPriors& priors) {
  similarity.Compete(source, target);
  LinkPriors placed = priors;
  if (source.size() == target.size()) placed.pair += kSameCount;
  return AlignInOrder(source.size(), target.size(), SentenceJudge(source, target, similarity), placed);
}

float WorthOfSentences(std::span<const TextFeatures> source, std::span<const TextFeatures> target,
                       const Similarity& similarity) {
  return WorthInOrder(source.size(), target.size(), SentenceJudge(source, target, similarity), kSentencePriors);
}

}  // namespace lockstep
