#include <algorithm>
#include <string_view>
#include <tuple>

#include "stages/model/verdict.h"

namespace lockstep {

const char* Name(State state) {
  switch (state) {
    case State::kCurrent: return "current";
    case State::kAhead: return "ahead";
    case State::kSuspect: return "suspect";
    case State::kOrphan: return "orphan";
    case State::kMissing: return "missing";
    case State::kStale: return "stale";
  }
  return "";
}

const char* Name(EditClass edit_class) {
  switch (edit_class) {
    case EditClass::kCosmetic: return "cosmetic";
    case EditClass::kReference: return "reference";
    case EditClass::kCurrency: return "currency";
    case EditClass::kProse: return "prose";
    case EditClass::kField: return "field";
    case EditClass::kFigure: return "figure";
    case EditClass::kStructure: return "structure";
    case EditClass::kRating: return "rating";
  }
  return "";
}

const char* Name(Urgency urgency) {
  switch (urgency) {
    case Urgency::kNone: return "none";
    case Urgency::kLow: return "low";
    case Urgency::kMedium: return "medium";
    case Urgency::kHigh: return "high";
  }
  return "";
}

Urgency UrgencyOf(EditClass edit_class) {
  switch (edit_class) {
    case EditClass::kCosmetic: return Urgency::kNone;
    case EditClass::kReference:
    case EditClass::kCurrency: return Urgency::kLow;
    case EditClass::kProse:
    case EditClass::kField: return Urgency::kMedium;
    case EditClass::kFigure:
    case EditClass::kStructure:
    case EditClass::kRating: return Urgency::kHigh;
  }
  return Urgency::kNone;
}

bool IsDebt(const Reason& reason) {
  return reason.state != State::kCurrent && reason.state != State::kAhead && !reason.is_addition;
}

bool ComesBefore(const Reason& a, const Reason& b) {
  return std::tuple(b.severity, a.source_line.value_or(~0U), a.target_line.value_or(~0U)) <
         std::tuple(a.severity, b.source_line.value_or(~0U), b.target_line.value_or(~0U));
}

std::optional<Moment> Verdict::Since() const {
  std::optional<Moment> oldest;
  for (const Reason& reason : reasons) {
    if (reason.since && (!oldest || reason.since->time_ms < oldest->time_ms)) oldest = reason.since;
  }
  return oldest;
}

bool Policy::Ignores(EditClass edit_class) const {
  return std::find(ignored.begin(), ignored.end(), edit_class) != ignored.end();
}

Urgency Policy::SeverityOf(EditClass edit_class, const std::optional<std::string>& field) const {
  if (field) {
    const auto by_field = field_severities.find(std::string_view(*field).substr(0, field->find_first_of(".[")));
    if (by_field != field_severities.end()) return by_field->second;
  }
  const auto by_class = severities.find(edit_class);
  return by_class != severities.end() ? by_class->second : UrgencyOf(edit_class);
}

}  // namespace lockstep
