// The edit distance of two texts in words, by bit vectors.
//
// Myers' algorithm in Hyyrö's form: 64 rows of the table of dynamic programming are two machine words, and a column
// costs a dozen instructions. One text is prepared once and compared with many.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "stages/match_score.h"

namespace lockstep {

class WordDistance {
 public:
  // `words`: the text that is compared with others, no more than kMaxMatchWords of them.
  explicit WordDistance(std::span<const WordSymbol> words);

  std::size_t size() const { return size_; }

  // Distinct words are numbered from 1; 0 is a word that this text does not have.
  using Slot = std::uint16_t;
  struct DistinctWord {
    WordSymbol symbol = 0;
    Slot slot = 0;
    std::uint32_t count = 0;
  };
  const std::vector<DistinctWord>& distinct() const { return distinct_; }

  // The distance to the text of `size` words whose n-th word has slot `slot_of(n)`, if it is no more than `most`;
  // else a number that is greater than `most`.
  template <typename SlotOf>
  std::uint32_t AtMost(std::uint32_t most, std::size_t size, const SlotOf& slot_of) const {
    if (size_ == 0) return static_cast<std::uint32_t>(size);
    return blocks_ == 1 ? InOneWord(most, size, slot_of) : InBlocks(most, size, slot_of);
  }

 private:
  struct Column {
    std::uint64_t plus = ~std::uint64_t{0};  // rows where the table grows by one downwards
    std::uint64_t minus = 0;
  };

  // Takes one block of 64 rows to the next column; `in` and the result are the change along the block's upper and
  // lower edge: -1, 0, 1.
  static int Advance(Column& column, std::uint64_t equal, int in, std::uint64_t last_row) {
    const std::uint64_t x_vertical = equal | column.minus;
    if (in < 0) equal |= 1;
    const std::uint64_t x_horizontal = (((equal & column.plus) + column.plus) ^ column.plus) | equal;
    std::uint64_t plus = column.minus | ~(x_horizontal | column.plus);
    std::uint64_t minus = column.plus & x_horizontal;
    const int out = (plus & last_row) != 0 ? 1 : (minus & last_row) != 0 ? -1 : 0;
    plus = plus << 1 | (in > 0 ? 1 : 0);
    minus = minus << 1 | (in < 0 ? 1 : 0);
    column.plus = minus | ~(x_vertical | plus);
    column.minus = plus & x_vertical;
    return out;
  }

  // Each column left can lower the distance by one at most: as soon as that is too little, the answer is known.
  static bool IsHopeless(std::uint32_t distance, std::size_t left, std::uint32_t most) {
    return distance > most + left;
  }

  template <typename SlotOf>
  std::uint32_t InOneWord(std::uint32_t most, std::size_t size, const SlotOf& slot_of) const {
    Column column;
    auto distance = static_cast<std::uint32_t>(size_);
    for (std::size_t n = 0; n < size; ++n) {
      distance += static_cast<std::uint32_t>(Advance(column, equal_[slot_of(n)], 1, last_row_));
      if (IsHopeless(distance, size - n - 1, most)) break;
    }
    return distance;
  }

  template <typename SlotOf>
  std::uint32_t InBlocks(std::uint32_t most, std::size_t size, const SlotOf& slot_of) const {
    std::array<Column, kMaxMatchWords / 64> columns{};
    auto distance = static_cast<std::uint32_t>(size_);
    for (std::size_t n = 0; n < size; ++n) {
      const std::uint64_t* equal = &equal_[slot_of(n) * blocks_];
      int edge = 1;
      for (std::size_t b = 0; b + 1 < blocks_; ++b) edge = Advance(columns[b], equal[b], edge, std::uint64_t{1} << 63);
      distance += static_cast<std::uint32_t>(Advance(columns[blocks_ - 1], equal[blocks_ - 1], edge, last_row_));
      if (IsHopeless(distance, size - n - 1, most)) break;
    }
    return distance;
  }

  std::size_t size_;
  std::size_t blocks_;
  std::uint64_t last_row_;              // of the last block
  std::vector<DistinctWord> distinct_;  // by symbol
  std::vector<std::uint64_t> equal_;    // by slot, then block: the rows that hold this word
};

}  // namespace lockstep
