// The strings of PO: C's, without the quotes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lockstep {

std::string EscapePo(std::string_view text);

// Nothing where an escape is none that gettext knows.
std::optional<std::string> UnescapePo(std::string_view text);

}  // namespace lockstep
