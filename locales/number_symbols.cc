#include "locales/number_symbols.h"

#include <unicode/dcfmtsym.h>

#include "locales/icu.h"

namespace lockstep {

NumberSymbols NumberSymbolsOf(std::string_view tag) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::DecimalFormatSymbols symbols(LocaleOf(tag), status);
  if (U_FAILURE(status)) return {".", ","};
  NumberSymbols result;
  symbols.getConstSymbol(icu::DecimalFormatSymbols::kDecimalSeparatorSymbol).toUTF8String(result.decimal);
  symbols.getConstSymbol(icu::DecimalFormatSymbols::kGroupingSeparatorSymbol).toUTF8String(result.group);
  return result;
}

}  // namespace lockstep
