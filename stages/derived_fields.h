// Fields of a translation that follow from the source's, as a permalink does.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stages/model/outline.h"

namespace lockstep {

// A field whose value is not the one that follows from the source's.
struct Underived {
  std::string field;
  std::string value;
  std::string expected;
};

// The fields of role derive that both sides have and whose value in `target` is another than the source's with its
// language swapped (DerivedValue), letter case aside. `from` and `to` are what the two languages are in paths and
// links. Where the source's value does not name its language, or is a list, nothing follows from it.
std::vector<Underived> FindUnderived(const std::vector<OutlineSegment>& source,
                                     const std::vector<OutlineSegment>& target, std::string_view from,
                                     std::string_view to);

}  // namespace lockstep
