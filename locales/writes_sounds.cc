// A file of its own: the program that makes the table of sounds needs it, and SoundSkeleton needs the table.
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "locales/transliteration.h"

namespace lockstep {

bool WritesSounds(char32_t c) {
  // Nearly every character that is asked about is one of these.
  if ((c >= 0x3041 && c <= 0x3096) || (c >= 0x4E00 && c <= 0x9FFF)) return false;  // hiragana, Han
  if (c >= 0x30A1 && c <= 0x30FA) return true;                                     // katakana
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_COMMON:
    case USCRIPT_INHERITED:
    case USCRIPT_UNKNOWN:
    case USCRIPT_LATIN:
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_YI: return false;
    default: return u_isalpha(static_cast<UChar32>(c)) != 0 || u_getCombiningClass(static_cast<UChar32>(c)) != 0;
  }
}

}  // namespace lockstep
