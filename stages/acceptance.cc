#include "stages/acceptance.h"

#include <utility>

namespace lockstep {
namespace {

// The basis of one side is that of before, or, where that side stood as it was bound, what the acceptance bound.
void Restore(std::optional<std::string>& basis, std::optional<std::string> former, bool is_there,
             std::string_view today) {
  if (former) basis = std::move(former);
  if (basis && is_there && *basis == today) basis.reset();
}

}  // namespace

void Accept(Binding& binding, const Word& word) {
  if (binding.acceptances.size() == kMostAcceptances) binding.acceptances.erase(binding.acceptances.begin());
  binding.acceptances.push_back({.who = word.who,
                                 .why = word.why,
                                 .when = word.when,
                                 .source_basis = std::move(binding.source_basis),
                                 .target_basis = std::move(binding.target_basis),
                                 .evidence = binding.evidence,
                                 .bound = binding.bound,
                                 .source_edited = binding.source_edited,
                                 .source_moved = binding.source_moved,
                                 .doubtful = binding.doubtful});
  NoteCleared(binding, {binding.source_edited.value_or(binding.bound), word.when, Evidence::kAccept});
  binding.source_basis.reset();
  binding.target_basis.reset();
  binding.source_edited.reset();
  binding.source_moved.reset();
  binding.doubtful = false;
  binding.evidence = Evidence::kAccept;
  binding.bound = word.when;
}

bool IsAcceptedBy(const Binding& binding, std::string_view by) {
  return !binding.acceptances.empty() && (by.empty() || binding.acceptances.back().when.by == by);
}

void TakeBack(Binding& binding, std::string_view source, std::string_view target) {
  Acceptance last = std::move(binding.acceptances.back());
  binding.acceptances.pop_back();
  binding.cleared.reset();  // which was this acceptance, or is long past
  Restore(binding.source_basis, std::move(last.source_basis), !binding.source.empty(), source);
  Restore(binding.target_basis, std::move(last.target_basis), !binding.target.empty(), target);
  // The edit that was accepted still is one, and so is one that came later.
  if (last.source_edited) binding.source_edited = std::move(last.source_edited);
  if (!binding.source_basis) binding.source_edited.reset();
  if (last.source_moved) binding.source_moved = std::move(last.source_moved);
  binding.evidence = last.evidence;
  binding.bound = std::move(last.bound);
  binding.doubtful = last.doubtful;
}

}  // namespace lockstep
