#include "locales/encodings.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <cstdint>
#include <memory>

#include "locales/unicode.h"

namespace lockstep {

std::optional<std::string> DecodeText(std::string_view bytes, const std::string& encoding) {
  if (bytes.size() > INT32_MAX) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t mark = 0;
  const auto size = static_cast<std::int32_t>(bytes.size());
  const char* by_mark = ucnv_detectUnicodeSignature(bytes.data(), size, &mark, &status);
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(
      ucnv_open(by_mark != nullptr ? by_mark : encoding.c_str(), &status), ucnv_close);
  if (U_FAILURE(status) || encoding.empty()) return std::nullopt;
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  const icu::UnicodeString text(bytes.data() + mark, size - mark, converter.get(), status);
  if (U_FAILURE(status)) return std::nullopt;
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

}  // namespace lockstep
