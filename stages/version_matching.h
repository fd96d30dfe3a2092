// Matches two versions of one document: which segment of the new one is which of the old one.
//
// Most text is the same, to the letter: it is found wherever it stands now, so that a moved block moves nothing else and an
// inserted paragraph renumbers nothing. Only what lies between is compared, like a translation into the same language.
#pragma once

#include <vector>

#include "stages/model/document.h"
#include "stages/model/link.h"

namespace lockstep {

// Links of level segment, old segments (source) to new ones (target): every segment of both versions once or more. Fields are
// matched by name. A segment without a counterpart was added (0-1) or taken away (1-0).
std::vector<Link> MatchVersions(const Document& then, const Document& now);

}  // namespace lockstep
