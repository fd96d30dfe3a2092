// Cuts blocks into sentences and turns front-matter fields into segments.
//
// ICU proposes sentence ends; rules veto them: decimals, the locale's abbreviations, "No. 5", citations
// that follow the full stop, and the inside of inline codes, URLs, brackets and math.
#pragma once

#include <vector>

#include "locales/locale.h"
#include "locales/unicode.h"
#include "stages/facts.h"
#include "stages/model/document.h"

namespace lockstep {

// What segmentation needs for one language. One a thread: the sentence breaker is not thread-safe.
struct LanguageTools {
  explicit LanguageTools(const Locale& language)
      : locale(&language),
        breaker(language.tag, language.abbreviations.empty() ? Suppressions::kAll : Suppressions::kDotted),
        facts(language) {}
  const Locale* locale;
  SentenceBreaker breaker;
  FactFinder facts;
};

// The segments of `document`, whose front matter, sections and blocks are set: one a field (roles ignore and
// key excepted), then those of each block: sentences of those that are translated, date, score and reference lines
// included (one segment each), lines of verbatim ones, without facts. Text, codes, facts and keys are set.
std::vector<Segment> SegmentDocument(const Document& document, LanguageTools& tools);

// The ranges of `block` that are its sentences: they cover it but for white space between two.
// Never empty for a block with text.
std::vector<Range> SplitSentences(std::string_view file, const Block& block, LanguageTools& tools);

// The three keys of a segment's text.
SegmentKeys KeysOf(std::string_view normalized_text, const std::vector<Fact>& facts);

}  // namespace lockstep
