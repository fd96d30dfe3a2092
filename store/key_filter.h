// Tells of a hash that it was surely not added: a Bloom filter (Bloom 1970) of one fixed size, 1 MiB.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lockstep {

class KeyFilter {
 public:
  // `hash` is of 64 evenly spread bits.
  void Add(std::uint64_t hash) { bits_[First(hash)] = bits_[Second(hash)] = true; }

  // False: it was not added. True: it was, or others happen to look like it: hardly ever after a hundred thousand, one
  // in twenty after a million.
  bool MayHave(std::uint64_t hash) const { return bits_[First(hash)] && bits_[Second(hash)]; }

 private:
  static constexpr std::size_t kBits = std::size_t{1} << 23;

  static std::size_t First(std::uint64_t hash) { return static_cast<std::size_t>(hash % kBits); }
  static std::size_t Second(std::uint64_t hash) { return static_cast<std::size_t>((hash >> 32) % kBits); }

  std::vector<bool> bits_ = std::vector<bool>(kBits);
};

}  // namespace lockstep
