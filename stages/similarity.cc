#include "stages/similarity.h"

#include <algorithm>
#include <cmath>

namespace lockstep {
namespace {

constexpr float kMaxLengthGap = 20;

// The deviation of the logarithm of the length ratio: the longer the text, the more regular.
float LengthDeviation(float source_length) {
  return 0.18F + 2.0F / (std::sqrt(source_length) + 3.0F);
}

float StrangeRate(std::span<const TextFeatures> texts) {
  float strange = 0, length = 1;
  for (const TextFeatures& text : texts) {
    strange += text.strange;
    length += text.length;
  }
  return strange / length;
}

// How many more names and numbers without a counterpart `text` has than the texts have on average.
float StrangeExcess(const TextFeatures& text, float rate) {
  return std::sqrt(text.strange) - std::sqrt(rate * text.length);
}

struct Sums {
  std::array<float, kTokenClasses> shared{};
  std::array<float, kTokenClasses> missing{};
  std::array<float, kTokenClasses> added{};

  // A word of the source that does not sound like one of the target is the rule: only sounds of the target count.
  float Overlap() const {
    float both = 1, all = 2;  // one half where there is nothing to compare
    for (std::size_t kind = 0; kind < kTokenClasses; ++kind) {
      both += shared[kind];
      all += shared[kind] + added[kind];
      if (kind != static_cast<std::size_t>(TokenClass::kSound)) all += missing[kind];
    }
    return both / all;
  }
};

}  // namespace

// Learned by logistic regression from pairs of texts of several documents, perturbed.
const SignalWeights kSentenceWeights = {-7.03F, -0.14F, 0.90F, 0.18F, -0.33F, -0.26F, 0.36F,  -0.61F, -0.53F, 1.45F,
                                        -0.83F, 0.00F,  0.00F, 0.34F, -0.63F, 0.03F,  12.75F, -0.49F, -0.93F};
const SignalWeights kBlockWeights = {-7.57F, 0.01F, 0.35F,  -0.03F, 0.04F,  -0.07F, 0.10F,  -0.27F, -0.19F, 0.51F,
                                     -0.08F, 0.15F, -0.09F, 0.00F,  -0.13F, -0.05F, 12.50F, 0.05F,  -0.15F};

double LengthRatio(const std::vector<TextFeatures>& source, const std::vector<TextFeatures>& target, double usual) {
  constexpr double kTrust = 400;  // characters of the usual that the documents have to outweigh
  double source_length = kTrust, target_length = kTrust * usual;
  for (const TextFeatures& text : source) source_length += text.length;
  for (const TextFeatures& text : target) target_length += text.length;
  // Documents of which one lacks a half tell little about the ratio of what both have.
  return std::clamp(target_length / source_length, usual * 0.75, usual * 1.33);
}

Similarity::Similarity(const std::vector<TokenClass>& classes, double length_ratio, const SignalWeights& weights)
    : classes_(&classes),
      weights_(&weights),
      length_ratio_(static_cast<float>(length_ratio)),
      uses_(classes.size()),
      rarity_(classes.size()) {}

void Similarity::Compete(std::span<const TextFeatures> source, std::span<const TextFeatures> target) {
  for (const std::uint32_t id : touched_) uses_[id] = 0;
  touched_.clear();
  for (const std::span<const TextFeatures>& side : {source, target}) {
    for (const TextFeatures& text : side) {
      for (const std::uint32_t id : text.tokens)
        if (uses_[id]++ == 0) touched_.push_back(id);
    }
  }
  const auto texts = static_cast<float>(source.size() + target.size());
  for (const std::uint32_t id : touched_) rarity_[id] = std::log1p(texts / static_cast<float>(uses_[id]));
  strange_rate_source_ = StrangeRate(source);
  strange_rate_target_ = StrangeRate(target);
  if (lexical_) lexical_->Compete(source, target);
}

float Similarity::LengthGap(const TextFeatures& source, const TextFeatures& target) const {
  return std::log(target.length / (source.length * length_ratio_)) / LengthDeviation(source.length);
}

Signals Similarity::Collect(const TextFeatures& source, const TextFeatures& target) const {
  Sums sums;
  auto s = source.tokens.begin();
  auto t = target.tokens.begin();
  while (s != source.tokens.end() || t != target.tokens.end()) {
    const bool has_source = t == target.tokens.end() || (s != source.tokens.end() && *s <= *t);
    const bool has_target = s == source.tokens.end() || (t != target.tokens.end() && *t <= *s);
    const std::uint32_t id = has_source ? *s : *t;
    auto& side = has_source && has_target ? sums.shared : has_source ? sums.missing : sums.added;
    side[static_cast<std::size_t>((*classes_)[id])] += rarity_[id];
    s += has_source;
    t += has_target;
  }
  const auto shared = [&](TokenClass kind) { return sums.shared[static_cast<std::size_t>(kind)]; };
  const auto missing = [&](TokenClass kind) { return sums.missing[static_cast<std::size_t>(kind)]; };
  const auto added = [&](TokenClass kind) { return sums.added[static_cast<std::size_t>(kind)]; };

  const float gap = LengthGap(source, target);
  Signals signals;
  auto& amounts = signals.amounts;
  amounts[Signals::kBias] = 1;
  amounts[Signals::kLengthGap] = std::min(gap * gap, kMaxLengthGap);
  amounts[Signals::kLengthFits] = std::abs(gap) < 1 ? 1.0F : 0.0F;
  amounts[Signals::kWordShared] = shared(TokenClass::kWord);
  amounts[Signals::kWordMissing] = missing(TokenClass::kWord);
  amounts[Signals::kWordAdded] = added(TokenClass::kWord);
  amounts[Signals::kNumberShared] = shared(TokenClass::kNumber);
  amounts[Signals::kNumberMissing] = missing(TokenClass::kNumber);
  amounts[Signals::kNumberAdded] = added(TokenClass::kNumber);
  amounts[Signals::kCitationShared] = shared(TokenClass::kCitation);
  amounts[Signals::kCitationDiffers] = missing(TokenClass::kCitation) + added(TokenClass::kCitation);
  amounts[Signals::kUrlShared] = shared(TokenClass::kUrl);
  amounts[Signals::kUrlDiffers] = missing(TokenClass::kUrl) + added(TokenClass::kUrl);
  amounts[Signals::kPriceShared] = shared(TokenClass::kPrice);
  amounts[Signals::kSoundShared] = std::sqrt(shared(TokenClass::kSound));
  amounts[Signals::kSoundAdded] = std::sqrt(added(TokenClass::kSound));
  amounts[Signals::kOverlap] = sums.Overlap();
  amounts[Signals::kStrangeSource] = StrangeExcess(source, strange_rate_source_);
  amounts[Signals::kStrangeTarget] = StrangeExcess(target, strange_rate_target_);
  return signals;
}

float Similarity::LogOdds(const TextFeatures& source, const TextFeatures& target) const {
  const Signals signals = Collect(source, target);
  float sum = 0;
  for (std::size_t i = 0; i < Signals::kCount; ++i) sum += signals.amounts[i] * (*weights_)[i];
  if (lexical_) sum += lexical_->LogOdds(source, target);
  return sum;
}

}  // namespace lockstep
