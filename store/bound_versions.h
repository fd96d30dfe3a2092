// Which versions of documents the bindings count in, and whether those versions are there.
//
// The document's record is the version, or the previous version is: then the review is marked as unbound, or one of its
// documents is gone or belongs to another one. A side that was bound as gone has no version: its hash is 0.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "store/engine.h"
#include "store/records.h"

namespace lockstep {

// True where bindings of `review` (collection and ref of the key), but those of the translations `except`, count in a
// version of the document `path`.
bool HasBindings(const View& view, const DocumentKey& review, std::string_view path,
                 const std::vector<DocumentKey>& except = {});

// What is wrong with the bindings of `translation`, or with the previous version `previous` of `path`; "" = nothing.
// Both throw StoreError where a record that they read is damaged.
std::string CheckTranslation(const View& view, const TranslationRecord& translation);
std::string CheckPrevious(const View& view, std::string_view path, const DocumentRecord& previous);

// Throws StoreError where the bindings of `translation` have segments that its documents, of so many, do not have.
void ExpectSegments(const TranslationRecord& translation, std::size_t source_segments, std::size_t target_segments);

}  // namespace lockstep
