#include "pipeline/bound_translation.h"

#include <utility>

#include "store/bound_versions.h"

namespace lockstep {

std::optional<BoundTranslation> FindBound(const StoreReader& store, const DocumentKey& key) {
  std::optional<TranslationRecord> record = store.Translation(key);
  if (!record) return std::nullopt;
  std::optional<DocumentRecord> source = store.Document(record->source_path);
  std::optional<DocumentRecord> target = store.Document(record->target_path);
  if (!source || !target || source->content_hash != record->source_hash || target->content_hash != record->target_hash)
    return std::nullopt;
  ExpectSegments(*record, source->segments.size(), target->segments.size());
  return BoundTranslation{*std::move(record),
                          {std::move(source->key), std::move(source->segments)},
                          {std::move(target->key), std::move(target->segments)}};
}

}  // namespace lockstep
