#include "pipeline/lexicon_learning.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "pipeline/lexicon_alignment.h"
#include "pipeline/workers.h"
#include "stages/bindings.h"
#include "stages/outline_document.h"
#include "stages/preparation.h"
#include "store/bound_versions.h"

namespace lockstep {
namespace {

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
    std::optional<BoundVersions> translated;
    if (mark.doubtful) translated = BoundVersions::Load(store_->Reader(), mark.translation);
    const bool improves = translated && translated->AreStored() && IsUntouched(translated->record.bindings);
    if (improves) Improve(*translated);
    store_->PutLearnt(mark.translation, improves ? &translated->record : nullptr);
  }

 private:
  void Improve(BoundVersions& translated) {
    const Outline& source_outline = translated.source.outline;
    const Outline& target_outline = translated.target.outline;
    const Finders finders{tools_.For(source_outline.key.lang).facts, tools_.For(target_outline.key.lang).facts};
    const Document source = DocumentOf(source_outline, finders.source);
    const Document target = DocumentOf(target_outline, finders.target);
    const Alignment alignment = AlignWithLexicon(source, target, store_->engine());
    Bindings& bindings = translated.record.bindings;
    const Occasion occasion{bindings.front().bound, bindings.front().evidence};
    bindings = Bind(source_outline, target_outline, alignment.AllSegments(), occasion);
    if (occasion.evidence == Evidence::kBootstrap) MarkDoubtful(bindings, source, target, finders);
  }

  Store* store_;
  Toolbox tools_;
};

}  // namespace

void LearnFromMarked(const StoreReader& store, GrowingLexicons& lexicons) {
  store.ForEachUnlearnt([&](const UnlearntMark& mark) {
    const std::optional<BoundVersions> found = BoundVersions::Load(store, mark.translation);
    if (!found || !found->AreStored()) return;
    lexicons.Learn(found->source.outline, found->target.outline, found->record.bindings);
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
