#include "stages/explanation.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace lockstep {
namespace {

std::string TellEvidence(const Binding& binding) {
  const bool was_alone =
      (binding.source.empty() && !binding.source_basis) || (binding.target.empty() && !binding.target_basis);
  if (was_alone && binding.evidence != Evidence::kAccept) return "first seen, without a counterpart";
  switch (binding.evidence) {
    case Evidence::kBootstrap: return "taken for current when the two were first seen: nobody saw it being made";
    case Evidence::kSync: return "seen by sync";
    case Evidence::kGit: return "seen in the repository's history";
    case Evidence::kPropagated: return "taken over from the source by propagate";
    case Evidence::kImport: return "brought back by a translator's package";
    case Evidence::kAccept: break;
  }
  if (binding.acceptances.empty()) return "accepted as it stood";
  const Acceptance& last = binding.acceptances.back();
  return fmt::format("accepted as it stood by {}{}", last.who, last.why.empty() ? "" : fmt::format(": {}", last.why));
}

std::string TellAsBound(const Finding& finding, const Binding& binding, const OutlineSegment& place) {
  const std::string both = "both sides stand as they were bound";
  const std::string unseen = binding.evidence == Evidence::kImport ? "" : "nobody saw them being made, and ";
  if (finding.decision.state == State::kSuspect && place.role == FieldRole::kConvert && place.is_field()) {
    return both + ", but " + unseen + "by no usual rate of their currencies are they one price";
  }
  if (finding.decision.state == State::kSuspect) {
    return both + (place.block_kind == BlockKind::kScoreLine
                       ? ", but they are score lines that differ, and nobody can tell which is right"
                       : ", but " + unseen + "their figures contradict each other");
  }
  if (finding.decision.state == State::kAhead) {
    return both + ", since the translation was edited: it says a figure that the source does not";
  }
  return finding.decision.state == State::kStale ? both + ", but this field must equal the source's" : both;
}

bool HasMoved(const Finding& finding) {
  return std::any_of(finding.reasons.begin(), finding.reasons.end(), [](const Reason& reason) { return reason.moved; });
}

bool HasOnlyMoved(const Finding& finding) {
  return finding.reasons.size() == 1 && finding.reasons.front().moved;
}

std::string TellSourceEdited(const Finding& finding, const OutlineSegment& place) {
  const Decision& decision = finding.decision;
  if (HasOnlyMoved(finding)) return "the source was moved to another place, and the translation was not";
  std::string edited = "the source was edited and the translation was not";
  if (place.is_field() && place.role == FieldRole::kCopy) return edited + "; this field must equal the source's";
  if (decision.state != State::kCurrent || decision.ignored) return edited;
  if (decision.edit_class == EditClass::kCosmetic) return edited + ", but the edit is cosmetic";
  if (decision.polished) {
    return edited + ", but the edit only polishes the wording, and the translator worked through the paragraph";
  }
  return edited + ", but the edit only brings the source to what the translation already says";
}

std::string TellBothEdited(const Finding& finding, const OutlineSegment& place) {
  if (finding.decision.state == State::kCurrent && !finding.decision.ignored) {
    return "both sides were edited, and the translation followed";
  }
  const bool is_value = place.is_field() && place.role != FieldRole::kTranslate;
  if (is_value) return "both sides were edited, and do not agree";
  if (finding.is_verbatim)
    return "both sides were edited, but the translation still has words that the source's edit took out";
  return "both sides were edited, but the translation does not carry the facts that the source's edit brought, or "
         "still says those that it took away";
}

std::string TellRung(const Finding& finding, const Binding& binding, const OutlineSegment& place) {
  const bool ahead = finding.decision.state == State::kAhead;
  switch (finding.decision.rung) {
    case Rung::kAccepted: return "a person accepted it as it stands, and neither side was edited since";
    case Rung::kMissing: return "nothing in the translation stands for this source";
    case Rung::kOrphan:
      return finding.is_addition ? "the translation has this on its own: the source never had it"
                                 : "what it was the translation of is no longer in the source";
    case Rung::kAsBound: return TellAsBound(finding, binding, place);
    case Rung::kTargetEdited:
      return ahead ? "only the translation was edited, and it now says a figure that the source does not"
                   : "only the translation was edited: that is the translator's business";
    case Rung::kSourceEdited: return TellSourceEdited(finding, place);
    case Rung::kBothEdited: return TellBothEdited(finding, place);
  }
  return "";
}

std::string TellPolicy(const Finding& finding, const Policy& policy) {
  const Decision& decision = finding.decision;
  if (decision.ignored) return fmt::format("edits of class {} make nothing stale", Name(decision.edit_class));
  if (finding.reasons.empty() || !IsDebt(finding.reasons.front())) return "";
  const Reason& reason = finding.reasons.front();
  return fmt::format("edits of class {} make a translation stale{}; severity {}", Name(decision.edit_class),
                     policy.ignored == Policy().ignored ? ", as by default" : "", Name(reason.severity));
}

std::string ValueToSet(const Finding& finding, const OutlineSegment& place) {
  const std::string value = finding.sides.source_now.value_or("");
  return fmt::format("set `{}` of the translation to {}", place.field, value);
}

std::vector<std::string> WaysToClear(const Finding& finding, const OutlineSegment& place) {
  const Decision& decision = finding.decision;
  if (HasOnlyMoved(finding)) return {"move the translation to where its source stands", "move the source back"};
  const bool source_edited = decision.rung == Rung::kSourceEdited || decision.rung == Rung::kBothEdited;
  std::vector<std::string> ways;
  switch (decision.state) {
    case State::kCurrent: return {};
    case State::kMissing:
      return {finding.is_verbatim ? "put it into the translation" : "translate it", "take it out of the source"};
    case State::kOrphan: return finding.is_addition ? ways : std::vector<std::string>{"take it out of the translation"};
    case State::kSuspect: return {"correct the figure on the side that is wrong"};
    case State::kAhead: return {"bring the source to what the translation says", "correct the translation"};
    case State::kStale: break;
  }
  if (place.is_field() && place.role == FieldRole::kCopy) return {ValueToSet(finding, place)};
  if (place.block_kind == BlockKind::kScoreLine) return {"make the two score lines equal"};
  // What `propagate` does.
  if (finding.is_verbatim && source_edited && finding.sides.source_then == finding.sides.target_now)
    ways.emplace_back("let `lockstep propagate` take the source's line over");
  ways.emplace_back(decision.source_change.empty()
                        ? "edit the translation of this segment"
                        : "edit the translation so that it carries the new facts and none of the old ones");
  if (source_edited) ways.emplace_back("take the source's edit back");
  return ways;
}

}  // namespace

const char* Name(Rung rung) {
  switch (rung) {
    case Rung::kAccepted: return "accepted";
    case Rung::kMissing: return "missing";
    case Rung::kOrphan: return "orphan";
    case Rung::kAsBound: return "as-bound";
    case Rung::kTargetEdited: return "target-edited";
    case Rung::kSourceEdited: return "source-edited";
    case Rung::kBothEdited: return "both-edited";
  }
  return "";
}

Explanation Explain(const Finding& finding, const Binding& binding, const OutlineSegment& place, const Policy& policy) {
  std::string decided = TellRung(finding, binding, place);
  if (HasMoved(finding) && !HasOnlyMoved(finding))
    decided += "; the source was also moved, and the translation was not";
  return {TellEvidence(binding), std::move(decided), TellPolicy(finding, policy), WaysToClear(finding, place)};
}

}  // namespace lockstep
