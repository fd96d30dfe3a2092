// Stores that an older lockstep wrote.
#pragma once

#include "store/engine.h"

namespace lockstep {

// Brings the store of an older format up to this one, many records a batch, its version last: where it is killed, the
// next opening goes on. What is damaged stays as it is, for `store verify` to find. Returns whether it was of an older
// format.
bool UpgradeStore(Engine& engine);

}  // namespace lockstep
