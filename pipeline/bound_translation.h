// A translation with the versions of its documents that its bindings count in.
#pragma once

#include <optional>

#include "stages/model/outline.h"
#include "store/store.h"

namespace lockstep {

struct BoundTranslation {
  TranslationRecord record;
  Outline source;
  Outline target;
};

// Nothing where a document is gone or has changed: then its review is bound anew before long. Throws StoreError where
// the bindings do not fit the documents.
std::optional<BoundTranslation> FindBound(const StoreReader& store, const DocumentKey& key);

}  // namespace lockstep
