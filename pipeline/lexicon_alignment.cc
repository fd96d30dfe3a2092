#include "pipeline/lexicon_alignment.h"

#include <algorithm>
#include <utility>

#include "store/lexicon_store.h"

namespace lockstep {
namespace {

std::vector<LexiconWord> WordsOf(std::span<const TextView> texts) {
  std::vector<LexiconWord> words;
  for (const TextView& text : texts) {
    const std::vector<LexiconWord> more = LexiconWords(text.text);
    words.insert(words.end(), more.begin(), more.end());
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

}  // namespace

std::shared_ptr<const Lexicon> ReadKnownWords(const View& view, const LanguagePair& languages,
                                              const DoubtfulWords& words) {
  Lexicon lexicon = ReadLexicon(view, languages, words.source, words.target);
  return lexicon.size() == 0 ? nullptr : std::make_shared<const Lexicon>(std::move(lexicon));
}

Alignment RealignWithLexicon(Alignment alignment, const Doubt& doubt, const Document& source, const Document& target,
                             const ReadWords& read) {
  if (!doubt.any()) return alignment;
  const DoubtfulWords words = FindDoubtfulWords(alignment, doubt, source, target);
  const std::shared_ptr<const Lexicon> lexicon = read({source.key.lang, target.key.lang}, words);
  if (lexicon == nullptr) return alignment;
  return Realign(std::move(alignment), doubt, source, target, *lexicon);
}

Alignment AlignWithLexicon(const Document& source, const Document& target, const View& view) {
  Alignment alignment = Align(source, target);
  const Doubt doubt = FindDoubt(alignment, source, target);
  return RealignWithLexicon(std::move(alignment), doubt, source, target,
                            [&](const LanguagePair& languages, const DoubtfulWords& words) {
                              return ReadKnownWords(view, languages, words);
                            });
}

std::vector<Link> AlignTextsWithLexicon(std::span<const TextView> source, std::span<const TextView> target,
                                        const LanguagePair& languages, const View& view) {
  const Lexicon lexicon = ReadLexicon(view, languages, WordsOf(source), WordsOf(target));
  return AlignTexts(source, target, languages.source, languages.target, {.lexicon = &lexicon});
}

}  // namespace lockstep
