// The score's distance as the textbook has it: the slow reference.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "stages/match_score.h"

namespace lockstep {

inline std::uint32_t SlowDistance(const std::vector<WordSymbol>& a, const std::vector<WordSymbol>& b) {
  std::vector<std::uint32_t> row(b.size() + 1);
  for (std::uint32_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::uint32_t i = 1; i <= a.size(); ++i) {
    std::uint32_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::uint32_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

}  // namespace lockstep
