// Where lines may be broken, by ICU.
#include <unicode/brkiter.h>
#include <unicode/localpointer.h>
#include <unicode/utext.h>

#include <memory>
#include <string>

#include "locales/icu.h"
#include "locales/unicode.h"

namespace lockstep {
namespace {

std::unique_ptr<icu::BreakIterator> MakeLineIterator() {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::BreakIterator> made(icu::BreakIterator::createLineInstance(icu::Locale::getRoot(), status));
  CheckIcu(status, "no line rules");
  return made;
}

}  // namespace

std::vector<std::size_t> LineBreaks(std::string_view text) {
  // It keeps state, and making one is slow: each thread has its own.
  thread_local const std::unique_ptr<icu::BreakIterator> iterator = MakeLineIterator();
  UErrorCode status = U_ZERO_ERROR;
  const icu::LocalUTextPointer utf8(
      utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status));
  iterator->setText(utf8.getAlias(), status);
  CheckIcu(status, "no line rules");
  std::vector<std::size_t> breaks;
  iterator->first();
  for (std::int32_t at = iterator->next(); at != icu::BreakIterator::DONE; at = iterator->next()) {
    breaks.push_back(static_cast<std::size_t>(at));
  }
  return breaks;
}

}  // namespace lockstep
