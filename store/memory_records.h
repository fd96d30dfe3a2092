// What the store keeps of the translation memory besides its units.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "stages/model/unit.h"

namespace lockstep {

// The key of a unit within its language pair, or of a variant within its unit: the hash of the text.
using TextKey = std::uint64_t;

// One unit's part in a translation: how many of its segments have this source and this target today; 0 where it had
// them once.
struct Contribution {
  TextKey source = 0;
  TextKey target = 0;
  std::uint32_t count = 0;
  // The zero that clang-tidy means is the compiler's own. NOLINTNEXTLINE(modernize-use-nullptr)
  auto operator<=>(const Contribution&) const = default;
};

// What one translation gives to the memory today, sorted.
struct ContributionRecord {
  std::string source_lang;
  std::vector<Contribution> contributions;
  bool operator==(const ContributionRecord&) const = default;
};

// The shards of a language pair's fuzzy index, in the order in which they were written.
struct FuzzyManifest {
  // How often the index has been brought up to date: the marks of units that it does not know yet carry it, so that
  // nobody has to search for them among those taken away.
  std::uint32_t generation = 0;
  struct Shard {
    std::uint32_t id = 0;
    std::uint32_t texts = 0;
    bool operator==(const Shard&) const = default;
  };
  std::uint32_t next_id = 0;
  std::vector<Shard> shards;
  bool operator==(const FuzzyManifest&) const = default;
};

}  // namespace lockstep
