// How reading a damaged record shows.
#pragma once

#include <string>

#include "store/engine.h"

namespace lockstep {

// The damage that `check()` comes across, or "".
template <typename Check>
std::string DamageOf(const Check& check) {
  try {
    check();
    return "";
  } catch (const StoreError& error) {
    return error.what();
  }
}

}  // namespace lockstep
