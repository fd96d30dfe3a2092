#include "locales/icu.h"

#include <fmt/format.h>
#include <unicode/icudataver.h>
#include <unicode/uversion.h>

#include <cstdint>
#include <stdexcept>

namespace lockstep {

void CheckIcu(UErrorCode status, std::string_view what) {
  if (U_FAILURE(status)) throw std::runtime_error(fmt::format("ICU: {}: {}", what, u_errorName(status)));
}

icu::Locale LocaleOf(std::string_view tag) {
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale locale =
      icu::Locale::forLanguageTag(icu::StringPiece(tag.data(), static_cast<std::int32_t>(tag.size())), status);
  return U_SUCCESS(status) && !locale.isBogus() ? locale : icu::Locale::getRoot();
}

std::string IcuVersion() {
  UVersionInfo program, data;
  u_getVersion(program);
  UErrorCode status = U_ZERO_ERROR;
  u_getDataVersion(data, &status);
  CheckIcu(status, "its version");
  std::string text;
  for (const std::uint8_t part : program) text += fmt::format("{}.", part);
  for (const std::uint8_t part : data) text += fmt::format("{}.", part);
  return text;
}

}  // namespace lockstep
