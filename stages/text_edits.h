// Changes to a file as bytes at ranges: the one way in which a document is ever written.
//
// What no edit covers stays as it is, to the byte; a translation that changes nothing leaves the file identical.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "locales/range.h"

namespace lockstep {

struct TextEdit {
  Range range;        // bytes of the file as it is; empty: something is inserted there
  std::string bytes;  // what is to stand there
  // Of an insertion: true where it belongs to the text that it touches, false where it stands between two blocks or
  // fields.
  bool in_block = true;
  bool operator==(const TextEdit&) const = default;
};

// Sorts by place; insertions at one place keep their order. Returns false where two edits overlap or reach behind
// `size`.
bool SortEdits(std::vector<TextEdit>& edits, std::size_t size);

// `text` with `edits`, which are sorted.
std::string ApplyEdits(std::string_view text, const std::vector<TextEdit>& edits);

// Where the bytes of the old text stand in the new one. Made of sorted edits; takes logarithmic time.
class EditMap {
 public:
  explicit EditMap(const std::vector<TextEdit>& edits);

  // The new place of text that begins at `offset`. Of what was inserted right there, that which is `in_block` is part
  // of the text, and all other stands before it.
  std::size_t Begin(std::size_t offset) const;
  // The new place of the end of text that ends at `offset`. Of what was inserted right there, that which is `in_block`
  // is part of the text, and all other stands behind it.
  std::size_t End(std::size_t offset) const;
  Range Of(Range range) const { return {Begin(range.begin), End(range.end)}; }

  // Where the bytes of edit `index` stand.
  Range Written(std::size_t index) const { return written_[index]; }

 private:
  std::size_t Shifted(std::size_t offset, bool counted_insertions_are_in_block) const;

  const std::vector<TextEdit>* edits_;
  std::vector<Range> written_;
};

}  // namespace lockstep
