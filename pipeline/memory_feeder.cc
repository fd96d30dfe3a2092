#include "pipeline/memory_feeder.h"

#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/workers.h"
#include "stages/memory_feed.h"
#include "stages/preparation.h"
#include "store/bound_versions.h"
#include "store/keys.h"
#include "store/memory.h"

namespace lockstep {
namespace {

// Bounds the memory that a batch takes: each of them stands in memory four times while it is written.
constexpr std::size_t kUnitsAtOnce = 1000;

// What one translation gives to the memory; nothing, and no source language, where it is no more.
struct Said {
  DocumentKey translation;
  std::string source_lang;
  std::vector<Pairing> pairings;
};

// Takes in what translations say, of all threads: they share units, so that what one changes the next must see.
class Intake {
 public:
  Intake(Engine& engine, Bringer by) : engine_(&engine), changes_(engine), by_(std::move(by)) {}

  void Take(const Said& said) {
    const std::lock_guard lock(mutex_);
    if (said.source_lang.empty()) {
      changes_.Withdraw(said.translation);
    } else {
      changes_.Contribute(said.translation, said.source_lang, said.pairings, by_);
    }
    heard_.push_back(UnfedKey(said.translation));
    if (changes_.units() >= kUnitsAtOnce) Write();
  }

  void Write() {
    Batch batch;
    changes_.PutInto(batch);
    for (const std::string& mark : heard_) batch.Delete(mark);
    heard_.clear();
    engine_->Write(batch, false);
  }

 private:
  std::mutex mutex_;
  Engine* engine_;
  MemoryChanges changes_;
  Bringer by_;
  std::vector<std::string> heard_;  // marks to be taken away
};

// One thread's part.
class Feeder {
 public:
  Feeder(const StoreReader& reader, const Locales& locales, Intake& intake)
      : reader_(reader), tools_(locales), intake_(&intake) {}

  void Do(const DocumentKey& translation) {
    Said said{translation, {}, {}};
    const std::optional<BoundVersions> bound = BoundVersions::Load(reader_, translation);
    if (bound && bound->AreStored()) {
      said.source_lang = bound->source.outline.key.lang;
      said.pairings = PairingsOf(bound->record.bindings, bound->source.outline, bound->target.outline,
                                 tools_.For(said.source_lang).facts);
    }
    intake_->Take(said);
  }

 private:
  StoreReader reader_;
  Toolbox tools_;
  Intake* intake_;
};

}  // namespace

void FeedMemory(const Locales& locales, Store& store, unsigned jobs, Console& console) {
  std::optional<Intake> intake;
  std::optional<Workers<DocumentKey>> workers;  // no threads where nothing is marked
  std::uint64_t done = 0;
  store.Reader().ForEachUnfed([&](const DocumentKey& translation) {
    if (!workers) {
      const RunRecord run = store.Reader().LastRun().value_or(RunRecord{});
      intake.emplace(store.engine(), Bringer{run.id, run.begin_ms, run.command});
      workers.emplace(jobs, [&] { return Feeder(store.Reader(), locales, *intake); });
    }
    console.Progress("remember", ++done, 0);
    workers->Give(translation);
  });
  if (!workers) return;
  workers->Finish();
  intake->Write();
  console.ClearProgress();
}

}  // namespace lockstep
