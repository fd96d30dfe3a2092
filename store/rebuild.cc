// Makes a store whole out of the records that can be read: what says the same twice is made anew, what contradicts the
// rest is dropped.

#include <optional>
#include <string>

#include "store/bound_versions.h"
#include "store/codec.h"
#include "store/damage.h"
#include "store/keys.h"
#include "store/lexicon_store.h"
#include "store/memory_upkeep.h"
#include "store/store.h"
#include "store/verify.h"

namespace lockstep {
namespace {

using Report = std::function<void(const Damage&)>;

void Delete(Engine& engine, std::string_view key) {
  Batch batch;
  batch.Delete(key);
  engine.Write(batch, false);
}

// Drops what cannot be decoded, and the index, which is made anew. Not yet what is damaged in a lexicon.
void DropDamaged(Engine& engine, const Report& report) {
  engine.Scan({}, [&](std::string_view key, std::string_view value) {
    if (key.starts_with(kLexiconTag)) return true;
    const bool is_index = key.starts_with(kIndexTag);
    const std::string damage = is_index ? "" : DamageOf([&] { ExpectRecord(key, value); });
    if (!damage.empty()) report({PrintableKey(key), damage});
    if (is_index || !damage.empty()) Delete(engine, key);
    return true;
  });
}

// The file's record with nothing that would spare the next sync a reading.
FileRecord Distrusted(FileRecord file) {
  file.stamp = {};
  file.racy = true;
  file.content_hash = 0;
  return file;
}

void RebuildFile(Engine& engine, std::string_view path, const Report& report) {
  const StoreReader store(engine);
  const std::optional<FileRecord> before = store.File(path);
  const std::optional<DocumentRecord> document = store.Document(path);
  FileRecord file = before.value_or(FileRecord{});
  file.key = document ? std::optional(document->key) : std::nullopt;
  const bool same = before && before->key == file.key &&
                    (!before->usable || (document && document->content_hash == before->content_hash));
  Batch batch;
  if (!same) {
    report({PrintableKey(PathKey(kFileTag, path)), "it is read again at the next sync"});
    file.usable = document.has_value();
    file = Distrusted(std::move(file));
    if (document) file.content_hash = document->content_hash;
    batch.Put(PathKey(kFileTag, path), Encode(file));
  }
  if (document) {
    const IndexEntry entry{.key = document->key,
                           .path = std::string(path),
                           .words = document->words,
                           .segments = static_cast<std::uint32_t>(document->segments.size()),
                           .usable = file.usable};
    batch.Put(EncodeIndexKey(document->key, path), Encode(entry));
  }
  if (!batch.empty()) engine.Write(batch, false);
}

void RebuildDocuments(Engine& engine, const Report& report) {
  const auto has_file = [&](std::string_view key) { return engine.Get(PathKey(kFileTag, PathOf(key))).has_value(); };
  const auto rebuild = [&](std::string_view key, std::string_view) {
    RebuildFile(engine, PathOf(key), report);
    return true;
  };
  engine.Scan({&kFileTag, 1}, rebuild);
  engine.Scan({&kDocumentTag, 1},
              [&](std::string_view key, std::string_view value) { return has_file(key) || rebuild(key, value); });
  engine.Scan({&kDiagnosticsTag, 1}, [&](std::string_view key, std::string_view) {
    if (!has_file(key)) Delete(engine, key);
    return true;
  });
}

// Bindings without the versions that they count in tell nothing: their review is bound anew. Where a version is there
// but the mark is not, the mark is made anew.
void RebuildBindings(Engine& engine, const Report& report) {
  engine.Scan({&kTranslationTag, 1}, [&](std::string_view key, std::string_view value) {
    const TranslationRecord translation = DecodeTranslation(key, value);
    if (CheckTranslation(engine, translation).empty()) return true;
    Batch mark;
    mark.Put(UnboundKey(translation.key.collection, translation.key.ref), EncodeUnbound());
    engine.Write(mark, false);
    const std::string what = CheckTranslation(engine, translation);
    report({PrintableKey(key), what.empty() ? "the review is looked at again at the next sync" : what});
    if (!what.empty()) Delete(engine, key);
    return true;
  });
  engine.Scan({&kPreviousTag, 1}, [&](std::string_view key, std::string_view value) {
    const std::string what = CheckPrevious(engine, *DecodePreviousKey(key), DecodePrevious(key, value));
    if (what.empty()) return true;
    report({PrintableKey(key), what});
    Delete(engine, key);
    return true;
  });
}

// True where a record of a lexicon is damaged, or there is no telling what it belongs to.
bool IsLexiconDamaged(const Engine& engine, const Report& report) {
  bool damaged = false;
  engine.Scan({&kLexiconTag, 1}, [&](std::string_view key, std::string_view value) {
    std::string what;
    const std::string damage = DamageOf([&] { what = CheckLexicon(engine, key, value); });
    if (!damage.empty()) what = damage;
    if (!what.empty()) report({PrintableKey(key), what});
    damaged = !what.empty();
    return !damaged;
  });
  return damaged;
}

// A lexicon is learned from the translations: what is left of a damaged one is not worth mending.
void RebuildLexicons(Engine& engine, bool damaged) {
  if (damaged) ForgetLexicons(engine);
  engine.Scan({&kUnlearntTag, 1}, [&](std::string_view key, std::string_view value) {
    if (!CheckUnlearnt(engine, key, value).empty()) Delete(engine, key);
    return true;
  });
}

}  // namespace

void RebuildStore(Engine& engine, const Report& report) {
  const bool lexicon_damaged = IsLexiconDamaged(engine, report);
  DropDamaged(engine, report);
  RebuildDocuments(engine, report);
  RebuildBindings(engine, report);
  RebuildMemory(engine);
  RebuildLexicons(engine, lexicon_damaged);
}

}  // namespace lockstep
