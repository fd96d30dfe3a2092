// Takes as many of some things as go together, where one bad one must not keep the others out.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

namespace lockstep {

// How often a document is read to find out what may be put into it: a thousand edits of which fifty cannot be made need
// no more.
inline constexpr std::size_t kMostReadings = 512;

// Calls `attempt` with all of `items`, and with the halves of what it did not take; `refuse` gets each that it does not
// take alone, and why. `attempt` adds to what it has taken before, and returns why it takes none of those it is given.
// Calls it once where all go together, and some logarithm more often for each that does not.
template <typename T, typename Attempt, typename Refuse>
void TakeInHalves(std::span<const T> items, const Attempt& attempt, const Refuse& refuse) {
  if (items.empty()) return;
  const std::optional<std::string> why = attempt(items);
  if (!why) return;
  if (items.size() == 1) return refuse(items.front(), *why);
  const std::size_t half = items.size() / 2;
  TakeInHalves(items.first(half), attempt, refuse);
  TakeInHalves(items.subspan(half), attempt, refuse);
}

}  // namespace lockstep
