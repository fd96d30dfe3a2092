// Finds the protected constructs of a text that CommonMark does not know: math, the shortcodes of site
// generators, attributes behind a link or emphasis, the role of a code, icons by name, bare URLs, strikethrough, and
// line breaks with the prefix of the line that follows.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "locales/range.h"
#include "stages/model/block.h"

namespace lockstep {

// An inline code and the other half of its pair.
struct PairedCode {
  InlineCode code;
  std::optional<std::size_t> partner;  // index in the same list
};

// Appends what is found in `range` of `file`. `quote_depth` is how many `>` may stand before a line of text.
// Spans may overlap codes that are in the list already: ResolveOverlaps decides.
void FindSpans(std::string_view file, Range range, int quote_depth, std::vector<PairedCode>& codes);

// Sorts by begin and drops what begins inside another code, and the partner of what was dropped. The outer
// (longer) of two that begin together stays.
void ResolveOverlaps(std::vector<PairedCode>& codes);

// Where the text of a line begins: behind spaces and tabs and up to `quote_depth` block quote markers.
std::size_t SkipLinePrefix(std::string_view file, std::size_t at, std::size_t end, int quote_depth);

}  // namespace lockstep
