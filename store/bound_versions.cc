#include "store/bound_versions.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "store/codec.h"
#include "store/keys.h"
#include "store/store.h"

namespace lockstep {
namespace {

using Indices = std::vector<std::uint32_t>;

bool IsMarked(const View& view, const DocumentKey& review) {
  return view.Get(UnboundKey(review.collection, review.ref)).has_value();
}

// True where the review has documents in both languages of `translation`. Where one side is gone, bindings stay as they
// are, with the versions that they count in, until it comes back.
bool HasBothSides(const View& view, const TranslationRecord& translation) {
  const StoreReader store(view);
  std::optional<DocumentRecord> source = store.Previous(translation.source_path);
  if (!source) source = store.Document(translation.source_path);
  if (!source) return false;
  const std::vector<IndexEntry> review = store.Review(translation.key.collection, translation.key.ref);
  const auto has = [&](const std::string& lang) {
    return std::any_of(review.begin(), review.end(), [&](const IndexEntry& entry) { return entry.key.lang == lang; });
  };
  return has(source->key.lang) && has(translation.key.lang);
}

// How many segments the indices of one side need.
std::size_t SegmentsNeeded(const Bindings& bindings, Indices Binding::*side) {
  std::size_t needed = 0;
  for (const Binding& binding : bindings) {
    for (const std::uint32_t index : binding.*side) needed = std::max(needed, std::size_t{index} + 1);
  }
  return needed;
}

std::string CheckSide(const View& view, std::string_view path, std::uint64_t hash, std::size_t needed, bool marked) {
  const StoreReader store(view);
  std::optional<DocumentRecord> version = store.Previous(path);
  if (version && !marked) return "a document has changed since, but the review is not marked as unbound";
  if (!version || version->content_hash != hash) version = store.Document(path);
  if (!version || version->content_hash != hash) return "the version of a document that they count in is missing";
  if (needed > version->segments.size()) return "a binding of a segment that the document does not have";
  return "";
}

}  // namespace

bool HasBindings(const View& view, const DocumentKey& review, std::string_view path) {
  bool found = false;
  view.Scan(TranslationPrefix(review.collection, review.ref), [&](std::string_view key, std::string_view value) {
    const TranslationRecord translation = DecodeTranslation(key, value);
    found = translation.source_path == path || translation.target_path == path;
    return !found;
  });
  return found;
}

std::string CheckTranslation(const View& view, const TranslationRecord& translation) {
  const Bindings& bindings = translation.bindings;
  const bool marked = IsMarked(view, translation.key) || !HasBothSides(view, translation);
  std::string source = CheckSide(view, translation.source_path, translation.source_hash,
                                 SegmentsNeeded(bindings, &Binding::source), marked);
  if (!source.empty()) return source;
  return CheckSide(view, translation.target_path, translation.target_hash, SegmentsNeeded(bindings, &Binding::target),
                   marked);
}

std::string CheckPrevious(const View& view, std::string_view path, const DocumentRecord& previous) {
  bool counted_in = false;
  bool unbound = IsMarked(view, previous.key);
  view.Scan(TranslationPrefix(previous.key.collection, previous.key.ref),
            [&](std::string_view key, std::string_view value) {
              const TranslationRecord translation = DecodeTranslation(key, value);
              if (translation.source_path != path && translation.target_path != path) return true;
              counted_in = true;
              unbound = unbound || !HasBothSides(view, translation);
              return true;
            });
  if (!counted_in) return "a previous version that no bindings count in";
  return unbound ? "" : "a previous version, but the review is not marked as unbound";
}

}  // namespace lockstep
