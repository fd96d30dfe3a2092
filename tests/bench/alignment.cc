// What aligning a synced site takes, without anything around it.
//
//   bench_alignment SITE STORE [TURNS]
//
// Does what a first sync does with all translations in STORE, one thread, in memory: the lexicons learn from their
// sample, each translation is aligned, and again with its lexicon where that leaves doubt. Prints the milliseconds of
// the processor for each of the three, medians of TURNS turns (default 3). Reading the documents is not counted, nor
// finding their facts.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "locales/locale.h"
#include "pipeline/growing_lexicons.h"
#include "pipeline/lexicon_alignment.h"
#include "stages/alignment.h"
#include "stages/bindings.h"
#include "stages/outline_document.h"
#include "stages/preparation.h"
#include "store/empty_view.h"
#include "store/overlay_engine.h"
#include "store/session.h"

namespace {

using namespace lockstep;

struct Translation {
  Outline source_outline, target_outline;
  Document source, target;
  Alignment alignment;
  Doubt doubt;
};

std::vector<Translation> ReadTranslations(const std::string& site, const std::string& directory) {
  const Locales locales(site + "/locales");
  Toolbox tools(locales);
  const StoreSession session = OpenStore(directory, {});
  const StoreReader reader = session.store.Reader();
  std::vector<Translation> translations;
  const auto outline_at = [&](const std::string& path) {
    DocumentRecord record = reader.Document(path).value();
    return Outline{std::move(record.key), std::move(record.segments)};
  };
  reader.ForEachTranslation([&](const TranslationRecord& record) {
    Translation& translation = translations.emplace_back();
    translation.source_outline = outline_at(record.source_path);
    translation.target_outline = outline_at(record.target_path);
    const auto document_of = [&](const Outline& outline) {
      return DocumentOf(outline, tools.For(outline.key.lang).facts);
    };
    translation.source = document_of(translation.source_outline);
    translation.target = document_of(translation.target_outline);
    return true;
  });
  return translations;
}

void AlignIt(Translation& translation) {
  translation.alignment = Align(translation.source, translation.target);
  translation.doubt = FindDoubt(translation.alignment, translation.source, translation.target);
}

// As BindReviews does it: what is most likely to stay in the sample comes first.
void Learn(std::vector<Translation>& translations, GrowingLexicons& lexicons) {
  for (int level = Lexicon::kLevels; level >= 0; --level) {
    for (Translation& translation : translations) {
      const DocumentKey& key = translation.target.key;
      if (Lexicon::Level(GrowingLexicons::PlaceOf(key.collection, key.ref)) != level) continue;
      if (!lexicons.Wants(translation.source.key.lang, key)) continue;
      AlignIt(translation);
      lexicons.Learn(
          translation.source_outline, translation.target_outline,
          Bind(translation.source_outline, translation.target_outline, translation.alignment.AllSegments(), {}));
    }
  }
  lexicons.Finish();
}

void Realign(Translation& translation, const GrowingLexicons& lexicons) {
  translation.alignment = RealignWithLexicon(
      std::move(translation.alignment), translation.doubt, translation.source, translation.target,
      [&](const LanguagePair& languages, const DoubtfulWords& words) { return lexicons.Read(languages, words); });
}

template <typename Work>
double MillisecondsOf(const Work& work) {
  const std::clock_t begin = std::clock();
  work();
  return static_cast<double>(std::clock() - begin) * 1000 / CLOCKS_PER_SEC;
}

constexpr std::array<const char*, 3> kSteps = {"learn", "align", "realign"};

std::array<double, kSteps.size()> Turn(std::vector<Translation>& translations) {
  const EmptyView nothing;
  OverlayEngine engine(nothing);
  GrowingLexicons lexicons(engine);
  return {MillisecondsOf([&] { Learn(translations, lexicons); }),
          MillisecondsOf([&] { std::for_each(translations.begin(), translations.end(), AlignIt); }),
          MillisecondsOf([&] {
            for (Translation& translation : translations) Realign(translation, lexicons);
          })};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const int turns = argc > 3 ? std::max(1, std::atoi(argv[3])) : 3;
  std::vector<Translation> translations = ReadTranslations(argv[1], argv[2]);
  std::array<std::vector<double>, kSteps.size()> times;
  for (int turn = 0; turn < turns; ++turn) {
    const auto milliseconds = Turn(translations);
    for (std::size_t step = 0; step < kSteps.size(); ++step) times[step].push_back(milliseconds[step]);
  }
  for (std::size_t step = 0; step < kSteps.size(); ++step) {
    std::nth_element(times[step].begin(), times[step].begin() + turns / 2, times[step].end());
    fmt::print("{} {:.1f}\n", kSteps[step], times[step][static_cast<std::size_t>(turns) / 2]);
  }
}
