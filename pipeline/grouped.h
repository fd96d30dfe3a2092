// Large numbers as people read them.
#pragma once

#include <cstdint>
#include <string>

namespace lockstep {

// "12,345"
inline std::string Grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

}  // namespace lockstep
