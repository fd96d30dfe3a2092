// Aligns two lists that stand in the same order, by dynamic programming over 1-1, 1-2, 2-1, 2-2, 1-0 and 0-1 links.
//
// Concatenating the links gives back both lists. What a link is worth is the caller's business.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "stages/model/link.h"

namespace lockstep {

// The log-odds of links.
class LinkJudge {
 public:
  virtual ~LinkJudge() = default;
  // That the `sources` (1 or 2) units from `source` on and the `targets` (1 or 2) from `target` on are translations of
  // each other.
  virtual float Worth(std::size_t source, int sources, std::size_t target, int targets) const = 0;
};

// What a link is worth besides its texts.
struct LinkPriors {
  float pair = 0;          // for standing at the same place
  float alone = 0;         // cost of a unit without a counterpart
  float merge = 0;         // cost of 1-2 and 2-1
  float double_merge = 0;  // cost of 2-2
};

// The links of greatest worth, in order; indices count from 0. Small lists are searched whole; of large ones a band
// around the diagonal, so that time and memory are linear in the longer list.
std::vector<Link> AlignInOrder(std::size_t sources, std::size_t targets, const LinkJudge& judge,
                               const LinkPriors& priors);

// What those links are worth together, less what the units cost that stand alone.
float WorthInOrder(std::size_t sources, std::size_t targets, const LinkJudge& judge, const LinkPriors& priors);

}  // namespace lockstep
