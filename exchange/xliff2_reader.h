// Reads XLIFF 2.0 to 2.2 as translators' tools give it back.
//
// Taken as it comes: other order, indentation and encoding, renamed files, units that are not there any more, segments
// that were split, joined or put in another order inside a unit, annotations, notes, modules of others.
#pragma once

#include <string_view>

#include "exchange/answers_builder.h"

namespace lockstep {

// Throws XmlError where reading ends; what was read before is in `answers`.
void ReadXliff2(std::string_view bytes, AnswersBuilder& answers);

}  // namespace lockstep
