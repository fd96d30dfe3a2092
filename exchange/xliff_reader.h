// Reads XLIFF of any version: the root says which.
#pragma once

#include <string_view>

#include "exchange/answers_builder.h"

namespace lockstep {

// Throws XmlError where reading ends, also where the file is no XLIFF; what was read before is in `answers`.
void ReadXliff(std::string_view bytes, AnswersBuilder& answers);

}  // namespace lockstep
