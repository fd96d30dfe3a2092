// What those who call ICU share. It names ICU's types, so only sources of this folder include it.
#pragma once

#include <unicode/locid.h>
#include <unicode/utypes.h>

#include <string>
#include <string_view>

namespace lockstep {

// Throws std::runtime_error ("ICU: `what`: U_MISSING_RESOURCE_ERROR") where `status` is a failure.
void CheckIcu(UErrorCode status, std::string_view what);

// The locale of a BCP 47 tag; ICU's root where it is none.
icu::Locale LocaleOf(std::string_view tag);

// The version of ICU that the program runs with: "72.1.0.0".
std::string IcuVersion();

}  // namespace lockstep
