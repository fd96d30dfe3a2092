// A set of words with a number each, made for one question: which is the longest that stands here?
//
// A byte trie. Texts ask far more often than they get an answer, so the first byte decides by a table.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "locales/ascii.h"

namespace lockstep {

class WordTable {
 public:
  enum class Reading { kForward, kBackward };
  enum class Case { kExact, kIgnoreAscii };

  explicit WordTable(Reading reading = Reading::kForward, Case letter_case = Case::kExact)
      : reading_(reading), case_(letter_case), nodes_(1) {
    first_.fill(kNone);
  }

  // A word that is known already keeps its first id. Requires id >= 0; an empty word is ignored.
  void Add(std::string_view word, int id);

  struct Match {
    std::size_t size = 0;  // bytes; 0 = no word stands here
    int id = -1;
  };

  // The longest word at the begin of `text` (at its end, where words are read backward) for which
  // `accept(size)` holds.
  template <typename Accept>
  Match Longest(std::string_view text, Accept accept) const {
    Match longest;
    std::uint32_t node = text.empty() ? kNone : first_[ByteAt(text, 0)];
    for (std::size_t size = 1; node != kNone; ++size) {
      if (nodes_[node].id >= 0 && accept(size)) longest = {size, nodes_[node].id};
      node = size < text.size() ? Next(node, ByteAt(text, size)) : kNone;
    }
    return longest;
  }

 private:
  static constexpr std::uint32_t kNone = 0;  // no edge leads to node 0, which stands for the root

  struct Node {
    std::vector<std::pair<unsigned char, std::uint32_t>> next;
    int id = -1;
  };

  // The byte `index` steps into the reading of `text`, folded where case does not matter.
  unsigned char ByteAt(std::string_view text, std::size_t index) const {
    const char c = reading_ == Reading::kForward ? text[index] : text[text.size() - 1 - index];
    return static_cast<unsigned char>(case_ == Case::kIgnoreAscii ? AsciiLower(c) : c);
  }
  std::uint32_t Next(std::uint32_t node, unsigned char byte) const {
    for (const auto& [edge, target] : nodes_[node].next) {
      if (edge == byte) return target;
    }
    return kNone;
  }
  std::uint32_t NewNode();

  Reading reading_;
  Case case_;
  std::array<std::uint32_t, 256> first_{};
  std::vector<Node> nodes_;
};

}  // namespace lockstep
