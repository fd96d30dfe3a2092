#include <algorithm>

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

}  // namespace lockstep
