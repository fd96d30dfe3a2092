// Numbers hashes from 0 in the order in which they come: an open-addressed table, because one is made and thrown away
// for each pair of documents, and a table of the standard library allocates for each entry.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace lockstep {

class HashNumbers {
 public:
  static constexpr std::uint32_t kNone = ~0U;

  // The number of `hash`, and whether it is new.
  std::pair<std::uint32_t, bool> Add(std::uint64_t hash) {
    if (2 * std::size_t{count_} >= places_.size()) Grow();
    Place& place = places_[PlaceOf(hash)];
    if (place.number != kNone) return {place.number, false};
    place = {hash, count_};
    return {count_++, true};
  }

  // kNone where `hash` was never added.
  std::uint32_t Find(std::uint64_t hash) const { return places_[PlaceOf(hash)].number; }

  std::uint32_t size() const { return count_; }

 private:
  struct Place {
    std::uint64_t hash = 0;
    std::uint32_t number = kNone;
  };

  // The lowest bits tell where to look first: they must be as good as random.
  std::size_t PlaceOf(std::uint64_t hash) const {
    std::size_t at = hash & (places_.size() - 1);
    while (places_[at].number != kNone && places_[at].hash != hash) at = (at + 1) & (places_.size() - 1);
    return at;
  }

  void Grow() {
    const std::vector<Place> old = std::exchange(places_, std::vector<Place>(2 * places_.size()));
    for (const Place& place : old)
      if (place.number != kNone) places_[PlaceOf(place.hash)] = place;
  }

  std::vector<Place> places_ = std::vector<Place>(kFewest);  // a power of two, at most half of them taken
  std::uint32_t count_ = 0;

  static constexpr std::size_t kFewest = 256;
};

}  // namespace lockstep
