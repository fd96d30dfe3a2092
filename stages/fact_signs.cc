#include "stages/fact_signs.h"

#include <algorithm>

namespace lockstep {
namespace {

bool IsQuantity(const Fact& fact) {
  switch (fact.kind) {
    case FactKind::kPrice:
    case FactKind::kMeasurement:
    case FactKind::kPercentage:
    case FactKind::kNumber: return true;
    default: return false;
  }
}

Fact Negated(Fact fact) {
  if (fact.value.starts_with('-')) {
    fact.value.erase(0, 1);
  } else {
    fact.value.insert(0, "-");
  }
  return fact;
}

bool Has(const std::vector<Fact>& facts, const Fact& wanted) {
  return std::any_of(facts.begin(), facts.end(), [&](const Fact& fact) { return fact.SameValue(wanted); });
}

}  // namespace

std::vector<Fact> SignedAs(std::vector<Fact> facts, const std::vector<Fact>& other) {
  for (Fact& fact : facts) {
    if (!IsQuantity(fact) || Has(other, fact)) continue;
    Fact negated = Negated(fact);
    if (Has(other, negated)) fact = std::move(negated);
  }
  return facts;
}

}  // namespace lockstep
