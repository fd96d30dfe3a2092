// What each stage made of a document, as compact lines for people or as JSON lines.
#pragma once

#include <string_view>

#include "pipeline/console.h"
#include "stages/model/document.h"

namespace lockstep {

// Prints the part of `document` that `stage` names: source, normalize, front-matter, markdown, segments, facts, keys,
// key or document (all of them).
void PrintStage(std::string_view stage, const Document& document, Console& console);

}  // namespace lockstep
