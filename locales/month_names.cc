#include "locales/month_names.h"

#include <unicode/dtfmtsym.h>

#include "locales/icu.h"

namespace lockstep {

std::vector<std::string> MonthNamesOf(std::string_view tag) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::DateFormatSymbols symbols(LocaleOf(tag), "gregorian", status);
  if (U_FAILURE(status) || status == U_USING_DEFAULT_WARNING) return {};
  std::vector<std::string> names;
  for (const auto context : {icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::STANDALONE}) {
    int32_t count = 0;
    const icu::UnicodeString* const months = symbols.getMonths(count, context, icu::DateFormatSymbols::WIDE);
    if (count != 12) return {};
    for (int32_t i = 0; i < count; ++i) months[i].toUTF8String(names.emplace_back());
  }
  return names;
}

}  // namespace lockstep
