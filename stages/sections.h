// Names sections by their headings, in the language of the document.
#pragma once

#include <string>
#include <string_view>

#include "locales/locale.h"

namespace lockstep {

// The id of the section that `heading` opens ("scientific_validity"), or "". Compared loosely: case, width
// and white space do not matter, nor do emphasis marks around it and a colon behind.
std::string SectionId(std::string_view heading, const Locale& locale);

}  // namespace lockstep
