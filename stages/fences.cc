#include "stages/fences.h"

#include <algorithm>
#include <cstddef>

namespace lockstep {

std::string_view FenceOf(std::string_view line, std::string_view marks) {
  if (line.empty() || marks.find(line.front()) == std::string_view::npos) return "";
  const std::size_t size = std::min(line.find_first_not_of(line.front()), line.size());
  return size < (line.front() == '$' ? 2 : 3) ? std::string_view() : line.substr(0, size);
}

}  // namespace lockstep
