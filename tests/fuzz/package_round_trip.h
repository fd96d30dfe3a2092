// What must hold of every package that was read, for the fuzz targets of the formats.
#pragma once

#include "stages/model/package_answers.h"

namespace lockstep {

// Aborts where a package made of the answers is not read as it was written, in any of the formats.
void CheckRoundTrip(const PackageAnswers& answers);

}  // namespace lockstep
