#include "pipeline/lexicon_alignment.h"

#include <utility>

#include "stages/realignment.h"
#include "store/lexicon_store.h"

namespace lockstep {

Alignment AlignWithLexicon(const Document& source, const Document& target, const View& view) {
  Alignment alignment = Align(source, target);
  const Doubt doubt = FindDoubt(alignment, source, target);
  const LanguagePair languages{source.key.lang, target.key.lang};
  if (!doubt.any() || FindLexicon(view, languages).size == 0) return alignment;
  const DoubtfulWords words = FindDoubtfulWords(alignment, doubt, source, target);
  const Lexicon lexicon = ReadLexicon(view, languages, words.source, words.target);
  return Realign(std::move(alignment), doubt, source, target, lexicon);
}

}  // namespace lockstep
