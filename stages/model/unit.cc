#include "stages/model/unit.h"

namespace lockstep {

const char* Name(MatchKind kind) {
  constexpr const char* kNames[] = {"ice", "exact", "repaired", "fuzzy"};
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace lockstep
