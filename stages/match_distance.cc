#include "stages/match_distance.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace lockstep {

WordDistance::WordDistance(std::span<const WordSymbol> words)
    : size_(words.size()),
      blocks_(std::max<std::size_t>(1, (words.size() + 63) / 64)),
      last_row_(std::uint64_t{1} << (words.empty() ? 0 : (words.size() - 1) % 64)) {
  assert(words.size() <= kMaxMatchWords);
  std::vector<std::pair<WordSymbol, std::uint32_t>> rows;
  rows.reserve(words.size());
  for (std::uint32_t row = 0; row < words.size(); ++row) rows.emplace_back(words[row], row);
  std::sort(rows.begin(), rows.end());
  distinct_.reserve(rows.size());
  equal_.assign(blocks_, 0);
  equal_.reserve((rows.size() + 1) * blocks_);
  for (const auto& [symbol, row] : rows) {
    if (distinct_.empty() || distinct_.back().symbol != symbol) {
      distinct_.push_back({symbol, static_cast<Slot>(distinct_.size() + 1), 0});
      equal_.resize(equal_.size() + blocks_, 0);
    }
    ++distinct_.back().count;
    equal_[distinct_.back().slot * blocks_ + row / 64] |= std::uint64_t{1} << row % 64;
  }
}

}  // namespace lockstep
