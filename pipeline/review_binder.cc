#include "pipeline/review_binder.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/review_state.h"
#include "pipeline/translation_binder.h"
#include "pipeline/workers.h"

namespace lockstep {
namespace {

struct ReviewName {
  std::string collection;
  std::string ref;
};

// One thread's part.
class ReviewBinder {
 public:
  ReviewBinder(const SiteRules& rules, const Locales& locales, Store& store, Moment now)
      : rules_(&rules), store_(&store), reader_(store.Reader()), binder_(reader_, locales), now_(std::move(now)) {}

  void Do(const ReviewName& review) {
    const std::vector<IndexEntry> entries = reader_.Review(review.collection, review.ref);
    const IndexEntry* source = Choose(entries, rules_->source_lang, nullptr);
    std::vector<TranslationRecord> records;
    std::vector<DocumentKey> gone;
    std::vector<Store::Said> said;
    std::set<std::string> bound_paths;
    for (const std::string& lang : LanguagesOf(entries)) {
      const IndexEntry* target = Choose(entries, lang, source);
      // A side that is not there now may come back: what was bound stays as it is, with the version it counts in.
      if (source == nullptr || target == nullptr) continue;
      TranslationBinder::Bound bound = binder_.Bind(*source, *target, now_);
      if (bound.formerly) gone.push_back(*bound.formerly);
      bound_paths.insert({bound.record.source_path, bound.record.target_path});
      if (bound.said) said.push_back({target->key, source->key.lang, *std::move(bound.said)});
      records.push_back(std::move(bound.record));
    }
    store_->PutBindings(review.collection, review.ref, records, gone,
                        std::vector<std::string>(bound_paths.begin(), bound_paths.end()), said);
  }

 private:
  std::set<std::string> LanguagesOf(const std::vector<IndexEntry>& entries) const {
    std::set<std::string> langs;
    for (const IndexEntry& entry : entries) {
      if (entry.key.lang != rules_->source_lang) langs.insert(entry.key.lang);
    }
    return langs;
  }

  const SiteRules* rules_;
  Store* store_;
  StoreReader reader_;
  TranslationBinder binder_;
  Moment now_;
};

}  // namespace

void BindReviews(const Configuration& configuration, const Locales& locales, Store& store, SyncWriter& writer,
                 unsigned jobs, Console& console) {
  std::optional<Workers<ReviewName>> workers;  // no threads, and no run, where nothing is marked
  std::uint64_t bound = 0;
  store.Reader().ForEachUnbound([&](const std::string& collection, const std::string& ref) {
    if (!workers) {
      const Moment now = writer.Now();
      workers.emplace(jobs, [&, now] { return ReviewBinder(configuration.rules, locales, store, now); });
    }
    console.Progress("align", ++bound, 0);
    workers->Give({collection, ref});
  });
  if (workers) workers->Finish();
  console.ClearProgress();
}

}  // namespace lockstep
