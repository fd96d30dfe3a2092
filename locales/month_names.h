// How ICU names the months, for languages without a file of their own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

// Twelve names and twelve more, as a date has them and by themselves, for a BCP 47 tag; none for a language that ICU
// does not know.
std::vector<std::string> MonthNamesOf(std::string_view tag);

}  // namespace lockstep
