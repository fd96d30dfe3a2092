// Text for comparing, never for writing: NFC, line ends, white space runs, BOM and zero-width characters.
#pragma once

#include <string>
#include <string_view>

#include "stages/model/diagnostic.h"
#include "stages/model/source.h"

namespace lockstep {

// Reports what makes the file unreadable as text: invalid UTF-8 (encoding-invalid), NUL bytes
// (encoding-nul), UTF-16 by its BOM (encoding-utf16), merge-conflict markers (conflict-marker, which
// make a document unusable too). Warns about a lone CR (line-end-cr). Returns whether the later stages may read it.
bool CheckEncoding(const Source& source, Diagnostics& diags);

// The length of a UTF-8 BOM at the head of the text: 3 or 0.
std::size_t BomSize(std::string_view text);

// Normalized text of one segment: NFC, invisible characters dropped, runs of white space and line ends
// one space (nothing between two CJK characters around a line break), trimmed.
// `text` is well-formed UTF-8. Idempotent.
std::string NormalizeText(std::string_view text);

// The loose form of normalized text: FoldCase, FoldWidth, all quotes ", all dashes -, ellipsis ...,
// white space next to punctuation dropped.
std::string LooseText(std::string_view normalized);

}  // namespace lockstep
