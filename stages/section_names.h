// What to call the section that a segment stands in.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "stages/model/outline.h"

namespace lockstep {

// The section's id, or the text of the nearest heading before the segment where the site's language files know none;
// "" of fields and of what stands before the first heading. Keeps no reference to `outline`.
class SectionNames {
 public:
  explicit SectionNames(const Outline& outline);
  const std::string& Of(std::uint32_t segment) const { return names_[index_[segment]]; }

 private:
  std::vector<std::string> names_ = {""};
  std::vector<std::size_t> index_;  // of each segment
};

}  // namespace lockstep
