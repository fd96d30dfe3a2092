// Writes XLIFF 1.2, valid by the strict schema of OASIS: for the tools that know no other.
//
// Codes are bpt, ept and ph, which hold what they stand for. The format has no metadata: what only programs need is in
// context groups. The wording that a stale translation was made for is an alt-trans of the previous version, the
// memory's suggestions are those of the kind proposal.
#pragma once

#include <string>

#include "stages/model/work_package.h"

namespace lockstep {

// As WriteXliff2.
std::string WriteXliff1(const WorkPackage& package);

}  // namespace lockstep
