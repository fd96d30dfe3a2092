#include "pipeline/review_binder.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/lexicon_learning.h"
#include "pipeline/review_state.h"
#include "pipeline/workers.h"
#include "store/bound_versions.h"

namespace lockstep {
namespace {

std::set<std::string> TargetsOf(const std::vector<IndexEntry>& entries, const std::string& source_lang) {
  std::set<std::string> langs;
  for (const IndexEntry& entry : entries) {
    if (entry.key.lang != source_lang) langs.insert(entry.key.lang);
  }
  return langs;
}

// One thread's part of learning.
struct SyncLearner {
  ReviewBinder binder;
  GrowingLexicons* lexicons;
  void Do(const ReviewName& review) { binder.Learn(review, *lexicons); }
};

// One thread's part of binding.
struct SyncBinder {
  ReviewBinder binder;
  Occasion occasion;
  void Do(const ReviewName& review) { binder.Bind(review, occasion); }
};

// Learns from what is unbound, so that the sample of the lexicons is met first and most of a large site is never read.
// Returns whether there is anything that is unbound.
bool LearnFromUnbound(const Configuration& configuration, const Locales& locales, Store& store,
                      GrowingLexicons& lexicons, unsigned jobs, Console& console) {
  std::optional<Workers<ReviewName>> workers;
  std::uint64_t done = 0;
  for (int level = Lexicon::kLevels; level >= 0; --level) {
    store.Reader().ForEachUnbound([&](const std::string& collection, const std::string& ref) {
      if (!workers) workers.emplace(jobs, [&] { return SyncLearner{{configuration, locales, store}, &lexicons}; });
      if (Lexicon::Level(GrowingLexicons::PlaceOf(collection, ref)) != level) return;
      console.Progress("learn", ++done, 0);
      workers->Give({collection, ref});
    });
    if (!workers) return false;
  }
  workers->Finish();
  console.ClearProgress();
  return true;
}

void BindUnbound(const Configuration& configuration, const Locales& locales, Store& store, SyncWriter& writer,
                 const GrowingLexicons& lexicons, unsigned jobs, Console& console) {
  const Occasion occasion{writer.Now(), Evidence::kSync, configuration.settling_ms};
  Workers<ReviewName> workers(jobs, [&] { return SyncBinder{{configuration, locales, store, &lexicons}, occasion}; });
  std::uint64_t done = 0;
  store.Reader().ForEachUnbound([&](const std::string& collection, const std::string& ref) {
    console.Progress("align", ++done, 0);
    workers.Give({collection, ref});
  });
  workers.Finish();
  console.ClearProgress();
}

}  // namespace

void ReviewBinder::Learn(const ReviewName& review, GrowingLexicons& lexicons) {
  const std::vector<IndexEntry> entries = reader_.Review(review.collection, review.ref);
  const IndexEntry* source = Choose(entries, rules_->source_lang, nullptr);
  if (source == nullptr) return;
  for (const std::string& lang : TargetsOf(entries, rules_->source_lang)) {
    const IndexEntry* target = Choose(entries, lang, source);
    if (target != nullptr) binder_.Learn(*source, *target, lexicons);
  }
}

void ReviewBinder::Bind(const ReviewName& review, const Occasion& occasion, const Amend& amend) {
  const std::vector<IndexEntry> entries = reader_.Review(review.collection, review.ref);
  const IndexEntry* source = Choose(entries, rules_->source_lang, nullptr);
  std::vector<TranslationRecord> records;
  std::vector<DocumentKey> gone;
  std::vector<UnlearntMark> unlearnt;
  for (const std::string& lang : TargetsOf(entries, rules_->source_lang)) {
    const IndexEntry* target = Choose(entries, lang, source);
    if (source == nullptr || target == nullptr) continue;
    TranslationBinder::Bound bound = binder_.Bind(*source, *target, occasion);
    if (bound.formerly) gone.push_back(*bound.formerly);
    if (bound.unlearnt) unlearnt.push_back(*std::move(bound.unlearnt));
    if (amend) amend(bound.record);
    records.push_back(std::move(bound.record));
  }
  for (const TranslationRecord& known : reader_.Translations(review.collection, review.ref)) {
    const IndexEntry* target = Choose(entries, known.key.lang, source);
    if ((source == nullptr) == (target == nullptr)) continue;  // bound above, or both gone: they may come back together
    const bool taken_over = std::find(gone.begin(), gone.end(), known.key) != gone.end();
    if (taken_over || IsElsewhere(reader_, known)) continue;
    std::optional<TranslationRecord> record = binder_.BindHalf(known, source, target, occasion);
    if (!record) {
      gone.push_back(known.key);
      continue;
    }
    records.push_back(*std::move(record));
  }
  store_->PutBindings(review.collection, review.ref, records, gone, unlearnt);
}

void BindReviews(const Configuration& configuration, const Locales& locales, Store& store, SyncWriter& writer,
                 unsigned jobs, Console& console) {
  GrowingLexicons lexicons(store.engine());
  LearnFromMarked(store.Reader(), lexicons);
  const bool any = LearnFromUnbound(configuration, locales, store, lexicons, jobs, console);
  lexicons.Finish();
  if (any) BindUnbound(configuration, locales, store, writer, lexicons, jobs, console);
  RealignMarked(locales, store, jobs, console);
}

}  // namespace lockstep
