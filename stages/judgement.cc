#include "stages/judgement.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "stages/bindings.h"
#include "stages/field_judgement.h"
#include "stages/field_rules.h"

namespace lockstep {
namespace {

std::optional<std::uint32_t> FirstLine(const Outline& outline, const std::vector<std::uint32_t>& segments) {
  if (segments.empty()) return std::nullopt;
  return outline.segments[segments.front()].first_line;
}

// Where the text stands, for people: the section of the source, or of the translation where there is no source.
const OutlineSegment* Place(const Binding& binding, const Outline& source, const Outline& target) {
  if (!binding.source.empty()) return &source.segments[binding.source.front()];
  if (!binding.target.empty()) return &target.segments[binding.target.front()];
  return nullptr;
}

// True where somebody has said of an earlier wording that nothing is to be done.
bool WasAcceptedAsIs(const Binding& binding) {
  return !binding.acceptances.empty();
}

Reason BodyReason(const Binding& binding, const Decision& decision, const Sides& sides) {
  Reason reason;
  reason.state = decision.state;
  reason.edit_class = decision.edit_class;
  if (sides.target_then || WasAcceptedAsIs(binding)) reason.old_text = sides.source_then;  // else there is no binding
  reason.new_text = sides.source_now;
  reason.source_text = sides.source_now;
  reason.target_text = sides.target_now;
  return reason;
}

// A score line repeats a rating: where both lines are there and differ, no binding can make that right.
bool ScoreLinesDiffer(const Binding& binding, const Outline& source, const Outline& target, const Sides& sides,
                      const Finders& finders) {
  if (binding.source.size() != 1 || binding.target.size() != 1) return false;
  const OutlineSegment& s = source.segments[binding.source.front()];
  const OutlineSegment& t = target.segments[binding.target.front()];
  if (s.is_field() || s.block_kind != BlockKind::kScoreLine || t.block_kind != BlockKind::kScoreLine) return false;
  return !CompareFacts(finders.source.Find(*sides.source_now), finders.target.Find(*sides.target_now)).empty();
}

// Missing and orphan are said of whole documents; one that lacks a segment, or has one too many, is behind its source.
State StateOfDocument(State segment) {
  return segment == State::kMissing || segment == State::kOrphan ? State::kStale : segment;
}

// True where the source never had what the translation says.
bool IsAddition(const Binding& binding) {
  return binding.source.empty() && binding.source_basis.value_or("").empty();
}

// False for fields that do not say in another language what the source's says.
bool MayBeWrong(const OutlineSegment& place) {
  return !place.is_field() || place.role == FieldRole::kTranslate || place.role == FieldRole::kConvert;
}

// Whether a figure in what stands is wrong, whoever edited what.
State StateOfWhatStands(const Binding& binding, const Outline& source, const Outline& target, const Sides& sides,
                        const Finders& finders) {
  // Nobody can tell which of two lines is right that differed already when they were first seen.
  if (ScoreLinesDiffer(binding, source, target, sides, finders)) {
    return binding.AsBound() && !binding.target_edited ? State::kSuspect : State::kStale;
  }
  if (!binding.doubtful || !binding.AsBound()) return State::kCurrent;
  return binding.target_edited ? State::kAhead : State::kSuspect;
}

// The source stands elsewhere than the translation: an edit that no text shows.
std::optional<Reason> MovedReason(const Binding& binding, const Outline& source, const Sides& sides,
                                  const Policy& policy) {
  if (!binding.source_moved || binding.source.empty() || binding.target.empty()) return std::nullopt;
  Reason reason;
  reason.moved = true;
  const bool is_reference = source.segments[binding.source.front()].block_kind == BlockKind::kReference;
  reason.edit_class = is_reference ? EditClass::kReference : EditClass::kStructure;
  reason.old_text = reason.new_text = reason.source_text = sides.source_now;
  reason.target_text = sides.target_now;
  return policy.Ignores(reason.edit_class) ? std::nullopt : std::optional(reason);
}

// Since when a reason holds: since the edit that made it so, or since the two were first seen.
std::optional<Moment> SinceOf(const Binding& binding, const Reason& reason) {
  const State state = reason.state;
  if (reason.moved) return binding.source_moved;
  if (state == State::kMissing && binding.target_basis) return binding.target_edited;
  // What was never there is missing since its source came, however often that was edited since, unless somebody has
  // said that it need not be there.
  const bool by_edit = state != State::kMissing || WasAcceptedAsIs(binding);
  if (by_edit && binding.source_edited) return binding.source_edited;
  const bool is_made_by_target = state == State::kAhead || state == State::kStale;
  if (is_made_by_target && binding.target_edited) return binding.target_edited;
  return binding.bound.by.empty() ? std::nullopt : std::optional(binding.bound);
}

// Where the source of a sentence that is gone would stand: at what its neighbours in the translation are made for. A
// paragraph that is gone as a whole has no such place.
class LostPlaces {
 public:
  LostPlaces(const Bindings& bindings, const Outline& source, const Outline& target)
      : bindings_(bindings), source_(source), target_(target), owners_(target.segments.size(), kFree) {
    for (std::size_t b = 0; b < bindings.size(); ++b) {
      if (bindings[b].source.empty()) continue;
      for (const std::uint32_t j : bindings[b].target) owners_[j] = static_cast<std::int32_t>(b);
    }
  }

  std::optional<std::uint32_t> LineOf(const Binding& binding) const {
    const std::int32_t owner = NeighbourOwner(target_, owners_, binding.target.front());
    if (owner == kFree) return std::nullopt;
    return FirstLine(source_, bindings_[static_cast<std::size_t>(owner)].source);
  }

 private:
  const Bindings& bindings_;
  const Outline& source_;
  const Outline& target_;
  std::vector<std::int32_t> owners_;  // by segment of the target; kFree where its source is gone
};

// The blocks of a side of which some sentence has a counterpart.
std::vector<bool> PairedBlocks(const Bindings& bindings, BindingSide side, const Outline& outline) {
  std::vector<bool> paired(outline.segments.empty() ? 0 : outline.segments.back().block + 1, false);
  for (const Binding& binding : bindings) {
    if (binding.source.empty() || binding.target.empty()) continue;
    for (const std::uint32_t n : binding.*side)
      if (!outline.segments[n].is_field()) paired[outline.segments[n].block] = true;
  }
  return paired;
}

class Examiner {
 public:
  Examiner(const Bindings& bindings, const Outline& source, const Outline& target, const Finders& finders,
           const Policy& policy)
      : source_(source),
        target_(target),
        finders_(finders),
        policy_(policy),
        lost_(bindings, source, target),
        paired_source_(PairedBlocks(bindings, &Binding::source, source)),
        paired_target_(PairedBlocks(bindings, &Binding::target, target)) {}

  Finding Examine(const Binding& binding) const {
    Finding finding;
    finding.sides = SidesOf(binding, source_, target_);
    finding.is_addition = IsAddition(binding);
    const OutlineSegment* place = Place(binding, source_, target_);
    if (place == nullptr) return finding;
    finding.is_verbatim = place->is_verbatim();

    // 0. Current if a person said so, and neither side was touched since.
    if (binding.evidence == Evidence::kAccept && binding.AsBound() && !binding.source_moved) {
      finding.decision.rung = Rung::kAccepted;
      return finding;
    }
    finding.decision = DecideOn(binding, *place, finding.sides);
    if (place->is_field()) {
      finding.reasons = ExplainField(finding.decision, finding.sides, *place);
    } else {
      if (finding.decision.state != State::kCurrent)
        finding.reasons = {BodyReason(binding, finding.decision, finding.sides)};
      TellMove(binding, finding);
    }
    for (Reason& reason : finding.reasons) {
      reason.is_addition = finding.is_addition;
      Locate(binding, *place, reason);
    }
    return finding;
  }

 private:
  void TellMove(const Binding& binding, Finding& finding) const {
    std::optional<Reason> moved = MovedReason(binding, source_, finding.sides, policy_);
    if (!moved) return;
    if (finding.decision.state == State::kCurrent) {
      finding.decision.rung = Rung::kSourceEdited;
      finding.decision.state = State::kStale;
      finding.decision.edit_class = moved->edit_class;
    }
    finding.reasons.push_back(*std::move(moved));
  }

  Decision DecideOn(const Binding& binding, const OutlineSegment& place, const Sides& sides) const {
    Decision decision = place.is_field() ? DecideField(sides, place, finders_, policy_)
                                         : Decide(sides, RoleOf(binding, source_, target_), finders_, policy_);
    const bool is_alone = decision.state == State::kMissing || decision.state == State::kOrphan;
    // Its links may stand in the text.
    if (is_alone && !place.is_field() && place.block_kind == BlockKind::kDefinition) return {};
    if (is_alone && !place.is_field()) decision.edit_class = ClassOfLone(binding);
    if (decision.state == State::kCurrent || decision.state == State::kAhead) {
      const State standing = StateOfWhatStands(binding, source_, target_, sides, finders_);
      if (standing != State::kCurrent && MayBeWrong(place)) {
        decision.state = standing;
        decision.edit_class = place.is_field() ? ClassOfField(place.field) : EditClass::kFigure;
      }
    }
    if (decision.state != State::kCurrent && policy_.Ignores(decision.edit_class)) {
      decision.state = State::kCurrent;
      decision.ignored = true;
    }
    return decision;
  }

  // A sentence added to or taken from a block whose others have counterparts is an edit of its wording, not of the
  // structure.
  EditClass ClassOfLone(const Binding& binding) const {
    const bool shares_block = binding.source.empty() ? paired_target_[target_.segments[binding.target.front()].block]
                                                     : paired_source_[source_.segments[binding.source.front()].block];
    return shares_block ? EditClass::kProse : EditClass::kStructure;
  }

  // What a reason needs besides its texts.
  void Locate(const Binding& binding, const OutlineSegment& place, Reason& reason) const {
    reason.severity = policy_.SeverityOf(reason.edit_class, reason.field);
    reason.source_line = FirstLine(source_, binding.source);
    if (reason.state == State::kOrphan && binding.source_basis && !reason.field)
      reason.source_line = lost_.LineOf(binding);
    reason.target_line = FirstLine(target_, binding.target);
    reason.section = place.section;
    reason.since = SinceOf(binding, reason);
  }

  const Outline& source_;
  const Outline& target_;
  const Finders& finders_;
  const Policy& policy_;
  LostPlaces lost_;
  std::vector<bool> paired_source_, paired_target_;  // by block
};

}  // namespace

std::vector<Finding> Examine(const Bindings& bindings, const Outline& source, const Outline& target,
                             const Finders& finders, const Policy& policy) {
  const Examiner examiner(bindings, source, target, finders, policy);
  std::vector<Finding> findings;
  findings.reserve(bindings.size());
  for (const Binding& binding : bindings) findings.push_back(examiner.Examine(binding));
  return findings;
}

Verdict Summarize(const std::vector<Finding>& findings) {
  Verdict verdict;
  for (const Finding& finding : findings) {
    for (const Reason& reason : finding.reasons) {
      if (IsDebt(reason)) {
        verdict.state = std::max(verdict.state, StateOfDocument(reason.state));
        verdict.severity = std::max(verdict.severity, reason.severity);
      }
      verdict.reasons.push_back(reason);
    }
  }
  std::stable_sort(verdict.reasons.begin(), verdict.reasons.end(), ComesBefore);
  return verdict;
}

Verdict Judge(const Bindings& bindings, const Outline& source, const Outline& target, const Finders& finders,
              const Policy& policy) {
  return Summarize(Examine(bindings, source, target, finders, policy));
}

}  // namespace lockstep
