// Cuts a document's body into blocks with exact byte ranges.
//
// The only file of the program that knows cmark-gfm. The tree gives the structure; ranges are taken
// from its source positions, checked against the bytes, and never re-rendered.
#pragma once

#include <vector>

#include "locales/locale.h"
#include "locales/range.h"
#include "stages/model/block.h"
#include "stages/model/source.h"

namespace lockstep {

struct Body {
  std::vector<Section> sections;  // at least section 0
  std::vector<Block> blocks;      // with kinds refined and inline codes set
  std::vector<Range> unparsed;    // bytes of the file that were too complex: their lines are blocks of kind kOther
};

// The blocks of the bytes `body` of `source` (well-formed UTF-8, no NUL). Never fails: what Markdown does not
// understand is a paragraph. Every byte of `body` is in a block or is marker or white space between two.
Body ParseMarkdown(const Source& source, Range body, const Locale& locale);

}  // namespace lockstep
