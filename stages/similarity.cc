#include "stages/similarity.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lockstep {
namespace {

constexpr float kMaxLengthGap = 20;

// What the words of two texts tell, names and figures aside.
constexpr std::array kOfWords = {Signals::kBias,      Signals::kWordShared,  Signals::kWordMissing,
                                 Signals::kWordAdded, Signals::kSoundShared, Signals::kSoundAdded,
                                 Signals::kOverlap};

// The deviation of the logarithm of the length ratio: the longer the text, the more regular.
float LengthDeviation(float source_length) {
  return 0.18F + 2.0F / (std::sqrt(source_length) + 3.0F);
}

float StrangeRate(std::span<const TextFeatures> texts) {
  float strange = 0, length = 1;
  for (const TextFeatures& text : texts) {
    if (text.is_verbatim) continue;
    strange += text.strange;
    length += text.length;
  }
  return strange / length;
}

// How many more names and numbers without a counterpart `text` has than the texts have on average.
float StrangeExcess(const TextFeatures& text, float rate) {
  return std::sqrt(text.strange) - std::sqrt(rate * text.length);
}

}  // namespace

// Learned by logistic regression from pairs of texts of several documents, perturbed; the least of words is from
// documents in fifteen languages. A block has words enough to be missed.
const SignalWeights kSentenceWeights = {{-7.03F, -0.14F, 0.90F, 0.18F, -0.33F, -0.26F, 0.36F, -0.61F, -0.53F, 1.45F,
                                         -0.83F, 0.00F, 0.00F, 0.34F, -0.63F, 0.03F, 12.75F, -0.49F, -0.93F},
                                        -5};
const SignalWeights kBlockWeights = {{-7.57F, 0.01F, 0.35F, -0.03F, 0.04F, -0.07F, 0.10F, -0.27F, -0.19F, 0.51F, -0.08F,
                                      0.15F, -0.09F, 0.00F, -0.13F, -0.05F, 12.50F, 0.05F, -0.15F},
                                     -std::numeric_limits<float>::infinity()};

double LengthRatio(const std::vector<TextFeatures>& source, const std::vector<TextFeatures>& target, double usual) {
  constexpr double kTrust = 400;  // characters of the usual that the documents have to outweigh
  double source_length = kTrust, target_length = kTrust * usual;
  for (const TextFeatures& text : source) source_length += text.is_verbatim ? 0 : text.length;
  for (const TextFeatures& text : target) target_length += text.is_verbatim ? 0 : text.length;
  // Documents of which one lacks a half tell little about the ratio of what both have.
  return std::clamp(target_length / source_length, usual * 0.75, usual * 1.33);
}

float Sums::Overlap() const {
  float both = 1, all = 2;  // one half where there is nothing to compare
  for (std::size_t kind = 0; kind < kTokenClasses; ++kind) {
    both += shared[kind];
    all += shared[kind] + added[kind];
    if (kind != static_cast<std::size_t>(TokenClass::kSound)) all += missing[kind];
  }
  return both / all;
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
  for (const bool verbatim : {false, true}) Weigh(source, target, verbatim);
  strange_rate_source_ = StrangeRate(source);
  strange_rate_target_ = StrangeRate(target);
  if (lexical_) lexical_->Compete(source, target);
}

void Similarity::Weigh(std::span<const TextFeatures> source, std::span<const TextFeatures> target, bool verbatim) {
  const std::size_t weighed = touched_.size();
  float texts = 0;
  for (const std::span<const TextFeatures>& side : {source, target}) {
    for (const TextFeatures& text : side) {
      if (text.is_verbatim != verbatim) continue;
      ++texts;
      for (const std::uint32_t id : text.tokens)
        if (uses_[id]++ == 0) touched_.push_back(id);
    }
  }
  for (std::size_t n = weighed; n < touched_.size(); ++n)
    rarity_[touched_[n]] = std::log1p(texts / static_cast<float>(uses_[touched_[n]]));
}

float Similarity::LengthGap(const TextFeatures& source, const TextFeatures& target) const {
  return std::log(target.length / (source.length * length_ratio_)) / LengthDeviation(source.length);
}

Sums Similarity::Compare(std::span<const std::uint32_t> source, std::span<const std::uint32_t> target) const {
  Sums sums;
  const std::uint32_t* s = source.data();
  const std::uint32_t* t = target.data();
  const std::uint32_t* const s_end = s + source.size();
  const std::uint32_t* const t_end = t + target.size();
  const auto add = [this](std::array<float, kTokenClasses>& side, std::uint32_t id) {
    side[static_cast<std::size_t>((*classes_)[id])] += rarity_[id];
  };
  while (s != s_end && t != t_end) {
    if (*s < *t) {
      add(sums.missing, *s++);
    } else if (*t < *s) {
      add(sums.added, *t++);
    } else {
      add(sums.shared, *s++);
      ++t;
    }
  }
  while (s != s_end) add(sums.missing, *s++);
  while (t != t_end) add(sums.added, *t++);
  return sums;
}

Signals Similarity::Collect(const TextFeatures& source, const TextFeatures& target) const {
  const Sums sums = Compare(source.tokens, target.tokens);
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
  const auto worth = [&](std::size_t kind) { return signals.amounts[kind] * weights_->weights[kind]; };
  float sum = 0, words = 0;
  for (std::size_t kind = 0; kind < Signals::kCount; ++kind) sum += worth(kind);
  for (const Signals::Kind kind : kOfWords) words += worth(kind);
  sum += std::max(0.0F, weights_->least_of_words - words);
  if (lexical_) sum += lexical_->LogOdds(source, target);
  return sum;
}

}  // namespace lockstep
