// Pairs the text of a document with that of its translation: blocks first, then the sentences inside them.
//
// Sections, kinds of blocks and what reads the same in every language (numbers, names, URLs, citations, how loan words
// sound) tell which blocks belong together, wherever they stand; sentences of linked blocks are aligned in order.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "stages/alignment_features.h"
#include "stages/model/document.h"
#include "stages/model/link.h"

namespace lockstep {

class Lexicon;

struct AlignmentOptions {
  // A pair less sure than this is reported as two units that stand alone.
  double threshold = 0.5;
  // What is known of words of these two languages; may be null.
  const Lexicon* lexicon = nullptr;
};

struct Alignment {
  std::vector<Link> fields;                 // of level segment: front-matter values of the same name
  std::vector<Link> blocks;                 // every block of both documents once
  std::vector<std::vector<Link>> segments;  // of level segment, one list a block link, in order

  // All links of level segment: every segment of both documents once.
  std::vector<Link> AllSegments() const;
};

// Pure, and a function of the two documents' text and language only. Takes time in the product of the numbers of blocks
// up to some hundred; linear above.
Alignment Align(const Document& source, const Document& target, const AlignmentOptions& options = {});

// Aligns two lists of texts in order, as if they were the sentences of one block.
std::vector<Link> AlignTexts(std::span<const TextView> source, std::span<const TextView> target,
                             const std::string& source_lang, const std::string& target_lang,
                             const AlignmentOptions& options = {});

// How many characters a text of `target_lang` usually has for each of its counterpart in `source_lang`.
double UsualLengthRatio(const std::string& source_lang, const std::string& target_lang);

}  // namespace lockstep
