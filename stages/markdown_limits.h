// Keeps from the parser what would make it slow: the few constructs for which cmark-gfm needs more than linear time.
//
// An image that is never closed is looked at again by every link behind it, a table row is appended to cell by cell
// from its beginning, and a row that is too short is filled up to the width of its table. All three need a run of
// lines without a blank one, so that such a run can be left out without disturbing what stands around it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "locales/range.h"

namespace lockstep {

// Far above what people write; at the limits, a megabyte takes half a second.
struct MarkdownLimits {
  std::size_t max_images = 2000;            // of a run of lines: `![`
  std::size_t max_columns = 256;            // of a table
  std::size_t max_missing_cells = 100'000;  // of all tables of the text: cells that short rows do not write
};

// The runs of lines (bytes of `text`, without the last line's end) that are beyond the limits, in order.
std::vector<Range> FindTooComplex(std::string_view text, const MarkdownLimits& limits = {});

// `text` with spaces in the place of `ranges`; line ends stay, so that all else keeps its line and column.
std::string WithBlanked(std::string_view text, const std::vector<Range>& ranges);

}  // namespace lockstep
