// Which versions of documents the bindings of a translation count in.
//
// Each side counts in the document's record, or in the previous version that is kept for just this translation, which
// goes before: the same bytes may have been cut otherwise since. There is one while the review is marked as unbound, or
// the document is gone or belongs to another review. A side that was bound as gone has no version: its hash is 0.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stages/model/outline.h"
#include "store/engine.h"
#include "store/keys.h"
#include "store/records.h"
#include "store/store.h"

namespace lockstep {

// Bindings with the outlines that their indices count in.
struct BoundVersions {
  struct Version {
    Outline outline;         // empty where the side was bound as gone
    bool is_stored = false;  // it is the document's record, as `status` and others see it
  };
  TranslationRecord record;
  Version source;
  Version target;

  // True where both documents are there, and are what they were when the bindings were written.
  bool AreStored() const { return source.is_stored && target.is_stored; }

  // Nothing where the translation has no bindings, or where a version that they count in is lost. Both throw StoreError
  // where the bindings have segments that their versions do not have.
  static std::optional<BoundVersions> Load(const StoreReader& store, const DocumentKey& translation);
  static std::optional<BoundVersions> Of(const StoreReader& store, TranslationRecord record);
};

// True where bindings of `review` (collection and ref of the key) know of the document `path`.
bool HasBindings(const View& view, const DocumentKey& review, std::string_view path);

// True where a document that `translation` counts in belongs to another review now, which takes the bindings over once
// the other document is there, too.
bool IsElsewhere(const StoreReader& store, const TranslationRecord& translation);

// Where `version` of `path` is kept as previous: for each side of a translation that counts in it by path and hash. One
// that has a previous version already counts in that.
std::vector<PreviousKey> CountingIn(const View& view, std::string_view path, const DocumentRecord& version);

// What is wrong with the bindings of `translation`, or with the previous version under `key`; "" = nothing. Both throw
// StoreError where a record that they read is damaged.
std::string CheckTranslation(const View& view, const TranslationRecord& translation);
std::string CheckPrevious(const View& view, const PreviousKey& key, const DocumentRecord& previous);

}  // namespace lockstep
