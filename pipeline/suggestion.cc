#include "pipeline/suggestion.h"

#include <fmt/format.h>

#include <algorithm>

namespace lockstep {
namespace {

// Nobody's command or key is longer: what is, gets no suggestion, and costs no quadratic time.
constexpr std::size_t kLongest = 64;

// The dashes of an option are no letters: "--keep" is as far from "--help" as "keep" is from "help".
std::size_t LettersOf(std::string_view word) {
  return word.size() - static_cast<std::size_t>(std::count(word.begin(), word.end(), '-'));
}

// Who stops in the middle of a word makes one mistake, however much is missing.
std::size_t Distance(std::string_view word, std::string_view candidate) {
  return LettersOf(word) > 1 && candidate.starts_with(word) ? 1 : EditDistance(word, candidate);
}

}  // namespace

std::size_t EditDistance(std::string_view a, std::string_view b) {
  // Optimal string alignment, with the two rows above the current one kept for swaps.
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, replace});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(above);
    above.swap(row);
  }
  return above[b.size()];
}

std::optional<std::string> Nearest(std::string_view word, const std::vector<std::string>& candidates) {
  if (word.size() > kLongest) return std::nullopt;
  std::optional<std::string> nearest;
  std::size_t best = std::max<std::size_t>(1, LettersOf(word) / 3) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = Distance(word, candidate);
    // A word that shares nothing with a short candidate is no slip of it.
    if (distance >= best || distance >= candidate.size()) continue;
    best = distance;
    nearest = candidate;
  }
  return nearest;
}

std::string DidYouMean(std::string_view word, const std::vector<std::string>& candidates) {
  const std::optional<std::string> nearest = Nearest(word, candidates);
  return nearest ? fmt::format(", did you mean \"{}\"?", *nearest) : "";
}

}  // namespace lockstep
