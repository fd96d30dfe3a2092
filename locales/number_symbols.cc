#include "locales/number_symbols.h"

#include <unicode/dcfmtsym.h>
#include <unicode/locid.h>

namespace lockstep {

NumberSymbols NumberSymbolsOf(std::string_view tag) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::StringPiece piece(tag.data(), static_cast<int32_t>(tag.size()));
  icu::Locale locale = icu::Locale::forLanguageTag(piece, status);
  if (U_FAILURE(status)) locale = icu::Locale::getRoot();
  status = U_ZERO_ERROR;
  const icu::DecimalFormatSymbols symbols(locale, status);
  if (U_FAILURE(status)) return {".", ","};
  NumberSymbols result;
  symbols.getConstSymbol(icu::DecimalFormatSymbols::kDecimalSeparatorSymbol).toUTF8String(result.decimal);
  symbols.getConstSymbol(icu::DecimalFormatSymbols::kGroupingSeparatorSymbol).toUTF8String(result.group);
  return result;
}

}  // namespace lockstep
