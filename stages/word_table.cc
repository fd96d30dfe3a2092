#include "stages/word_table.h"

namespace lockstep {

std::uint32_t WordTable::NewNode() {
  nodes_.emplace_back();
  return static_cast<std::uint32_t>(nodes_.size() - 1);
}

void WordTable::Add(std::string_view word, int id) {
  if (word.empty()) return;
  std::uint32_t node = first_[ByteAt(word, 0)];
  if (node == kNone) {
    node = NewNode();
    first_[ByteAt(word, 0)] = node;
  }
  for (std::size_t i = 1; i < word.size(); ++i) {
    const unsigned char byte = ByteAt(word, i);
    std::uint32_t next = Next(node, byte);
    if (next == kNone) {
      next = NewNode();
      nodes_[node].next.emplace_back(byte, next);
    }
    node = next;
  }
  if (nodes_[node].id < 0) nodes_[node].id = id;
}

}  // namespace lockstep
