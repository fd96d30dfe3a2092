#include "stages/text_edits.h"

#include <algorithm>
#include <tuple>

namespace lockstep {

bool SortEdits(std::vector<TextEdit>& edits, std::size_t size) {
  std::stable_sort(edits.begin(), edits.end(), [](const TextEdit& a, const TextEdit& b) {
    return std::tuple(a.range.begin, a.range.end, !a.in_block) < std::tuple(b.range.begin, b.range.end, !b.in_block);
  });
  std::size_t free = 0;
  for (const TextEdit& edit : edits) {
    if (edit.range.begin < free || edit.range.end < edit.range.begin || edit.range.end > size) return false;
    free = edit.range.end;
  }
  return true;
}

std::string ApplyEdits(std::string_view text, const std::vector<TextEdit>& edits) {
  std::string made;
  made.reserve(text.size());
  std::size_t at = 0;
  for (const TextEdit& edit : edits) {
    made.append(text, at, edit.range.begin - at).append(edit.bytes);
    at = edit.range.end;
  }
  return made.append(text, at);
}

EditMap::EditMap(const std::vector<TextEdit>& edits) : edits_(&edits) {
  written_.reserve(edits.size());
  std::size_t grown = 0;
  std::size_t gone = 0;
  for (const TextEdit& edit : edits) {
    const std::size_t begin = edit.range.begin + grown - gone;
    written_.push_back({begin, begin + edit.bytes.size()});
    grown += edit.bytes.size();
    gone += edit.range.size();
  }
}

std::size_t EditMap::Shifted(std::size_t offset, bool counted_insertions_are_in_block) const {
  auto edit = std::upper_bound(edits_->begin(), edits_->end(), offset,
                               [](std::size_t at, const TextEdit& e) { return at < e.range.end; });
  // Insertions right at the offset are before it, or behind it, by what they belong to.
  while (edit != edits_->begin()) {
    const TextEdit& last = *(edit - 1);
    const bool counts =
        !(last.range.empty() && last.range.begin == offset) || last.in_block == counted_insertions_are_in_block;
    if (counts) break;
    --edit;
  }
  if (edit == edits_->begin()) return offset;
  const auto index = static_cast<std::size_t>(edit - edits_->begin()) - 1;
  return written_[index].end + (offset - (*edits_)[index].range.end);
}

std::size_t EditMap::Begin(std::size_t offset) const {
  return Shifted(offset, false);
}

std::size_t EditMap::End(std::size_t offset) const {
  return Shifted(offset, true);
}

}  // namespace lockstep
