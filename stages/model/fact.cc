#include "stages/model/fact.h"

namespace lockstep {

const char* Name(FactKind kind) {
  switch (kind) {
    case FactKind::kScore: return "score";
    case FactKind::kPrice: return "price";
    case FactKind::kMeasurement: return "measurement";
    case FactKind::kPercentage: return "percentage";
    case FactKind::kCitation: return "citation";
    case FactKind::kDate: return "date";
    case FactKind::kUrl: return "url";
    case FactKind::kNumber: return "number";
    case FactKind::kModelName: return "model-name";
  }
  return "number";
}

}  // namespace lockstep
