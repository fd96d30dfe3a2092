// A compact dump of a body, so that a test is one line: heading(2){Overview} paragraph{See [`x`].}
// Inline codes stand between ⟦ and ⟧.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stages/markdown.h"
#include "stages/segmentation.h"

namespace lockstep {

// The blocks that ParseMarkdown makes of `text`, in a file of that name, as English.
std::string DumpBlocks(const std::string& text, bool with_codes = false, const std::string& path = "x.md");
// The section ids of the blocks, in order.
std::string DumpSections(const std::string& text);
// The sentences of `text` in a language, joined by " | "; blocks by " || ".
std::string DumpSentences(const std::string& text, const std::string& lang = "en", const std::string& path = "x.md");
// The first violated invariant of `text` as a file without front matter, or "".
std::string Violation(const std::string& text, const std::string& path = "x.md");

}  // namespace lockstep
