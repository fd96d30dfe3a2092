// Aligns again, with a lexicon, what an alignment left in doubt.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "stages/alignment.h"
#include "stages/lexicon.h"
#include "stages/model/document.h"

namespace lockstep {

// A link that is less sure than this is nothing to learn from.
inline constexpr double kSureLink = 0.9;

// What a lexicon could decide otherwise: text that is linked although it hardly fits, text of both documents that
// stands alone, blocks that stand alone where others do not fit for sure, and links that cross.
struct Doubt {
  bool about_blocks = false;       // which blocks belong together
  std::vector<std::size_t> links;  // else the links of blocks inside which sentences are in doubt, by index

  bool any() const { return about_blocks || !links.empty(); }
};
Doubt FindDoubt(const Alignment& alignment, const Document& source, const Document& target);

// The words of the text in doubt, ascending.
struct DoubtfulWords {
  std::vector<LexiconWord> source;
  std::vector<LexiconWord> target;
};
DoubtfulWords FindDoubtfulWords(const Alignment& alignment, const Doubt& doubt, const Document& source,
                                const Document& target);

// `alignment` of the two with what is in doubt aligned anew. Of `lexicon` those words count.
Alignment Realign(Alignment alignment, const Doubt& doubt, const Document& source, const Document& target,
                  const Lexicon& lexicon);

}  // namespace lockstep
