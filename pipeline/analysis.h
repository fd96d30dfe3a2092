// How much work there is, by how much of it the memory covers: the bands in which the trade counts and pays.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>

#include "stages/model/unit.h"

namespace lockstep {

// From nothing to do to all of it.
enum class Band { kIce, kRepetition, kExact, k95, k85, k75, k50, kNew };
inline constexpr std::size_t kBands = 8;
const char* Name(Band band);  // "ice", "repetition", "100", "95-99" ... "new"

// The band of a segment that is no repetition: by its best match, if it has one.
Band BandOf(const std::optional<Match>& best);

struct Amount {
  std::uint64_t segments = 0;
  std::uint64_t words = 0;       // as a translator is paid for them
  std::uint64_t characters = 0;  // without white space

  void Add(const Amount& other);
  bool operator==(const Amount&) const = default;
};
// One segment's.
Amount AmountOf(const std::string& text);

// The work for one language. A text that comes a second time is a repetition, unless the memory has it already: it
// will, once the first is done.
class Analysis {
 public:
  // The best match of a text in its context.
  using Lookup = std::function<std::optional<Match>(const std::string& text, const SegmentContext& context)>;

  void Add(std::uint64_t file, const std::string& text, const SegmentContext& context, const Lookup& lookup);

  const Amount& Of(Band band) const { return bands_[static_cast<std::size_t>(band)]; }
  Amount Total() const;
  const Amount& repeated_within() const { return repeated_within_; }  // of the repetitions: in the file of the first

 private:
  std::array<Amount, kBands> bands_;
  Amount repeated_within_;
  std::unordered_map<std::uint64_t, std::uint64_t> first_;  // texts seen, by key: the file
};

}  // namespace lockstep
