// Writes XLIFF 2.1, valid by the schemas of OASIS.
//
// A unit has one segment. Its state is the standard's, `subState` says why it is in the package; all that people should
// know is in notes, all that only programs need in metadata. Codes are pc where they lie in each other like brackets,
// sc and ec where not; what they stand for is in originalData. The memory's suggestions are matches (mtc).
#pragma once

#include <string>

#include "stages/model/work_package.h"

namespace lockstep {

// Requires that all files have the same two languages, and that there is a unit. Files without units are left out. The
// same package gives the same bytes.
std::string WriteXliff2(const WorkPackage& package);

}  // namespace lockstep
