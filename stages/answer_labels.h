// Links by label alone, `[manual]`, whose words are also the name of a definition: translate them, and nothing is
// named.
#pragma once

#include <set>
#include <string>

#include "stages/model/document.h"
#include "stages/model/work_package.h"

namespace lockstep {

// The labels that `document` defines, as Markdown compares them.
std::set<std::string> DefinedLabels(const Document& document);

// `text`, an answer to `unit`, with the label of the unit's translation or source written behind the words of such
// links where these name none of `defined` any more: "[manuel][manual]". Left as it is where neither label is defined.
CodedText WithLabels(CodedText text, const PackageUnit& unit, const std::set<std::string>& defined);

}  // namespace lockstep
