// Brings the bindings of a translation up to the documents that stand in the store now, and judges them.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/growing_lexicons.h"
#include "stages/bindings.h"
#include "stages/judgement.h"
#include "stages/model/binding.h"
#include "stages/model/outline.h"
#include "stages/model/verdict.h"
#include "stages/preparation.h"
#include "store/store.h"

namespace lockstep {

// Not thread-safe: one a thread. What reads bindings throws StoreError where they do not fit their documents.
class TranslationBinder {
 public:
  // The reader's view, `locales` and `lexicons` must outlive this object. A translation that has no bindings is aligned
  // with `lexicons`, which have learned from it; where that is null without, and has to be learned from.
  TranslationBinder(StoreReader reader, const Locales& locales, Policy policy,
                    const GrowingLexicons* lexicons = nullptr)
      : reader_(reader), tools_(locales), policy_(std::move(policy)), lexicons_(lexicons) {}

  // Teaches `lexicons` the translation if it has no bindings yet.
  void Learn(const IndexEntry& source, const IndexEntry& target, GrowingLexicons& lexicons);

  // Both documents of a translation as they are now.
  struct Today {
    Outline source;
    Outline target;
    Finders finders;
  };

  // A translation's bindings, and whose bindings they were before its documents got another ref.
  struct Bound {
    TranslationRecord record;
    std::optional<DocumentKey> formerly;
    std::optional<UnlearntMark> unlearnt;  // of one that has to be learned from
  };

  // The bindings between the documents of `source` and `target` as they are now: carried on from those that are stored,
  // or made by aligning the two where there are none. `occasion` stands in what is new; its evidence, where that is
  // `sync`, is `bootstrap` for a translation without bindings.
  Bound Bind(const IndexEntry& source, const IndexEntry& target, const Occasion& occasion);

  // The bindings of `known` where only one of its sides is there (the other entry is null): they go on with that one,
  // and know the other's wordings until it comes back. Nothing where the version that they count in is lost.
  std::optional<TranslationRecord> BindHalf(const TranslationRecord& known, const IndexEntry* source,
                                            const IndexEntry* target, const Occasion& occasion);

  // A translation with its bindings, as they count in today's documents.
  struct Loaded {
    Outline source;
    Outline target;
    Bindings bindings;
  };
  // Where documents have changed since the bindings were written (a sync was killed), these are the next sync's.
  Loaded Load(const IndexEntry& source, const IndexEntry& target);

  // What the bindings say of the translation now; the whole of it, and one by one.
  Verdict Judge(const IndexEntry& source, const IndexEntry& target);
  Verdict Judge(const Loaded& translation);
  std::vector<Finding> Examine(const Loaded& translation);  // of each binding
  Finders FindersFor(const DocumentKey& source, const DocumentKey& target);

 private:
  // The bindings that a translation goes on with: its own, or those that its file had under another ref.
  std::optional<TranslationRecord> Known(const IndexEntry& source, const IndexEntry& target) const;

  StoreReader reader_;
  Toolbox tools_;
  Policy policy_;
  const GrowingLexicons* lexicons_;
};

}  // namespace lockstep
