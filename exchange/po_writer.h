// Writes gettext's PO, as msgfmt --check and the editors of PO want it.
//
// A unit is an entry; its msgctxt names it. Codes are placeholders (placeholders.h) with a legend in the comments. A
// stale translation is po_fuzzy, with the wording that it was made for as the previous msgid; so is, as msgmerge does
// it, the memory's best suggestion for a text that has no translation.
#pragma once

#include <string>

#include "stages/model/work_package.h"

namespace lockstep {

// As WriteXliff2.
std::string WritePo(const WorkPackage& package);

}  // namespace lockstep
