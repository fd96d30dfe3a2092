// The second half of a sync: binds every review whose documents have changed.
#pragma once

#include <functional>
#include <string>

#include "locales/locale.h"
#include "pipeline/configuration.h"
#include "pipeline/console.h"
#include "pipeline/sync_worker.h"
#include "pipeline/translation_binder.h"
#include "store/store.h"

namespace lockstep {

struct ReviewName {
  std::string collection;
  std::string ref;
  auto operator<=>(const ReviewName&) const = default;  // NOLINT(modernize-use-nullptr): it means the compiler's own 0
};

// Binds one review after the other: one a thread.
class ReviewBinder {
 public:
  // All of these must outlive this object; `lexicons` may be null (see TranslationBinder).
  ReviewBinder(const Configuration& configuration, const Locales& locales, Store& store,
               const GrowingLexicons* lexicons = nullptr)
      : rules_(&configuration.rules),
        store_(&store),
        reader_(store.Reader()),
        binder_(reader_, locales, configuration.policy, lexicons) {}

  // Teaches `lexicons` the translations of `review` that have no bindings yet.
  void Learn(const ReviewName& review, GrowingLexicons& lexicons);

  // Brings the bindings of `review` up to its documents and takes away its mark, in one batch. `amend`, if there is
  // one, may change the bindings of each translation before they are written.
  using Amend = std::function<void(TranslationRecord&)>;
  void Bind(const ReviewName& review, const Occasion& occasion, const Amend& amend = nullptr);

 private:
  const SiteRules* rules_;
  Store* store_;
  StoreReader reader_;
  TranslationBinder binder_;
};

// Brings the bindings of all reviews that the store has marked up to their documents, a batch a review. The marks are
// in the store, so that a killed run leaves its reviews to the next one. First the lexicons learn (see
// lexicon_learning.h).
void BindReviews(const Configuration& configuration, const Locales& locales, Store& store, SyncWriter& writer,
                 unsigned jobs, Console& console);

}  // namespace lockstep
