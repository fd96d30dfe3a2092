#include "store/bound_versions.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "store/codec.h"
#include "store/keys.h"
#include "store/store.h"

namespace lockstep {
namespace {

using Indices = std::vector<std::uint32_t>;

// True where a document of the translation is gone, or belongs to another review now: its bindings wait for it to come
// back, or for that other review to take them over.
bool Waits(const View& view, const TranslationRecord& translation) {
  const auto has_left = [&](const std::string& path) {
    const std::optional<FileRecord> file = StoreReader(view).File(path);
    return !file || !file->key || file->key->collection != translation.key.collection ||
           file->key->ref != translation.key.ref;
  };
  return has_left(translation.source_path) || has_left(translation.target_path);
}

// How many segments the indices of one side need.
std::size_t SegmentsNeeded(const Bindings& bindings, Indices Binding::*side) {
  std::size_t needed = 0;
  for (const Binding& binding : bindings) {
    for (const std::uint32_t index : binding.*side) needed = std::max(needed, std::size_t{index} + 1);
  }
  return needed;
}

std::string CheckSide(const View& view, const DocumentKey& review, std::string_view path, std::uint64_t hash,
                      std::size_t needed, bool marked) {
  const StoreReader store(view);
  if (hash == 0) return needed > 0 ? "a binding of a segment of no document" : "";
  std::optional<DocumentRecord> version = store.Previous(path);
  const bool in_previous = version && version->content_hash == hash;
  if (in_previous && !marked && version->key.collection == review.collection && version->key.ref == review.ref) {
    return "a document has changed since, but the review is not marked as unbound";
  }
  if (!in_previous || !marked) version = store.Document(path);
  if (!version || version->content_hash != hash) return "the version of a document that they count in is missing";
  if (needed > version->segments.size()) return "a binding of a segment that the document does not have";
  return "";
}

}  // namespace

bool HasBindings(const View& view, const DocumentKey& review, std::string_view path,
                 const std::vector<DocumentKey>& except) {
  bool found = false;
  view.Scan(TranslationPrefix(review.collection, review.ref), [&](std::string_view key, std::string_view value) {
    const TranslationRecord translation = DecodeTranslation(key, value);
    if (std::find(except.begin(), except.end(), translation.key) != except.end()) return true;
    found = translation.source_path == path || translation.target_path == path;
    return !found;
  });
  return found;
}

std::string CheckTranslation(const View& view, const TranslationRecord& translation) {
  const Bindings& bindings = translation.bindings;
  const bool marked =
      StoreReader(view).IsUnbound(translation.key.collection, translation.key.ref) || Waits(view, translation);
  std::string source = CheckSide(view, translation.key, translation.source_path, translation.source_hash,
                                 SegmentsNeeded(bindings, &Binding::source), marked);
  if (!source.empty()) return source;
  return CheckSide(view, translation.key, translation.target_path, translation.target_hash,
                   SegmentsNeeded(bindings, &Binding::target), marked);
}

std::string CheckPrevious(const View& view, std::string_view path, const DocumentRecord& previous) {
  bool counted_in = false;
  bool expected = StoreReader(view).IsUnbound(previous.key.collection, previous.key.ref);
  for (const TranslationRecord& translation :
       StoreReader(view).Translations(previous.key.collection, previous.key.ref)) {
    if (translation.source_path != path && translation.target_path != path) continue;
    counted_in = true;
    expected = expected || Waits(view, translation);
  }
  if (!counted_in) return "a previous version that no bindings count in";
  if (!expected) return "a previous version, but the review is not marked as unbound";
  return "";
}

void ExpectSegments(const TranslationRecord& translation, std::size_t source_segments, std::size_t target_segments) {
  const Bindings& bindings = translation.bindings;
  if (SegmentsNeeded(bindings, &Binding::source) <= source_segments &&
      SegmentsNeeded(bindings, &Binding::target) <= target_segments) {
    return;
  }
  throw StoreError(fmt::format("the bindings of {} count segments that it does not have; run `lockstep store repair`",
                               translation.target_path));
}

}  // namespace lockstep
