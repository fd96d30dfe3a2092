// Aligns with what the store knows of the words, where it may make a difference.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "stages/alignment.h"
#include "stages/model/document.h"
#include "stages/realignment.h"
#include "store/engine.h"
#include "store/keys.h"

namespace lockstep {

// A lexicon of two languages that has what is known of `words`, and perhaps others; null where that is nothing.
using ReadWords =
    std::function<std::shared_ptr<const Lexicon>(const LanguagePair& languages, const DoubtfulWords& words)>;

// Those of `words` that the store knows.
std::shared_ptr<const Lexicon> ReadKnownWords(const View& view, const LanguagePair& languages,
                                              const DoubtfulWords& words);

// `alignment` of the two with what is in doubt aligned again; as it is where there is no doubt, or where nothing is
// known of the words in question.
Alignment RealignWithLexicon(Alignment alignment, const Doubt& doubt, const Document& source, const Document& target,
                             const ReadWords& read);

// Align(source, target), and again what that leaves in doubt, with the words of the lexicon in `view`.
Alignment AlignWithLexicon(const Document& source, const Document& target, const View& view);

// As AlignTexts, with those words of the lexicon in `view` that the texts have.
std::vector<Link> AlignTextsWithLexicon(std::span<const TextView> source, std::span<const TextView> target,
                                        const LanguagePair& languages, const View& view);

}  // namespace lockstep
