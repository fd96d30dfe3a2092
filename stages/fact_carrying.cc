#include "stages/fact_carrying.h"

#include <algorithm>

namespace lockstep {
namespace {

std::string_view TextOf(const Fact& fact, std::string_view text) {
  return Slice(text, fact.range);
}

// The text between the facts, each of them being its kind.
bool SameWording(std::string_view a, const std::vector<Fact>& facts_a, std::string_view b,
                 const std::vector<Fact>& facts_b) {
  return facts_a.size() == facts_b.size() && MaskFacts(a, facts_a) == MaskFacts(b, facts_b);
}

std::size_t CountValue(const std::vector<Fact>& facts, const Fact& wanted) {
  return static_cast<std::size_t>(
      std::count_if(facts.begin(), facts.end(), [&](const Fact& fact) { return fact.SameValue(wanted); }));
}

// False for what may stand for something else in another language: an amount in its currency, a number of anything.
bool MayBeCarried(const Fact& gone, const Fact& come) {
  switch (gone.kind) {
    case FactKind::kNumber:
    case FactKind::kModelName: return false;
    case FactKind::kPrice:
    case FactKind::kMeasurement: return gone.unit == come.unit;
    default: return true;
  }
}

// The only fact of `facts` that says what `wanted` says, or null.
const Fact* OnlyOne(const std::vector<Fact>& facts, const Fact& wanted) {
  if (CountValue(facts, wanted) != 1) return nullptr;
  return &*std::find_if(facts.begin(), facts.end(), [&](const Fact& fact) { return fact.SameValue(wanted); });
}

}  // namespace

std::optional<std::vector<TextEdit>> CarryFacts(std::string_view then, std::string_view now, std::string_view target,
                                                const Finders& finders) {
  const std::vector<Fact> before = finders.source.Find(then);
  const std::vector<Fact> after = finders.source.Find(now);
  if (!SameWording(then, before, now, after)) return std::nullopt;
  const std::vector<Fact> said = finders.target.Find(target);
  std::vector<TextEdit> edits;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i].SameValue(after[i])) continue;
    const Fact* there = OnlyOne(said, before[i]);
    const bool is_clear = MayBeCarried(before[i], after[i]) && CountValue(before, before[i]) == 1 && there != nullptr &&
                          TextOf(*there, target) == TextOf(before[i], then);
    if (!is_clear) return std::nullopt;
    edits.push_back({there->range, std::string(TextOf(after[i], now))});
  }
  if (edits.empty() || !SortEdits(edits, target.size())) return std::nullopt;
  return edits;
}

}  // namespace lockstep
