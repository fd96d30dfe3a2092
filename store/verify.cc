#include "store/verify.h"

#include <fmt/format.h>

#include "store/bound_versions.h"
#include "store/codec.h"
#include "store/damage.h"
#include "store/keys.h"
#include "store/lexicon_store.h"
#include "store/memory_upkeep.h"
#include "store/store.h"

namespace lockstep {
namespace {

using Report = std::function<void(const Damage&)>;

std::string CheckFile(const StoreReader& store, std::string_view key, std::string_view value) {
  const FileRecord file = DecodeFile(key, value);
  const std::optional<DocumentRecord> document = store.Document(PathOf(key));
  if (file.key.has_value() != document.has_value()) {
    return file.key ? "the file's document is missing" : "the file tells of no document, but there is one";
  }
  if (!document) return file.usable ? "the file is usable, but has no document" : "";
  if (*file.key != document->key) return "file and document belong to different reviews";
  if (file.usable && file.content_hash != document->content_hash) return "file and document have different content";
  return "";
}

std::string CheckDocument(const StoreReader& store, const View& view, std::string_view key, std::string_view value) {
  const DocumentRecord document = DecodeDocument(key, value);
  const std::string_view path = PathOf(key);
  if (!store.File(path)) return "the document's file record is missing";
  const std::string index_key = EncodeIndexKey(document.key, path);
  const std::optional<std::string> entry = view.Get(index_key);
  if (!entry) return "the index by review lacks the document";
  const IndexEntry indexed = DecodeIndexEntry(index_key, *entry);
  if (indexed.words != document.words || indexed.segments != document.segments.size()) {
    return "the index by review counts other words or segments";
  }
  return "";
}

std::string CheckIndex(const StoreReader& store, std::string_view key, std::string_view value) {
  const IndexEntry entry = DecodeIndexEntry(key, value);
  const std::optional<FileRecord> file = store.File(entry.path);
  if (!file || file->key != entry.key) return "the index by review has a document that is not there";
  if (file->usable != entry.usable) return "the index by review has another state than the file";
  return "";
}

std::string CheckRecord(const StoreReader& store, const View& view, std::string_view key, std::string_view value) {
  ExpectRecord(key, value);
  switch (key.front()) {
    case kDocumentTag: return CheckDocument(store, view, key, value);
    case kFileTag: return CheckFile(store, key, value);
    case kIndexTag: return CheckIndex(store, key, value);
    case kTranslationTag: return CheckTranslation(view, DecodeTranslation(key, value));
    case kPreviousTag: return CheckPrevious(view, *DecodePreviousKey(key), DecodePrevious(key, value));
    case kLexiconTag: return CheckLexicon(view, key, value);
    case kUnlearntTag: return CheckUnlearnt(view, key, value);
    case kDiagnosticsTag: return store.File(PathOf(key)) ? "" : "diagnostics of a file that is not known";
    default: return CheckMemoryRecord(view, key, value);
  }
}

}  // namespace

std::uint64_t VerifyStore(const View& view, const Report& report) {
  const StoreReader store(view);
  std::uint64_t records = 0;
  const auto check = [&](std::string_view key, std::string_view value) {
    ++records;
    std::string what;
    const std::string damage = DamageOf([&] { what = CheckRecord(store, view, key, value); });
    if (!damage.empty()) what = damage;
    if (!what.empty()) report({PrintableKey(key), what});
    return true;
  };
  view.ScanPastDamage(check, [&](const std::string& damage) { report({"", damage}); });
  return records;
}

}  // namespace lockstep
