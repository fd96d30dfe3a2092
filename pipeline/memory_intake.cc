#include "pipeline/memory_intake.h"

#include "store/keys.h"

namespace lockstep {
namespace {

// Bounds the memory that a batch takes.
constexpr std::size_t kUnitsAtOnce = 4000;

}  // namespace

void MemoryIntake::Take(const Said& said) {
  const std::lock_guard lock(mutex_);
  if (said.source_lang.empty()) {
    changes_.Withdraw(said.translation);
  } else {
    changes_.Contribute(said.translation, said.source_lang, said.pairings, By());
  }
  heard_.push_back(UnfedKey(said.translation));
  if (changes_.units() >= kUnitsAtOnce) Write();
}

void MemoryIntake::Finish() {
  const std::lock_guard lock(mutex_);
  if (!heard_.empty()) Write();
}

const Bringer& MemoryIntake::By() {
  if (!by_) {
    const RunRecord run = store_->Reader().LastRun().value_or(RunRecord{});
    by_ = Bringer{run.id, run.begin_ms, run.command};
  }
  return *by_;
}

void MemoryIntake::Write() {
  Batch batch;
  changes_.PutInto(batch);
  for (const std::string& mark : heard_) batch.Delete(mark);
  heard_.clear();
  store_->engine().Write(batch, false);
}

}  // namespace lockstep
