#include "pipeline/translation_writer.h"

#include <sys/stat.h>

#include <utility>

#include "pipeline/memory_feeder.h"
#include "pipeline/points_in_time.h"
#include "stages/keying.h"
#include "stages/model/hash.h"

namespace lockstep {

TranslationWriter::TranslationWriter(const Configuration& configuration, const Locales& locales, Store& store,
                                     const Arguments& arguments, Evidence evidence)
    : configuration_(&configuration),
      locales_(&locales),
      store_(&store),
      evidence_(evidence),
      last_(store.Reader().LastRun()),
      options_{.now_ms = NowMs(), .arguments = arguments.words, .clock = NowMs},
      site_(configuration.site),
      writer_(&store, options_, arguments.command->name),
      worker_(configuration, locales, false, writer_, tally_),
      binder_(configuration, locales, store) {}

Occasion TranslationWriter::OccasionNow() {
  return {writer_.Now(), evidence_, configuration_->settling_ms};
}

void TranslationWriter::Write(const TranslationChange& change) {
  if (!change.ChangesFile()) return BindOnly(change);
  if (change.was) site_.Expect(change.path, *change.was);
  const Occasion occasion = OccasionNow();  // the run's record precedes what it does
  if (change.was) {
    site_.Replace(change.path, *change.was, change.document.source.text);
  } else {
    site_.Create(change.path, change.document.source.text);
  }
  PutDocument(change.path);
  Bind(change, occasion);
}

// The whole review, as the next sync would: somebody may have edited the file since it was written, and a sync that was
// killed may have left the review for this one.
void TranslationWriter::Bind(const TranslationChange& change, const Occasion& occasion) {
  const std::uint64_t hash = Hash64(change.document.source.text);
  binder_.Bind({change.key.collection, change.key.ref}, occasion, [&](TranslationRecord& record) {
    const bool is_it = record.key == change.key && record.target_path == change.path && record.target_hash == hash;
    if (is_it) BindAsMade(record.bindings, change.made, change.document, occasion);
  });
}

// As the next sync would.
void TranslationWriter::PutDocument(const std::string& path) {
  struct stat status {};
  if (stat((configuration_->site / path).c_str(), &status) != 0) return;
  SyncTask task;
  task.entry.path = path;
  task.entry.match = MatchPath(path, configuration_->rules).value();
  task.entry.stamp = StampOf(status);
  task.known = store_->Reader().File(path);
  worker_.Do(std::move(task));
}

void TranslationWriter::BindOnly(const TranslationChange& change) {
  // Whether there is anything to write is known before a run is begun for it.
  if (!store_->Reader().IsUnbound(change.key.collection, change.key.ref)) {
    std::optional<TranslationRecord> record = store_->Reader().Translation(change.key);
    if (!record || !BindAsMade(record->bindings, change.made, change.document, {{}, evidence_, 0})) return;
  }
  Bind(change, OccasionNow());
}

std::optional<RunRecord> TranslationWriter::Finish(Console& console) {
  if (writer_.HasBegun()) FeedMemory(*locales_, *store_, 1, console);
  SyncResult result;
  tally_.MoveTo(result);
  for (const Diagnostic& diagnostic : result.diagnostics) console.Report(diagnostic);
  if (last_) result.files = last_->documents + result.added;
  writer_.Finish(result);
  return result.run;
}

}  // namespace lockstep
