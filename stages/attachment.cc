#include "stages/attachment.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

namespace lockstep {
namespace {

SegmentIndices Free(const SegmentIndices& indices, const std::vector<std::int32_t>& owners) {
  SegmentIndices free;
  std::copy_if(indices.begin(), indices.end(), std::back_inserter(free),
               [&](std::uint32_t i) { return owners[i] == kFree; });
  return free;
}

std::int32_t OwnerOf(const SegmentIndices& indices, const std::vector<std::int32_t>& owners) {
  const auto owned = std::find_if(indices.begin(), indices.end(), [&](std::uint32_t i) { return owners[i] != kFree; });
  return owned == indices.end() ? kFree : owners[*owned];
}

}  // namespace

Binding NewBinding(SegmentIndices source, SegmentIndices target, double confidence, const Occasion& occasion) {
  Binding binding;
  binding.source = std::move(source);
  binding.target = std::move(target);
  binding.evidence = occasion.evidence;
  binding.bound = occasion.now;
  binding.confidence = static_cast<float>(confidence);
  return binding;
}

void TakeEditBack(Binding& binding, const Occasion& occasion) {
  if (!binding.source_edited) return;
  NoteCleared(binding, {*binding.source_edited, occasion.now, occasion.evidence, true});
  binding.source_edited.reset();
}

Attachment::Attachment(Bindings& bindings, const Outline& source, const Outline& target, const Occasion& occasion)
    : bindings_(bindings),
      source_(source),
      target_(target),
      occasion_(occasion),
      source_owner_(Owners(bindings, &Binding::source, source.segments.size())),
      target_owner_(Owners(bindings, &Binding::target, target.segments.size())) {}

void Attachment::Restore() {
  RestoreSide(source_, &Binding::source, &Binding::source_basis, source_owner_);
  RestoreSide(target_, &Binding::target, &Binding::target_basis, target_owner_);
  for (Binding& binding : bindings_) {
    if (!binding.source_basis) TakeEditBack(binding, occasion_);
  }
}

void Attachment::Follow(const Link& link) {
  if (!link.Paired() || link.level != LinkLevel::kSegment) return;
  const SegmentIndices free_source = Free(link.source, source_owner_);
  const SegmentIndices free_target = Free(link.target, target_owner_);
  if (free_source.empty() && free_target.empty()) return;
  const std::int32_t by_source = OwnerOf(link.source, source_owner_);
  const std::int32_t by_target = OwnerOf(link.target, target_owner_);
  if (by_source == kFree && by_target == kFree) {
    Own(static_cast<std::int32_t>(bindings_.size()), link.source, link.target);
    bindings_.push_back(NewBinding(link.source, link.target, link.confidence, occasion_));
    return;
  }
  if (!free_source.empty() && by_target != kFree) TakeSource(by_target, free_source);
  if (!free_target.empty() && by_source != kFree) TakeTarget(by_source, free_target);
}

void Attachment::Rest() {
  for (std::uint32_t j = 0; j < target_owner_.size(); ++j) {
    // A field that only the translation has is its own business.
    if (target_owner_[j] != kFree || target_.segments[j].is_field()) continue;
    const std::int32_t neighbour = NeighbourOwner(target_, target_owner_, j);
    if (neighbour != kFree) {
      TakeTarget(neighbour, {j});
    } else {
      Own(static_cast<std::int32_t>(bindings_.size()), {}, {j});
      bindings_.push_back(NewBinding({}, {j}, 1, occasion_));
    }
  }
  for (std::uint32_t i = 0; i < source_owner_.size(); ++i) {
    if (source_owner_[i] != kFree) continue;
    Own(static_cast<std::int32_t>(bindings_.size()), {i}, {});
    bindings_.push_back(NewBinding({i}, {}, 1, occasion_));
  }
}

void Attachment::Own(std::int32_t binding, const SegmentIndices& source, const SegmentIndices& target) {
  for (const std::uint32_t i : source) source_owner_[i] = binding;
  for (const std::uint32_t j : target) target_owner_[j] = binding;
}

// New source text for a target that has a binding: it is that binding's where its source is gone or was edited, or
// where the target was edited just now. Otherwise nobody has translated it yet.
void Attachment::TakeSource(std::int32_t owner, const SegmentIndices& free) {
  Binding& binding = bindings_[static_cast<std::size_t>(owner)];
  const bool target_followed = binding.target_basis && binding.target_edited == occasion_.now;
  if (!binding.source.empty() && !target_followed) return;
  if (!binding.source_basis) binding.source_basis = JoinTexts(source_, binding.source);
  if (!binding.source_edited) binding.source_edited = occasion_.now;
  InsertAll(binding.source, free);
  Own(owner, free, {});
}

// New target text for a source that has a binding: the translator's business in any case.
void Attachment::TakeTarget(std::int32_t owner, const SegmentIndices& free) {
  Binding& binding = bindings_[static_cast<std::size_t>(owner)];
  if (!binding.target_basis && !binding.target.empty()) binding.target_basis = JoinTexts(target_, binding.target);
  const bool was_missing = binding.target.empty() && !binding.target_basis;
  InsertAll(binding.target, free);
  binding.target_edited = occasion_.now;
  if (was_missing) {  // translated at last: made for the source as it is now
    NoteCleared(binding, {binding.bound, occasion_.now, occasion_.evidence});
    binding.source_basis.reset();
    binding.source_edited.reset();
    binding.bound = occasion_.now;
    binding.evidence = occasion_.evidence;
    binding.acceptances.clear();
  }
  Own(owner, {}, free);
}

void Attachment::RestoreSide(const Outline& today, BindingSide side, std::optional<std::string> Binding::*basis,
                             Owned& owners) {
  const BindingSide other_side = side == &Binding::source ? &Binding::target : &Binding::source;
  const Outline& other = side == &Binding::source ? target_ : source_;
  // A title is not back where a heading says the same words, nor is prose where code does.
  using Place = std::tuple<std::string_view, bool, std::string_view>;
  const auto place_of = [](const OutlineSegment& segment, std::string_view text) {
    return Place(segment.field, segment.is_verbatim(), text);
  };
  std::map<Place, std::uint32_t> free;
  for (std::uint32_t i = 0; i < owners.size(); ++i) {
    if (owners[i] == kFree) free.emplace(place_of(today.segments[i], today.segments[i].text), i);
  }
  for (std::size_t b = 0; b < bindings_.size() && !free.empty(); ++b) {
    Binding& binding = bindings_[b];
    if (!(binding.*side).empty() || !(binding.*basis) || (binding.*other_side).empty()) continue;
    const auto found = free.find(place_of(other.segments[(binding.*other_side).front()], *(binding.*basis)));
    if (found == free.end()) continue;
    (binding.*side).push_back(found->second);
    owners[found->second] = static_cast<std::int32_t>(b);
    (binding.*basis).reset();
    free.erase(found);
  }
}

}  // namespace lockstep
