// The strings of PO: C's, without the quotes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lockstep {

std::string EscapePo(std::string_view text);

// Nothing where an escape is none that gettext knows.
std::optional<std::string> UnescapePo(std::string_view text);

// Around the name of a file with spaces in a reference (gettext 0.19.8): U+2068 and U+2069, in one literal because half
// a pair would turn the order of the characters behind it.
inline constexpr std::string_view kNameMarks = "\u2068\u2069";
inline constexpr std::string_view kNameBegins = kNameMarks.substr(0, kNameMarks.size() / 2);
inline constexpr std::string_view kNameEnds = kNameMarks.substr(kNameMarks.size() / 2);

}  // namespace lockstep
