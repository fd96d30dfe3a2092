#include "stages/repair.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "locales/unicode.h"
#include "stages/fact_forms.h"

namespace lockstep {
namespace {

using Facts = std::vector<Fact>;

// What one fact of the source becomes, and how the query writes it.
struct Change {
  Fact from;
  Fact to;
  std::string_view written;
};

// The changes from `was` to `now`, which have the same kinds in the same order. Nothing where a fact changes its unit,
// or becomes two different ones.
std::optional<std::vector<Change>> ChangesOf(const Facts& was, const Facts& now, std::string_view query) {
  std::vector<Change> changes;
  for (std::size_t n = 0; n < was.size(); ++n) {
    if (was[n].unit != now[n].unit) return std::nullopt;
    const auto known = std::find_if(changes.begin(), changes.end(),
                                    [&](const Change& change) { return change.from.SameValue(was[n]); });
    if (known == changes.end()) {
      changes.push_back({was[n], now[n], Slice(query, now[n].range)});
    } else if (!known->to.SameValue(now[n])) {
      return std::nullopt;
    }
  }
  // What stays was only there to be compared.
  std::erase_if(changes, [](const Change& change) { return change.from.SameValue(change.to); });
  return changes;
}

std::ptrdiff_t CountOf(const Facts& facts, const Fact& wanted) {
  return std::count_if(facts.begin(), facts.end(), [&](const Fact& fact) { return fact.SameValue(wanted); });
}

const Change* ChangeOf(const std::vector<Change>& changes, const Fact& fact) {
  const auto found =
      std::find_if(changes.begin(), changes.end(), [&](const Change& change) { return change.from.SameValue(fact); });
  return found == changes.end() ? nullptr : &*found;
}

bool IsFigure(FactKind kind) {
  switch (kind) {
    case FactKind::kScore:
    case FactKind::kPrice:
    case FactKind::kMeasurement:
    case FactKind::kPercentage:
    case FactKind::kNumber: return true;
    default: return false;
  }
}

// A small whole number, which the source may say in a word: "dual" becomes 2基, "two-way" 2ウェイ.
bool MayBeAWord(const Fact& fact) {
  constexpr std::array<std::string_view, 13> kWords = {"0", "1", "2", "3",  "4",  "5", "6",
                                                       "7", "8", "9", "10", "11", "12"};
  return fact.kind == FactKind::kNumber && std::find(kWords.begin(), kWords.end(), fact.value) != kWords.end();
}

// True where the translation has a fact that its source has not and that may follow from a changed one: the same amount
// in another currency, the same length in another unit, "with tax 385". Figures follow from figures, else only one
// kind from itself.
bool MayFollow(const Facts& there, const Facts& was, const std::vector<Change>& changes) {
  const auto follows = [&](const Fact& fact) {
    return !MayBeAWord(fact) && CountOf(there, fact) > CountOf(was, fact) &&
           std::any_of(changes.begin(), changes.end(), [&](const Change& change) {
             return change.from.kind == fact.kind || (IsFigure(change.from.kind) && IsFigure(fact.kind));
           });
  };
  return std::any_of(there.begin(), there.end(), follows);
}

bool SayTheSame(const Facts& facts, const Facts& expected) {
  return std::equal(facts.begin(), facts.end(), expected.begin(), expected.end(),
                    [](const Fact& a, const Fact& b) { return a.SameValue(b); });
}

}  // namespace

std::optional<std::string> FactRepairer::Repair(std::string_view query, std::string_view source,
                                                std::string_view target) const {
  const Facts now = source_->Find(query);
  const Facts was = source_->Find(source);
  if (now.empty() || MaskFacts(query, now) != MaskFacts(source, was)) return std::nullopt;
  const std::optional<std::vector<Change>> changes = ChangesOf(was, now, query);
  if (!changes || changes->empty()) return std::nullopt;
  Facts there = target_->Find(target);
  for (const Change& change : *changes) {
    if (CountOf(there, change.from) != CountOf(was, change.from)) return std::nullopt;
  }
  if (MayFollow(there, was, *changes)) return std::nullopt;

  std::string repaired;
  std::size_t at = 0;
  for (Fact& fact : there) {
    const Change* change = ChangeOf(*changes, fact);
    if (change == nullptr) continue;
    const std::optional<std::string> written =
        RewriteFact(Slice(target, fact.range), change->from, change->to, change->written, *locale_);
    if (!written) return std::nullopt;
    repaired += target.substr(at, fact.range.begin - at);
    repaired += *written;
    at = fact.range.end;
    fact.value = change->to.value;
  }
  repaired += target.substr(at);
  if (!SayTheSame(target_->Find(repaired), there)) return std::nullopt;
  return repaired;
}

}  // namespace lockstep
