// "Did you mean": the known word that is nearest to a mistyped one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`, in bytes.
std::size_t EditDistance(std::string_view a, std::string_view b);

// The candidate nearest to `word` if it begins with that or is near enough for a slip of the fingers (a third of its
// letters), the first of several; or nothing.
std::optional<std::string> Nearest(std::string_view word, const std::vector<std::string>& candidates);

// ", did you mean \"status\"?" for the end of a message, or "".
std::string DidYouMean(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace lockstep
