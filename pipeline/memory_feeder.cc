#include "pipeline/memory_feeder.h"

#include <cstdint>
#include <optional>

#include "pipeline/bound_translation.h"
#include "pipeline/memory_intake.h"
#include "pipeline/workers.h"
#include "stages/memory_feed.h"
#include "stages/preparation.h"

namespace lockstep {
namespace {

// One thread's part.
class Feeder {
 public:
  Feeder(const StoreReader& reader, const Locales& locales, MemoryIntake& intake)
      : reader_(reader), tools_(locales), intake_(&intake) {}

  void Do(const DocumentKey& translation) {
    Said said{translation, {}, {}};
    if (const std::optional<BoundTranslation> bound = FindBound(reader_, translation)) {
      said.source_lang = bound->source.key.lang;
      said.pairings =
          PairingsOf(bound->record.bindings, bound->source, bound->target, tools_.For(said.source_lang).facts);
    }
    intake_->Take(said);
  }

 private:
  StoreReader reader_;
  Toolbox tools_;
  MemoryIntake* intake_;
};

}  // namespace

void FeedMemory(const Locales& locales, Store& store, unsigned jobs, Console& console) {
  MemoryIntake intake(store);
  std::optional<Workers<DocumentKey>> workers;  // no threads where nothing is marked
  std::uint64_t done = 0;
  store.Reader().ForEachUnfed([&](const DocumentKey& translation) {
    if (!workers) workers.emplace(jobs, [&] { return Feeder(store.Reader(), locales, intake); });
    console.Progress("remember", ++done, 0);
    workers->Give(translation);
  });
  if (workers) workers->Finish();
  intake.Finish();
  console.ClearProgress();
}

}  // namespace lockstep
