// Aligns with what the store knows of the words, where it may make a difference.
#pragma once

#include <span>
#include <vector>

#include "stages/alignment.h"
#include "stages/model/document.h"
#include "store/engine.h"
#include "store/keys.h"

namespace lockstep {

// As Align(source, target) where that leaves no doubt, or where `view` has no lexicon of the two languages; else what
// is in doubt is aligned again. Of the lexicon only the words in question are read.
Alignment AlignWithLexicon(const Document& source, const Document& target, const View& view);

// As AlignTexts, with those words of the lexicon in `view` that the texts have.
std::vector<Link> AlignTextsWithLexicon(std::span<const TextView> source, std::span<const TextView> target,
                                        const LanguagePair& languages, const View& view);

}  // namespace lockstep
