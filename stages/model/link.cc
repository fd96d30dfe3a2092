#include "stages/model/link.h"

namespace lockstep {

const char* Name(LinkLevel level) {
  return level == LinkLevel::kBlock ? "block" : "segment";
}

}  // namespace lockstep
