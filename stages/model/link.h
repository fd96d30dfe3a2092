// What belongs together in two texts: the result of alignment.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lockstep {

enum class LinkLevel { kBlock, kSegment };
const char* Name(LinkLevel level);

// Source units and the target units that say the same: 1-1, 1-2, 2-1, 2-2; or a unit without a counterpart, 1-0, 0-1.
// The units are blocks or segments of the two documents, by index, ascending. They need not be neighbours: a paragraph
// may have been joined to one of another section.
struct Link {
  LinkLevel level = LinkLevel::kSegment;
  std::vector<std::uint32_t> source;
  std::vector<std::uint32_t> target;
  // How sure it is that the two sides are translations of each other, 0-1; of a unit that stands alone, that it has
  // no counterpart.
  double confidence = 0;

  bool Paired() const { return !source.empty() && !target.empty(); }
  bool operator==(const Link&) const = default;
};

}  // namespace lockstep
