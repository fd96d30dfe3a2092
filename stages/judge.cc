// Turns the decisions about all bindings of a translation into its verdict.

#include <algorithm>
#include <tuple>
#include <utility>

#include "stages/bindings.h"
#include "stages/field_judgement.h"
#include "stages/judgement.h"

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

// A sentence added to or taken from a block that has others is an edit of its wording, not of the structure.
EditClass ClassOfLone(const Outline& outline, const std::vector<std::uint32_t>& segments) {
  const std::uint32_t index = segments.front();
  const auto shares_block = [&](std::size_t other) {
    return other < outline.segments.size() && !outline.segments[other].is_field() &&
           outline.segments[other].block == outline.segments[index].block;
  };
  const bool alone = !(index > 0 && shares_block(index - 1)) && !shares_block(segments.back() + 1);
  return alone ? EditClass::kStructure : EditClass::kProse;
}

Reason BodyReason(const Decision& decision, const Sides& sides) {
  Reason reason;
  reason.state = decision.state;
  reason.edit_class = decision.edit_class;
  reason.severity = UrgencyOf(decision.edit_class);
  reason.rung = static_cast<int>(decision.rung);
  if (decision.state == State::kStale || decision.state == State::kOrphan) reason.old_text = sides.source_then;
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

// Text that the translation has on its own (a local source, a note) is told of, and is no debt.
bool IsAddition(const Binding& binding) {
  return binding.source.empty() && !binding.source_basis;
}

// What the judge of one translation looks at.
struct Case {
  const Outline& source;
  const Outline& target;
  const Finders& finders;
  const Policy& policy;
};

std::vector<Reason> ReasonsOf(const Binding& binding, const Case& all) {
  const Sides sides = SidesOf(binding, all.source, all.target);
  const OutlineSegment* place = Place(binding, all.source, all.target);
  if (place == nullptr) return {};
  if (place->is_field()) return ExplainField(DecideField(sides, *place, all.policy), sides, *place);

  Decision decision = Decide(sides, RoleOf(binding, all.source, all.target), all.finders, all.policy);
  if (decision.state == State::kMissing) decision.edit_class = ClassOfLone(all.source, binding.source);
  if (decision.state == State::kOrphan) decision.edit_class = ClassOfLone(all.target, binding.target);
  if (decision.state == State::kCurrent && ScoreLinesDiffer(binding, all.source, all.target, sides, all.finders)) {
    // Nobody can tell which of two lines is right that differed already when they were bound.
    decision.state = decision.rung == Rung::kAsBound ? State::kSuspect : State::kStale;
    decision.edit_class = EditClass::kFigure;
  }
  if (decision.state == State::kCurrent && binding.doubtful && decision.rung == Rung::kAsBound) {
    decision.state = State::kSuspect;
    decision.edit_class = EditClass::kFigure;
  }
  if (decision.state == State::kCurrent) return {};
  return {BodyReason(decision, sides)};
}

}  // namespace

namespace {

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

}  // namespace

Verdict Judge(const Bindings& bindings, const Outline& source, const Outline& target, const Finders& finders,
              const Policy& policy) {
  Verdict verdict;
  const Case all{source, target, finders, policy};
  const LostPlaces lost(bindings, source, target);
  for (const Binding& binding : bindings) {
    for (Reason& reason : ReasonsOf(binding, all)) {
      reason.source_line = FirstLine(source, binding.source);
      if (reason.state == State::kOrphan && binding.source_basis && !reason.field)
        reason.source_line = lost.LineOf(binding);
      reason.target_line = FirstLine(target, binding.target);
      reason.section = Place(binding, source, target)->section;
      reason.since = binding.source_edited;
      if (reason.state != State::kAhead && !IsAddition(binding)) {
        verdict.state = std::max(verdict.state, StateOfDocument(reason.state));
        verdict.severity = std::max(verdict.severity, reason.severity);
      }
      verdict.reasons.push_back(std::move(reason));
    }
  }
  std::stable_sort(verdict.reasons.begin(), verdict.reasons.end(), [](const Reason& a, const Reason& b) {
    return std::tuple(b.severity, a.source_line.value_or(~0U), a.target_line.value_or(~0U)) <
           std::tuple(a.severity, b.source_line.value_or(~0U), b.target_line.value_or(~0U));
  });
  return verdict;
}

}  // namespace lockstep
