// How units of one quantity relate, where people say a value in two of them: "2 hours 30 minutes", "1 m 20 cm".
#pragma once

#include <string_view>

namespace lockstep {

// How many of `smaller` are one of `bigger`; 0 where nobody writes the one behind the other.
int CountIn(std::string_view bigger, std::string_view smaller);

// Spans of time, of which people say "and a half" behind a count.
bool IsSpanOfTime(std::string_view unit);

// True for a unit of which people say "1/4". With others, two numbers and a stroke are two values: "8/16 bit".
bool IsDivided(std::string_view unit);

}  // namespace lockstep
