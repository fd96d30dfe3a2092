// Brings the bindings of a translation up to the documents that stand in the store now, and judges them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "stages/judgement.h"
#include "stages/model/binding.h"
#include "stages/model/unit.h"
#include "stages/preparation.h"
#include "store/store.h"

namespace lockstep {

// Not thread-safe: one a thread.
class TranslationBinder {
 public:
  // The reader's view and `locales` must outlive this object.
  TranslationBinder(StoreReader reader, const Locales& locales) : reader_(reader), tools_(locales) {}

  // A translation's bindings, and whose bindings they were before its documents got another ref.
  // `said` is what the translation gives to the memory; nothing where it is what it was.
  struct Bound {
    TranslationRecord record;
    std::optional<DocumentKey> formerly;
    std::optional<std::vector<Pairing>> said;
  };

  // The bindings between the documents of `source` and `target` as they are now: carried on from those that are stored,
  // or made by aligning the two where there are none. `now` stands in what is new.
  Bound Bind(const IndexEntry& source, const IndexEntry& target, const Moment& now);

  // What the bindings say of the translation now. Where documents have changed since they were written (a sync was
  // killed), the answer is what the next sync will find.
  Verdict Judge(const IndexEntry& source, const IndexEntry& target, const Policy& policy);

 private:
  Finders FindersFor(const IndexEntry& source, const IndexEntry& target);
  std::optional<TranslationRecord> Known(const IndexEntry& target, std::optional<DocumentKey>& formerly) const;
  // The version of `path` with `hash`: the document `now`, or the one kept for the bindings.
  std::optional<Outline> VersionOf(std::string_view path, std::uint64_t hash, const DocumentRecord& now) const;

  StoreReader reader_;
  Toolbox tools_;
};

}  // namespace lockstep
