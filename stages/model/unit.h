// An entry of the translation memory, and what the memory offers for a text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "stages/model/language_pair.h"

namespace lockstep {

// What of a text weighs more than its words, as fingerprints that are compared for equality (see match_score.h).
struct MatchTraits {
  std::uint32_t facts = 0;  // of the facts, as a multiset
  std::uint32_t codes = 0;  // of the marks of inline Markdown, likewise
  bool operator==(const MatchTraits&) const = default;
};

// What stood before and behind a segment: the exact keys of its neighbours, 0 at the edge of a document.
struct SegmentContext {
  std::uint64_t previous = 0;
  std::uint64_t next = 0;
  auto operator<=>(const SegmentContext&) const =
      default;  // NOLINT(modernize-use-nullptr): it means the compiler's own 0
};

// One translation of a unit's source.
struct Variant {
  std::string target;
  std::string origin;                    // "sync", or the name of the file that brought it
  std::int64_t made_ms = 0;              // when it was brought first, since the epoch, UTC; 0 = unknown
  std::vector<std::uint64_t> runs;       // ids of the runs that brought it, ascending; of the site's own, the first
  bool of_site = false;                  // a translation of the site has said it
  std::uint64_t uses = 0;                // segments of the site that stand like this today
  std::vector<SegmentContext> contexts;  // where it was seen, sorted; no more than kMaxContexts
  bool operator==(const Variant&) const = default;

  static constexpr std::size_t kMaxContexts = 64;
};

// A source text and all its translations into one language: none is thrown away for another.
struct Unit {
  std::string source;
  MatchTraits traits;
  std::vector<Variant> variants;  // by target text, in byte order
  bool operator==(const Unit&) const = default;
};

// What somebody says of a text: this is its translation.
struct Pairing {
  std::string source;
  std::string target;
  MatchTraits traits = {};  // of the source
  std::optional<SegmentContext> context = {};
  bool used = true;  // false: it was said once
  // Where a file says these of it; else they are the bringer's.
  std::string origin = {};
  std::int64_t made_ms = 0;
};

// Best first.
enum class MatchKind {
  kIce,       // identical text, between the same neighbours
  kExact,     // identical text
  kRepaired,  // differs in facts only, and these were put right in the target: to be looked at
  kFuzzy,
};
const char* Name(MatchKind kind);

// What the memory offers for a text: a unit's source and one of its translations.
struct Match {
  int score = 0;
  MatchKind kind = MatchKind::kFuzzy;
  std::string source;
  std::string target;  // of a repaired match, with the facts put right
  std::string origin;
  std::uint64_t uses = 0;
  bool operator==(const Match&) const = default;
};

}  // namespace lockstep
