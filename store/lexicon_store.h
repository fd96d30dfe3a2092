// The lexicons in the store, a record a word: what is read and written follows the documents at hand, not the site.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "stages/lexicon.h"
#include "store/engine.h"
#include "store/keys.h"
#include "store/records.h"

namespace lockstep {

// How many uses a lexicon has at most: half a megabyte.
inline constexpr std::size_t kMaxLexiconSize = std::size_t{1} << 17;

// The record of the lexicon; that of an empty one where there is none, or a damaged one.
LexiconRecord FindLexicon(const View& view, const LanguagePair& languages);

// The lexicon with no other words than those given. A damaged record is a word that is not known: its loss does little
// harm, and `store verify` tells of it.
Lexicon ReadLexicon(const View& view, const LanguagePair& languages, const std::vector<LexiconWord>& source,
                    const std::vector<LexiconWord>& target);

// Adds what `learned` knows, and samples where that is more than `max_size`. The batches it writes may be done again:
// after a kill, adding the same leads to the same lexicon. Not thread-safe.
void AddToLexicon(Engine& engine, const LanguagePair& languages, const Lexicon& learned,
                  std::size_t max_size = kMaxLexiconSize);

// Forgets all lexicons, and marks every translation as not learned from: the next sync learns them anew.
void ForgetLexicons(Engine& engine);

// What is wrong with the record `key` of a lexicon, or with the mark `key`; "" = nothing. Throws StoreError where it is
// damaged.
std::string CheckLexicon(const View& view, std::string_view key, std::string_view value);
std::string CheckUnlearnt(const View& view, std::string_view key, std::string_view value);

}  // namespace lockstep
