// Aligns with what the store knows of the words, where it may make a difference.
#pragma once

#include "stages/alignment.h"
#include "stages/model/document.h"
#include "store/engine.h"

namespace lockstep {

// As Align(source, target) where that leaves no doubt, or where `view` has no lexicon of the two languages; else what
// is in doubt is aligned again. Of the lexicon only the words in question are read.
Alignment AlignWithLexicon(const Document& source, const Document& target, const View& view);

}  // namespace lockstep
