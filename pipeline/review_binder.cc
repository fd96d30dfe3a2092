#include "pipeline/review_binder.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/lexicon_learning.h"
#include "pipeline/review_state.h"
#include "pipeline/workers.h"

namespace lockstep {
namespace {

std::set<std::string> TargetsOf(const std::vector<IndexEntry>& entries, const std::string& source_lang) {
  std::set<std::string> langs;
  for (const IndexEntry& entry : entries) {
    if (entry.key.lang != source_lang) langs.insert(entry.key.lang);
  }
  return langs;
}

// One thread's part of a sync.
struct SyncBinder {
  ReviewBinder binder;
  Occasion occasion;
  void Do(const ReviewName& review) { binder.Bind(review, occasion); }
};

}  // namespace

void ReviewBinder::Bind(const ReviewName& review, const Occasion& occasion, const Amend& amend) {
  const std::vector<IndexEntry> entries = reader_.Review(review.collection, review.ref);
  const IndexEntry* source = Choose(entries, rules_->source_lang, nullptr);
  std::vector<TranslationRecord> records;
  std::vector<DocumentKey> gone;
  std::vector<UnlearntMark> unlearnt;
  std::set<std::string> bound_paths;
  for (const std::string& lang : TargetsOf(entries, rules_->source_lang)) {
    const IndexEntry* target = Choose(entries, lang, source);
    if (source == nullptr || target == nullptr) continue;
    TranslationBinder::Bound bound = binder_.Bind(*source, *target, occasion);
    if (bound.formerly) gone.push_back(*bound.formerly);
    if (bound.unlearnt) unlearnt.push_back(*std::move(bound.unlearnt));
    bound_paths.insert({bound.record.source_path, bound.record.target_path});
    if (amend) amend(bound.record);
    records.push_back(std::move(bound.record));
  }
  for (const TranslationRecord& known : reader_.Translations(review.collection, review.ref)) {
    const IndexEntry* target = Choose(entries, known.key.lang, source);
    if ((source == nullptr) == (target == nullptr)) continue;  // bound above, or both gone: they may come back together
    const bool taken_over = std::find(gone.begin(), gone.end(), known.key) != gone.end();
    if (taken_over || binder_.Waits(known)) continue;
    std::optional<TranslationRecord> record = binder_.BindHalf(known, source, target, occasion);
    if (!record) {
      gone.push_back(known.key);
      continue;
    }
    bound_paths.insert({record->source_path, record->target_path});
    records.push_back(*std::move(record));
  }
  store_->PutBindings(review.collection, review.ref, records, gone,
                      std::vector<std::string>(bound_paths.begin(), bound_paths.end()), unlearnt);
}

void BindReviews(const Configuration& configuration, const Locales& locales, Store& store, SyncWriter& writer,
                 unsigned jobs, Console& console) {
  GrowingLexicons lexicons(store.engine());
  LearnFromMarked(store.Reader(), lexicons);
  std::optional<Workers<ReviewName>> workers;  // no threads, and no run, where nothing is marked
  std::uint64_t bound = 0;
  store.Reader().ForEachUnbound([&](const std::string& collection, const std::string& ref) {
    if (!workers) {
      const Occasion occasion{writer.Now(), Evidence::kSync, configuration.settling_ms};
      workers.emplace(jobs, [&, occasion] {
        return SyncBinder{ReviewBinder(configuration, locales, store, &lexicons), occasion};
      });
    }
    console.Progress("align", ++bound, 0);
    workers->Give({collection, ref});
  });
  if (workers) workers->Finish();
  console.ClearProgress();
  lexicons.Finish();
  RealignMarked(locales, store, jobs, console);
}

}  // namespace lockstep
