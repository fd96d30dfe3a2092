// The one hash of the program: XXH3, 64 bits, the same on every machine.
#pragma once

#include <cstdint>
#include <string_view>

namespace lockstep {

// For lookup and for noticing change, never for secrets. May be stored: the function does not change between versions.
std::uint64_t Hash64(std::string_view bytes);

}  // namespace lockstep
