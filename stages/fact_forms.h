// Facts as a language writes them: the counterpart of reading them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "locales/locale.h"
#include "stages/model/fact.h"

namespace lockstep {

// `text`, a text of `locale`'s language that says the fact `from`, in the same form for the fact `to`, which has the
// same kind and unit: "1.299,90 €" for 999.5 EUR gives "999,50 €". `written` is how another language writes `to`: it
// tells how many decimals there are, and is taken as it is for URLs and model names. Nothing where the form is not
// understood.
std::optional<std::string> RewriteFact(std::string_view text, const Fact& from, const Fact& to,
                                       std::string_view written, const Locale& locale);

// `date` (2025-12-16, 2025-12) by a pattern of a locale: y, M and d are the numbers, MMMM the month's name; `names`
// tells which of the locale's sets of names. Nothing where the pattern needs what the date does not say.
std::optional<std::string> FormatDate(std::string_view date, std::string_view pattern, const Locale& locale,
                                      std::size_t names);

}  // namespace lockstep
