#include "pipeline/lexicon_learning.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "pipeline/lexicon_alignment.h"
#include "pipeline/workers.h"
#include "stages/bindings.h"
#include "stages/outline_document.h"
#include "stages/preparation.h"

namespace lockstep {
namespace {

// A translation with the versions of its documents that its bindings count in.
struct Translated {
  TranslationRecord record;
  Outline source;
  Outline target;
};

// Nothing where a document is gone or has changed: then its review is bound anew before long.
std::optional<Translated> FindTranslated(const StoreReader& store, const DocumentKey& key) {
  std::optional<TranslationRecord> record = store.Translation(key);
  if (!record) return std::nullopt;
  std::optional<DocumentRecord> source = store.Document(record->source_path);
  std::optional<DocumentRecord> target = store.Document(record->target_path);
  if (!source || !target || source->content_hash != record->source_hash || target->content_hash != record->target_hash)
    return std::nullopt;
  return Translated{*std::move(record),
                    {std::move(source->key), std::move(source->segments)},
                    {std::move(target->key), std::move(target->segments)}};
}

// True where all bindings stand as they were made, at one time.
bool IsUntouched(const Bindings& bindings) {
  return !bindings.empty() && std::all_of(bindings.begin(), bindings.end(), [&](const Binding& binding) {
    return !binding.source_basis && !binding.target_basis && !binding.target_edited &&
           binding.bound == bindings.front().bound && binding.evidence == bindings.front().evidence;
  });
}

// One thread's part of aligning again.
class Realigner {
 public:
  Realigner(Store& store, const Locales& locales) : store_(&store), tools_(locales) {}

  void Do(const UnlearntMark& mark) {
    std::optional<Translated> translated;
    if (mark.doubtful) translated = FindTranslated(store_->Reader(), mark.translation);
    const bool improves = translated && IsUntouched(translated->record.bindings);
    if (improves) Improve(*translated);
    store_->PutLearnt(mark.translation, improves ? &translated->record : nullptr);
  }

 private:
  void Improve(Translated& translated) {
    const Document source = DocumentOf(translated.source, tools_.For(translated.source.key.lang).facts);
    const Document target = DocumentOf(translated.target, tools_.For(translated.target.key.lang).facts);
    const Alignment alignment = AlignWithLexicon(source, target, store_->engine());
    Bindings& bindings = translated.record.bindings;
    const Occasion occasion{bindings.front().bound, bindings.front().evidence};
    bindings = Bind(translated.source, translated.target, alignment.AllSegments(), occasion);
    if (occasion.evidence == Evidence::kBootstrap) MarkDoubtful(bindings, source, target);
  }

  Store* store_;
  Toolbox tools_;
};

}  // namespace

void LearnFromMarked(const StoreReader& store, GrowingLexicons& lexicons) {
  store.ForEachUnlearnt([&](const UnlearntMark& mark) {
    const std::optional<Translated> found = FindTranslated(store, mark.translation);
    if (found) lexicons.Learn(found->source, found->target, found->record.bindings);
  });
}

void RealignMarked(const Locales& locales, Store& store, unsigned jobs, Console& console) {
  std::optional<Workers<UnlearntMark>> workers;  // no threads where nothing is marked
  std::uint64_t done = 0;
  store.Reader().ForEachUnlearnt([&](const UnlearntMark& mark) {
    if (!workers) workers.emplace(jobs, [&] { return Realigner(store, locales); });
    console.Progress("align again", ++done, 0);
    workers->Give(mark);
  });
  if (workers) workers->Finish();
  console.ClearProgress();
}

}  // namespace lockstep
