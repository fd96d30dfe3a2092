// Source and target language of what is kept by pair: lexicons, the units of the memory.
#pragma once

#include <compare>
#include <string>

namespace lockstep {

// Canonical BCP 47 tags.
struct LanguagePair {
  std::string source;
  std::string target;
  auto operator<=>(const LanguagePair&) const =
      default;  // NOLINT(modernize-use-nullptr): it means the compiler's own 0
};

}  // namespace lockstep
