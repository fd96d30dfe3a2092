#include "stages/attachment.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include "stages/edit_class.h"
#include "stages/word_bag.h"

namespace lockstep {
namespace {

constexpr std::size_t kWordsToRecognize = 3;
constexpr float kEditKeeps = 0.4F;  // the share of words that an edit leaves at least

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

// Those of `indices` that stand in a block of `others`, or in the next to one; all where there are no others. Text
// elsewhere is no translator's addition to them, however like it is.
SegmentIndices Beside(const SegmentIndices& others, const SegmentIndices& indices, const Outline& outline) {
  if (others.empty()) return indices;
  const auto is_beside = [&](std::uint32_t index, std::uint32_t other) {
    const OutlineSegment &a = outline.segments[index], &b = outline.segments[other];
    if (a.is_field() || b.is_field()) return a.field == b.field;
    return std::max(a.block, b.block) - std::min(a.block, b.block) <= 1;
  };
  SegmentIndices beside;
  std::copy_if(indices.begin(), indices.end(), std::back_inserter(beside), [&](std::uint32_t index) {
    return std::any_of(others.begin(), others.end(), [&](std::uint32_t other) { return is_beside(index, other); });
  });
  return beside;
}

// One side of a binding, seen with the other one.
struct Side {
  BindingSide segments;
  std::optional<std::string> Binding::*basis;
  BindingSide other_segments;
  std::optional<std::string> Binding::*other_basis;
  std::optional<std::string> Acceptance::*accepted_basis;
};
constexpr Side kSourceSide = {&Binding::source, &Binding::source_basis, &Binding::target, &Binding::target_basis,
                              &Acceptance::source_basis};
constexpr Side kTargetSide = {&Binding::target, &Binding::target_basis, &Binding::source, &Binding::source_basis,
                              &Acceptance::target_basis};

// What a side was bound with; of one whose loss was accepted, what it lost.
const std::optional<std::string>& BoundText(const Binding& binding, const Side& side) {
  const bool is_given_up = (binding.*side.segments).empty() && !(binding.*side.basis) && !binding.acceptances.empty();
  return is_given_up ? binding.acceptances.back().*side.accepted_basis : binding.*side.basis;
}

// True where the words are enough to know a text by. What is shorter (a cell's "Yes") comes again for other reasons.
bool IsTelling(const OutlineSegment& segment, const WordBag& words) {
  return segment.block_kind == BlockKind::kHeading || words.size() >= kWordsToRecognize;
}

// True where a binding has come to stand for another text than it was made for: an edit leaves more of it.
bool StandsForAnother(const std::string& bound, const OutlineSegment& today) {
  const WordBag words = WordsOf(bound);
  return IsTelling(today, words) && Likeness(words, WordsOf(today.text)) < kEditKeeps;
}

// The texts that a binding may have back: those that nobody has, and those that are bound to nothing, since of two
// copies the one that was translated may be gone.
class Offer {
 public:
  Offer(const Bindings& bindings, const Outline& today, const Side& side, const std::vector<std::int32_t>& owners) {
    for (std::uint32_t i = 0; i < owners.size(); ++i) {
      const OutlineSegment& segment = today.segments[i];
      if (owners[i] == kFree) {
        free_.emplace(PlaceOf(segment, segment.text), i);
      } else if (IsAlone(bindings[static_cast<std::size_t>(owners[i])], side) &&
                 IsTelling(segment, WordsOf(segment.text))) {
        alone_.emplace(PlaceOf(segment, segment.text), i);
      }
    }
  }

  // The segment that says `text` and stands as `like` does: in the same field, or in the body, as prose or as code. A
  // title is not back where a heading says the same words.
  std::optional<std::uint32_t> Take(const OutlineSegment& like, std::string_view text) {
    for (auto* offered : {&free_, &alone_}) {
      if (const auto found = offered->extract(PlaceOf(like, text))) return found.mapped();
    }
    return std::nullopt;
  }
  bool empty() const { return free_.empty() && alone_.empty(); }

 private:
  using Place = std::tuple<std::string_view, bool, std::string_view>;

  static Place PlaceOf(const OutlineSegment& segment, std::string_view text) {
    return {segment.field, segment.is_verbatim(), text};
  }
  static bool IsAlone(const Binding& binding, const Side& side) {
    const std::optional<std::string>& basis = binding.*side.other_basis;
    return (binding.*side.other_segments).empty() && (!basis || basis->empty()) && binding.acceptances.empty();
  }

  std::map<Place, std::uint32_t> free_, alone_;
};

// True where hardly a word is left, and few letters at the begin and the end: a typo in a short text leaves those.
bool IsAnotherText(std::string_view before, std::string_view after) {
  if (Likeness(WordsOf(before), WordsOf(after)) >= kEditKeeps) return false;
  const auto front = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
  const auto back = std::mismatch(before.rbegin(), before.rend(), after.rbegin(), after.rend());
  const auto kept = (front.first - before.begin()) + (back.first - before.rbegin());
  return 2 * static_cast<std::size_t>(kept) <= std::max(before.size(), after.size());
}

// True where the translation of a source that is gone has come to say something else.
bool IsRewrittenOrphan(const Binding& binding, const Outline& target) {
  if (!binding.source.empty() || binding.target.empty() || !binding.target_basis) return false;
  const std::string now = JoinTexts(target, binding.target);
  return IsMoreThanATypo(*binding.target_basis, now) || IsAnotherText(*binding.target_basis, now);
}

// By segment of the target: whether it is new text of an orphan that was rewritten, or in one row of a table with such
// text, since the other cells may say what they said. An orphan that stands as it was may mean anything.
std::vector<bool> RewrittenOrphans(const Bindings& bindings, const Outline& target) {
  const std::vector<OutlineSegment>& segments = target.segments;
  std::vector<bool> rewritten(segments.size(), false);
  for (const Binding& binding : bindings) {
    if (!IsRewrittenOrphan(binding, target)) continue;
    for (const std::uint32_t j : binding.target)
      rewritten[j] = binding.target_basis->find(segments[j].text) == std::string::npos;
  }
  for (std::size_t j = 1; j < segments.size(); ++j)
    if (rewritten[j - 1] && AreInOneRow(segments[j - 1], segments[j])) rewritten[j] = true;
  for (std::size_t j = segments.size(); j-- > 1;)
    if (rewritten[j] && AreInOneRow(segments[j - 1], segments[j])) rewritten[j - 1] = true;
  return rewritten;
}

// Two passes: what lost its text, then what has come to stand for another text.
void RestoreSide(Bindings& bindings, const Side& side, const Outline& today, const Outline& other,
                 std::vector<std::int32_t>& owners) {
  Offer offer(bindings, today, side, owners);
  for (const bool lost : {true, false}) {
    for (std::size_t b = 0; b < bindings.size() && !offer.empty(); ++b) {
      Binding& binding = bindings[b];
      SegmentIndices& segments = binding.*side.segments;
      const std::optional<std::string>& bound = BoundText(binding, side);
      if (segments.empty() != lost || !bound || (binding.*side.other_segments).empty()) continue;
      if (!lost && !StandsForAnother(*bound, today.segments[segments.front()])) continue;
      const std::optional<std::uint32_t> back =
          offer.Take(other.segments[(binding.*side.other_segments).front()], *bound);
      if (!back) continue;
      if (owners[*back] != kFree) std::erase(bindings[static_cast<std::size_t>(owners[*back])].*side.segments, *back);
      for (const std::uint32_t segment : segments) owners[segment] = kFree;
      segments = {*back};
      owners[*back] = static_cast<std::int32_t>(b);
      (binding.*side.basis).reset();
    }
  }
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

bool IsUntranslated(const Binding& binding) {
  return binding.target.empty() && !binding.target_basis;
}

Attachment::Attachment(Bindings& bindings, const Outline& source, const Outline& target, const Occasion& occasion)
    : bindings_(bindings),
      source_(source),
      target_(target),
      occasion_(occasion),
      source_owner_(Owners(bindings, &Binding::source, source.segments.size())),
      target_owner_(Owners(bindings, &Binding::target, target.segments.size())),
      rewritten_(RewrittenOrphans(bindings, target)) {}

void Attachment::Restore() {
  RestoreSide(bindings_, kSourceSide, source_, target_, source_owner_);
  RestoreSide(bindings_, kTargetSide, target_, source_, target_owner_);
  for (Binding& binding : bindings_) {
    if (!binding.source_basis) TakeEditBack(binding, occasion_);
  }
}

void Attachment::Follow(const Link& link) {
  if (!link.Paired() || link.level != LinkLevel::kSegment) return;
  const std::int32_t by_source = OwnerOf(link.source, source_owner_);
  if (by_source != kFree && IsUntranslated(bindings_[static_cast<std::size_t>(by_source)]))
    FreeRewrittenOrphans(link.target);
  const SegmentIndices free_source = Free(link.source, source_owner_);
  const SegmentIndices free_target = Free(link.target, target_owner_);
  if (free_source.empty() && free_target.empty()) return;
  const std::int32_t by_target = OwnerOf(link.target, target_owner_);
  if (by_source == kFree && by_target == kFree) {
    Own(static_cast<std::int32_t>(bindings_.size()), link.source, link.target);
    bindings_.push_back(NewBinding(link.source, link.target, link.confidence, occasion_));
    return;
  }
  if (!free_source.empty() && by_target != kFree) TakeSource(by_target, free_source);
  if (free_target.empty() || by_source == kFree) return;
  const SegmentIndices& stands = bindings_[static_cast<std::size_t>(by_source)].target;
  if (const SegmentIndices beside = Beside(stands, free_target, target_); !beside.empty())
    TakeTarget(by_source, beside);
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
  const bool was_missing = IsUntranslated(binding);
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

void Attachment::FreeRewrittenOrphans(const SegmentIndices& target) {
  for (const std::uint32_t j : target) {
    if (!rewritten_[j] || target_owner_[j] == kFree) continue;
    Binding& owner = bindings_[static_cast<std::size_t>(target_owner_[j])];
    if (!owner.source.empty()) continue;
    std::erase(owner.target, j);
    target_owner_[j] = kFree;
  }
}

}  // namespace lockstep
