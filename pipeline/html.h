// Text and pictures as HTML. Nothing that a review says can become markup.
#pragma once

#include <string>
#include <string_view>

#include "stages/word_diff.h"

namespace lockstep {

// `text` as content or as a quoted attribute: & < > " ' are written as entities; what is no UTF-8, and every control
// character but tab and line end, becomes U+FFFD.
std::string EscapeHtml(std::string_view text);

// What is in no language: code (BCP 47, RFC 5646 section 2.2.1).
inline constexpr const char* kNoLanguage = "zxx";

// " lang=... dir=..." of text in `lang`: its direction by the language's script.
std::string LanguageAttributes(std::string_view lang);

// `text`, which stands in an element of `lang`, as content. What has no letter of a right-to-left language keeps its
// own order: a score line or a list of numbers would be mirrored.
std::string TextHtml(std::string_view text, std::string_view lang);

// The edit of such a text, with what went as <del> and what came as <ins>.
std::string DiffHtml(const WordDiff& diff, std::string_view lang);

}  // namespace lockstep
