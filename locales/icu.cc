#include "locales/icu.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
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
  UVersionInfo version;
  u_getVersion(version);
  return fmt::format("{}", fmt::join(version, "."));
}

}  // namespace lockstep
