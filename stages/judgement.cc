#include "stages/judgement.h"

#include <algorithm>
#include <utility>

#include "stages/normalization.h"

namespace lockstep {
namespace {

bool Contains(const std::vector<Fact>& facts, const Fact& wanted) {
  return std::any_of(facts.begin(), facts.end(), [&](const Fact& fact) { return fact.SameValue(wanted); });
}

// Facts that a translation must carry as they are. Amounts may stand in another currency, names in another script, and
// small counts in words.
bool MustBeCarried(const Fact& fact, const std::vector<Fact>& target) {
  switch (fact.kind) {
    case FactKind::kModelName:
    case FactKind::kNumber: return false;
    case FactKind::kPrice:
      return std::none_of(target.begin(), target.end(),
                          [&](const Fact& other) { return other.kind == FactKind::kPrice && other.unit != fact.unit; });
    default: return true;
  }
}

// True where an edited target followed the source's edit: it carries what came, and nothing of what went.
bool Followed(const FactChange& change, const std::vector<Fact>& target) {
  return std::none_of(change.gone.begin(), change.gone.end(),
                      [&](const Fact& fact) { return fact.kind != FactKind::kModelName && Contains(target, fact); }) &&
         std::all_of(change.come.begin(), change.come.end(),
                     [&](const Fact& fact) { return !MustBeCarried(fact, target) || Contains(target, fact); });
}

Decision Stale(Rung rung, EditClass edit_class, FactChange change, const Policy& policy) {
  const bool ignored = policy.Ignores(edit_class);
  return {rung, ignored ? State::kCurrent : State::kStale, edit_class, std::move(change), false, ignored};
}

}  // namespace

Decision Decide(const Sides& sides, TextRole role, const Finders& finders, const Policy& policy) {
  const auto& [source_then, source_now, target_then, target_now] = sides;

  // 1. Missing if nothing in the translation stands for this source.
  if (!target_now) return {Rung::kMissing, State::kMissing, EditClass::kStructure, {}, false};

  // 2. Orphan if the translation stands for nothing in the source (any more).
  if (!source_now) return {Rung::kOrphan, State::kOrphan, EditClass::kStructure, {}, false};

  const bool source_edited = source_then != source_now;
  const bool target_edited = target_then != target_now;

  // 3. Current if both sides stand as they were bound.
  if (!source_edited && !target_edited) return {};

  const std::vector<Fact> target_facts = finders.target.Find(*target_now);
  const std::vector<Fact> now = finders.source.Find(*source_now);

  // 4. Current if only the target was edited: that is the translator's business. If the edit brought facts that the
  //    source lacks, and took away facts that it has, the translation may know something the source does not.
  if (!source_edited) {
    const FactChange edit = CompareFacts(finders.target.Find(target_then.value_or("")), target_facts);
    const bool disagrees =
        std::any_of(edit.come.begin(), edit.come.end(), [&](const Fact& f) { return !Contains(now, f); }) &&
        std::any_of(edit.gone.begin(), edit.gone.end(), [&](const Fact& f) { return Contains(now, f); });
    return {Rung::kTargetEdited, disagrees ? State::kAhead : State::kCurrent, EditClass::kFigure, edit, true};
  }

  const std::vector<Fact> then = finders.source.Find(source_then.value_or(""));
  FactChange change = CompareFacts(then, now);
  const EditClass edit_class =
      source_then ? Classify({*source_then, then}, {*source_now, now}, role) : EditClass::kStructure;

  const bool asks_nothing = edit_class == EditClass::kCosmetic && policy.Ignores(edit_class);

  // 5. Stale if the source was edited and the target was not, unless the edit is cosmetic, or only brings the source
  //    to what the target already says.
  if (!target_edited) {
    const bool only_facts = edit_class == EditClass::kFigure || edit_class == EditClass::kCurrency;
    if (asks_nothing || (only_facts && AlreadySays(change, target_facts))) {
      return {Rung::kSourceEdited, State::kCurrent, edit_class, std::move(change), true};
    }
    return Stale(Rung::kSourceEdited, edit_class, std::move(change), policy);
  }

  // 6. Current if both were edited and the target followed; stale if it still says what the source no longer does.
  if (asks_nothing || Followed(change, target_facts)) {
    return {Rung::kBothEdited, State::kCurrent, edit_class, std::move(change), true};
  }
  return Stale(Rung::kBothEdited, edit_class, std::move(change), policy);
}

}  // namespace lockstep
