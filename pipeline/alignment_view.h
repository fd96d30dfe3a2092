// An alignment as people and programs read it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/console.h"
#include "stages/alignment.h"
#include "stages/model/document.h"

namespace lockstep {

struct LineSpan {
  std::size_t first = 0;  // from 1
  std::size_t last = 0;
};

// One line of the result: a link with what it links.
struct AlignedRow {
  LinkLevel level = LinkLevel::kSegment;
  std::vector<std::uint32_t> source, target;
  std::optional<LineSpan> source_lines, target_lines;  // nothing where that side is empty
  std::vector<std::string> source_texts, target_texts;
  double confidence = 0;
};

// The rows of two documents: field links, then each block link followed by its segment links. A block link whose blocks
// do not touch gives a row for each run of neighbours, so that the lines of a row are lines that it links. Headings,
// score lines and date lines of a document are left out where the other one has none at all: that is another form
// of page, not an omission.
std::vector<AlignedRow> RowsOf(const Document& source, const Document& target, const Alignment& alignment);

// The rows of two plain texts, a segment a line.
std::vector<AlignedRow> RowsOf(const std::vector<std::string>& source, const std::vector<std::string>& target,
                               const std::vector<Link>& links);

// The JSON line of a row, without its end.
std::string RenderAlignedJson(const AlignedRow& row);

// Two columns that fill the console's width: source left, target right, a blank line between blocks.
std::string RenderAlignedText(const std::vector<AlignedRow>& rows, const Console& console);

}  // namespace lockstep
