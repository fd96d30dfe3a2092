#include "pipeline/analysis.h"

#include "locales/unicode.h"
#include "stages/match_score.h"

namespace lockstep {

const char* Name(Band band) {
  constexpr const char* kNames[] = {"ice", "repetition", "100", "95-99", "85-94", "75-84", "50-74", "new"};
  return kNames[static_cast<std::size_t>(band)];
}

Band BandOf(const std::optional<Match>& best) {
  if (!best) return Band::kNew;
  if (best->kind == MatchKind::kIce) return Band::kIce;
  if (best->score == 100) return Band::kExact;
  if (best->score >= 95) return Band::k95;
  if (best->score >= 85) return Band::k85;
  if (best->score >= 75) return Band::k75;
  return best->score >= 50 ? Band::k50 : Band::kNew;
}

void Amount::Add(const Amount& other) {
  segments += other.segments;
  words += other.words;
  characters += other.characters;
}

Amount AmountOf(const std::string& text) {
  Amount amount{1, CountWords(text), 0};
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    amount.characters += IsWhiteSpace(c.value) ? 0 : 1;
    at += c.size;
  }
  return amount;
}

void Analysis::Add(std::uint64_t file, const std::string& text, const SegmentContext& context, const Lookup& lookup) {
  const Amount amount = AmountOf(text);
  Band band = BandOf(lookup(text, context));
  if (band > Band::kExact) {
    const auto [first, is_first] = first_.try_emplace(MatchKey(text), file);
    if (!is_first) {
      band = Band::kRepetition;
      if (first->second == file) repeated_within_.Add(amount);
    }
  }
  bands_[static_cast<std::size_t>(band)].Add(amount);
}

Amount Analysis::Total() const {
  Amount total;
  for (const Amount& amount : bands_) total.Add(amount);
  return total;
}

}  // namespace lockstep
