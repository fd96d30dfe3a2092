// From the positions of the tree to bytes of the file: the content of a leaf, without its marker.
//
// cmark's positions are taken where they are exact and mended from the bytes where they are known not
// to be: the ends of HTML blocks, fenced code and setext headings, and the cells of a table row.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "locales/range.h"
#include "stages/line_table.h"
#include "stages/markdown_tree.h"

namespace lockstep {

// The content of `leaf`, which is no table cell; empty where it has none (`##`), or no known place.
Range LeafRange(std::string_view file, const LineTable& lines, const TreeLeaf& leaf);

// The line of a table's header, which stands above its delimiter row. `first` is where the parser says the table
// begins: a paragraph right before it is counted in.
int HeaderLine(std::string_view file, const LineTable& lines, int first);

// The cells of the table row that begins at `begin` and ends with its line, trimmed; `|` cuts, `\|` does not.
std::vector<Range> CellRanges(std::string_view file, Range row);

// The rest of `line` (bytes of one line that are in no block) behind its leading markers: quote and list
// markers, task boxes, the label of a footnote, the marks of headings and tables. Empty where it is markers only.
Range WithoutMarkers(std::string_view file, Range line);

// `range` without white space (and a BOM) at its ends.
Range TrimSpace(std::string_view file, Range range);

}  // namespace lockstep
