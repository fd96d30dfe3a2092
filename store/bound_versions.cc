#include "store/bound_versions.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "store/codec.h"

namespace lockstep {
namespace {

using Side = PreviousKey::Side;

const std::string& PathOf(const TranslationRecord& translation, Side side) {
  return side == Side::kSource ? translation.source_path : translation.target_path;
}

std::uint64_t HashOf(const TranslationRecord& translation, Side side) {
  return side == Side::kSource ? translation.source_hash : translation.target_hash;
}

PreviousKey PreviousKeyOf(const TranslationRecord& translation, Side side) {
  return {PathOf(translation, side), translation.key, side};
}

bool IsOfReview(const DocumentKey& document, const DocumentKey& review) {
  return document.collection == review.collection && document.ref == review.ref;
}

// How many segments the indices of one side need.
std::size_t SegmentsNeeded(const Bindings& bindings, Side side) {
  std::size_t needed = 0;
  for (const Binding& binding : bindings) {
    for (const std::uint32_t index : side == Side::kSource ? binding.source : binding.target) {
      needed = std::max(needed, std::size_t{index} + 1);
    }
  }
  return needed;
}

// The version that `side` counts in, and whether that is the document's record; nothing where it is lost. Requires that
// the side was not bound as gone.
std::optional<DocumentRecord> FindVersion(const StoreReader& store, const TranslationRecord& translation, Side side,
                                          bool& is_stored) {
  std::optional<DocumentRecord> version = store.Previous(PreviousKeyOf(translation, side));
  is_stored = !version;
  if (!version) version = store.Document(PathOf(translation, side));
  if (!version || version->content_hash != HashOf(translation, side)) return std::nullopt;
  return version;
}

std::optional<BoundVersions::Version> VersionOf(const StoreReader& store, const TranslationRecord& translation,
                                                Side side) {
  BoundVersions::Version version;
  if (HashOf(translation, side) != 0) {
    std::optional<DocumentRecord> document = FindVersion(store, translation, side, version.is_stored);
    if (!document) return std::nullopt;
    version.outline = {std::move(document->key), std::move(document->segments)};
  }
  if (SegmentsNeeded(translation.bindings, side) > version.outline.segments.size()) {
    throw StoreError(fmt::format("the bindings of {} count segments that it does not have; run `lockstep store repair`",
                                 translation.target_path));
  }
  return version;
}

// True where a document that has changed is not to be bound with the others of its review: it is gone, or another one.
bool HasLeft(const StoreReader& store, const TranslationRecord& translation) {
  const auto has_left = [&](Side side) {
    const std::optional<DocumentRecord> previous = store.Previous(PreviousKeyOf(translation, side));
    if (!previous) return false;
    const std::optional<FileRecord> file = store.File(PathOf(translation, side));
    return !file || file->key != previous->key;
  };
  return has_left(Side::kSource) || has_left(Side::kTarget);
}

// True where the review of `translation` will be bound anew, or a document of it has to come back before.
bool IsToBeBound(const StoreReader& store, const TranslationRecord& translation) {
  return store.IsUnbound(translation.key.collection, translation.key.ref) || HasLeft(store, translation);
}

std::string CheckSide(const StoreReader& store, const TranslationRecord& translation, Side side) {
  const std::size_t needed = SegmentsNeeded(translation.bindings, side);
  if (HashOf(translation, side) == 0) return needed > 0 ? "a binding of a segment of no document" : "";
  bool is_stored = false;
  const std::optional<DocumentRecord> version = FindVersion(store, translation, side, is_stored);
  if (!version) return "the version of a document that they count in is missing";
  if (needed > version->segments.size()) return "a binding of a segment that the document does not have";
  if (!is_stored && !IsToBeBound(store, translation)) {
    return "a document has changed since, but the review is not marked as unbound";
  }
  return "";
}

}  // namespace

std::optional<BoundVersions> BoundVersions::Load(const StoreReader& store, const DocumentKey& translation) {
  std::optional<TranslationRecord> record = store.Translation(translation);
  return record ? Of(store, *std::move(record)) : std::nullopt;
}

std::optional<BoundVersions> BoundVersions::Of(const StoreReader& store, TranslationRecord record) {
  std::optional<Version> source = VersionOf(store, record, Side::kSource);
  if (!source) return std::nullopt;
  std::optional<Version> target = VersionOf(store, record, Side::kTarget);
  if (!target) return std::nullopt;
  return BoundVersions{std::move(record), *std::move(source), *std::move(target)};
}

bool HasBindings(const View& view, const DocumentKey& review, std::string_view path) {
  bool found = false;
  view.Scan(TranslationPrefix(review.collection, review.ref), [&](std::string_view key, std::string_view value) {
    const TranslationRecord translation = DecodeTranslation(key, value);
    found = translation.source_path == path || translation.target_path == path;
    return !found;
  });
  return found;
}

bool IsElsewhere(const StoreReader& store, const TranslationRecord& translation) {
  const auto is_elsewhere = [&](Side side) {
    if (HashOf(translation, side) == 0) return false;
    const std::optional<FileRecord> file = store.File(PathOf(translation, side));
    return file && file->key && !IsOfReview(*file->key, translation.key);
  };
  return is_elsewhere(Side::kSource) || is_elsewhere(Side::kTarget);
}

std::vector<PreviousKey> CountingIn(const View& view, std::string_view path, const DocumentRecord& version) {
  std::vector<PreviousKey> counting;
  const std::string review = TranslationPrefix(version.key.collection, version.key.ref);
  view.Scan(review, [&](std::string_view key, std::string_view value) {
    const TranslationRecord translation = DecodeTranslation(key, value);
    for (const Side side : {Side::kSource, Side::kTarget}) {
      const bool counts = PathOf(translation, side) == path && HashOf(translation, side) == version.content_hash;
      if (counts) counting.push_back(PreviousKeyOf(translation, side));
    }
    return true;
  });
  return counting;
}

std::string CheckTranslation(const View& view, const TranslationRecord& translation) {
  const StoreReader store(view);
  std::string source = CheckSide(store, translation, Side::kSource);
  return source.empty() ? CheckSide(store, translation, Side::kTarget) : source;
}

std::string CheckPrevious(const View& view, const PreviousKey& key, const DocumentRecord& previous) {
  const StoreReader store(view);
  const std::optional<TranslationRecord> translation = store.Translation(key.translation);
  const bool counts = translation && PathOf(*translation, key.side) == key.path &&
                      HashOf(*translation, key.side) == previous.content_hash &&
                      IsOfReview(previous.key, translation->key);
  if (!counts) return "a previous version that no bindings count in";
  if (!IsToBeBound(store, *translation)) return "a previous version, but the review is not marked as unbound";
  return "";
}

}  // namespace lockstep
