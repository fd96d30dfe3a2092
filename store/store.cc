#include "store/store.h"

#include <algorithm>
#include <cassert>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "store/bound_versions.h"
#include "store/codec.h"
#include "store/keys.h"
#include "store/memory_codec.h"
#include "store/upgrade.h"

namespace lockstep {
namespace {

bool IsEmpty(const View& view) {
  bool empty = true;
  view.Scan({}, [&](std::string_view, std::string_view) { return empty = false; });
  return empty;
}

void CheckFormat(Engine& engine) {
  const std::optional<std::string> format = engine.Get(kFormatKey);
  if (format) {
    const std::uint32_t version = DecodeFormat(*format);
    if (version == kFormatVersion || UpgradeStore(engine)) return;
    throw StoreError(
        fmt::format("store {}: its format is version {}, this lockstep knows version {}; use the lockstep "
                    "that wrote it, or move the content with `lockstep store dump` and `load`",
                    engine.location(), version, kFormatVersion));
  }
  if (!IsEmpty(engine)) {
    throw StoreError(
        fmt::format("store {}: it has records but no format version, so lockstep did not write it or it "
                    "is damaged; run `lockstep store repair`, or choose another directory with --store",
                    engine.location()));
  }
  Batch batch;
  batch.Put(kFormatKey, EncodeFormat(kFormatVersion));
  engine.Write(batch, false);
}

// Writes `value` under `key`, unless `view` has it already; returns whether it did.
bool PutIfChanged(const View& view, std::string_view key, const std::string& value, Batch& batch) {
  if (view.Get(key) == value) return false;
  batch.Put(key, value);
  return true;
}

// A document without diagnostics has no record of them.
void PutDiagnostics(const View& view, std::string_view path, bool is_new, const std::vector<Diagnostic>& diagnostics,
                    Batch& batch) {
  if (is_new && diagnostics.empty()) return;
  const std::string key = PathKey(kDiagnosticsTag, path);
  if (!diagnostics.empty()) {
    PutIfChanged(view, key, Encode(diagnostics), batch);
  } else if (view.Get(key)) {
    batch.Delete(key);
  }
}

IndexEntry EntryOf(std::string_view path, const FileRecord& file, const DocumentRecord& document) {
  return {.key = document.key,
          .path = std::string(path),
          .words = document.words,
          .segments = static_cast<std::uint32_t>(document.segments.size()),
          .usable = file.usable};
}

void MarkUnbound(const DocumentKey& key, Batch& batch) {
  batch.Put(UnboundKey(key.collection, key.ref), EncodeUnbound());
}

void MarkUnfed(const DocumentKey& translation, Batch& batch) {
  batch.Put(UnfedKey(translation), EncodeUnfed());
}

// `stored`, the version of `path` that `batch` will replace or delete, is kept for each translation that counts in it,
// as the previous version of `kept_as`.
void KeepPrevious(const View& view, std::string_view path, const DocumentRecord& stored, std::string_view kept_as,
                  Batch& batch) {
  for (PreviousKey& key : CountingIn(view, path, stored)) {
    if (view.Get(EncodePreviousKey(key))) continue;  // it counts in that one
    key.path = kept_as;
    batch.Put(EncodePreviousKey(key), Encode(stored));
  }
}

// What the store keeps under a path alone.
constexpr char kDocumentTags[] = {kFileTag, kDocumentTag, kDiagnosticsTag};

void DeleteDocument(std::string_view path, const FileRecord& file, Batch& batch) {
  for (const char tag : kDocumentTags) batch.Delete(PathKey(tag, path));
  if (file.key) batch.Delete(EncodeIndexKey(*file.key, path));
}

// True where `document` surely is the version that is stored: the file says so, and nothing need be read.
bool IsKnownVersion(const FileRecord& before, const FileRecord& file, const DocumentRecord& document) {
  return before.usable && before.key == document.key && before.content_hash == document.content_hash &&
         before.rules_hash == file.rules_hash;
}

// Bindings tell versions apart by key and content, and count in segments.
bool IsSameVersion(const DocumentRecord& a, const DocumentRecord& b) {
  return a.key == b.key && a.content_hash == b.content_hash && a.segments == b.segments;
}

// What a document that is stored does to the bindings of its review, and of the one that it leaves.
void Unbind(const View& view, std::string_view path, const std::optional<FileRecord>& before, const FileRecord& file,
            const DocumentRecord& document, Batch& batch) {
  if (!before || !before->key) return MarkUnbound(document.key, batch);
  if (IsKnownVersion(*before, file, document)) return;
  const std::optional<DocumentRecord> stored = StoreReader(view).Document(path);
  if (stored && IsSameVersion(*stored, document)) return;
  if (stored) KeepPrevious(view, path, *stored, path, batch);
  MarkUnbound(*before->key, batch);
  MarkUnbound(document.key, batch);
}

// The versions that the bindings of `translation`, as they are stored, count in are not needed any more.
void DropPrevious(const View& view, const DocumentKey& translation, Batch& batch) {
  const std::optional<TranslationRecord> stored = StoreReader(view).Translation(translation);
  if (!stored) return;
  for (const PreviousKey& key : {PreviousKey{stored->source_path, translation, PreviousKey::Side::kSource},
                                 PreviousKey{stored->target_path, translation, PreviousKey::Side::kTarget}}) {
    const std::string bytes = EncodePreviousKey(key);
    if (view.Get(bytes)) batch.Delete(bytes);
  }
}

// Those bindings that know of the document `from`, which is of the review `now`, know of `to`, and the previous
// versions of `from` are versions of `to`. All their reviews are marked as unbound.
void MoveBindings(const View& view, const DocumentKey& now, std::string_view from, std::string_view to, Batch& batch) {
  std::set<std::pair<std::string, std::string>> reviews = {{now.collection, now.ref}};
  for (PreviousKey key : StoreReader(view).PreviousOf(from)) {
    const std::string bytes = EncodePreviousKey(key);
    key.path = to;
    batch.Put(EncodePreviousKey(key), view.Get(bytes).value());
    batch.Delete(bytes);
    reviews.insert({key.translation.collection, key.translation.ref});
  }
  for (const auto& [collection, ref] : reviews) {
    batch.Put(UnboundKey(collection, ref), EncodeUnbound());
    view.Scan(TranslationPrefix(collection, ref), [&](std::string_view key, std::string_view value) {
      TranslationRecord translation = DecodeTranslation(key, value);
      if (translation.source_path != from && translation.target_path != from) return true;
      if (translation.source_path == from) translation.source_path = to;
      if (translation.target_path == from) translation.target_path = to;
      batch.Put(key, Encode(translation));
      return true;
    });
  }
}

// A sync does what the one before it left undone, whatever its options; what others do, their arguments say.
bool IsSameWork(const RunRecord& a, const RunRecord& b) {
  return a.command == b.command && (a.command == "sync" || a.arguments == b.arguments);
}

}  // namespace

Store::Store(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {
  CheckFormat(*engine_);
}

void Store::PutDocument(std::string_view path, const std::optional<FileRecord>& before, const FileRecord& file,
                        const DocumentRecord& document, const std::vector<Diagnostic>& diagnostics) {
  FileRecord record = file;
  record.key = document.key;
  Batch batch;
  batch.Put(PathKey(kFileTag, path), Encode(record));
  batch.Put(PathKey(kDocumentTag, path), Encode(document));
  if (before && before->key && *before->key != document.key) batch.Delete(EncodeIndexKey(*before->key, path));
  const std::string index_key = EncodeIndexKey(document.key, path);
  const std::string entry = Encode(EntryOf(path, record, document));
  // Without an old record there is nothing to compare with: a new document is written without a read.
  if (!before) batch.Put(index_key, entry);
  if (before) PutIfChanged(*engine_, index_key, entry, batch);
  PutDiagnostics(*engine_, path, !before, diagnostics, batch);
  Unbind(*engine_, path, before, file, document, batch);
  engine_->Write(batch, false);
}

void Store::PutUnusable(std::string_view path, const FileRecord& file, const std::vector<Diagnostic>& diagnostics) {
  const std::optional<FileRecord> before = Reader().File(path);
  FileRecord record = file;
  record.usable = false;
  record.key = before ? before->key : std::nullopt;
  Batch batch;
  batch.Put(PathKey(kFileTag, path), Encode(record));
  if (record.key) {
    const std::string key = EncodeIndexKey(*record.key, path);
    if (const std::optional<std::string> value = engine_->Get(key)) {
      IndexEntry entry = DecodeIndexEntry(key, *value);
      entry.usable = false;
      PutIfChanged(*engine_, key, Encode(entry), batch);
    }
  }
  PutDiagnostics(*engine_, path, !before, diagnostics, batch);
  engine_->Write(batch, false);
}

void Store::PutFile(std::string_view path, const FileRecord& file) {
  Batch batch;
  batch.Put(PathKey(kFileTag, path), Encode(file));
  engine_->Write(batch, false);
}

void Store::Remove(std::string_view path) {
  const std::optional<FileRecord> before = Reader().File(path);
  if (!before) return;
  Batch batch;
  if (before->key) {
    const std::optional<DocumentRecord> stored = Reader().Document(path);
    if (stored) KeepPrevious(*engine_, path, *stored, path, batch);
    MarkUnbound(*before->key, batch);
  }
  DeleteDocument(path, *before, batch);
  engine_->Write(batch, false);
}

void Store::Move(std::string_view from, std::string_view to) {
  const std::optional<FileRecord> file = Reader().File(from);
  if (!file || Reader().File(to)) return;
  Batch batch;
  for (const char tag : kDocumentTags) {
    if (const std::optional<std::string> value = engine_->Get(PathKey(tag, from))) batch.Put(PathKey(tag, to), *value);
  }
  if (file->key) {
    const std::optional<std::string> entry = engine_->Get(EncodeIndexKey(*file->key, from));
    if (entry) batch.Put(EncodeIndexKey(*file->key, to), *entry);
    MoveBindings(*engine_, *file->key, from, to, batch);
  }
  DeleteDocument(from, *file, batch);
  engine_->Write(batch, false);
}

void Store::TakeOver(std::string_view from, std::string_view to) {
  assert(from != to);
  const std::optional<FileRecord> file = Reader().File(from);
  if (!file || !file->key) return Remove(from);
  Batch batch;
  const std::optional<DocumentRecord> stored = Reader().Document(from);
  if (stored) KeepPrevious(*engine_, from, *stored, to, batch);
  MoveBindings(*engine_, *file->key, from, to, batch);
  DeleteDocument(from, *file, batch);
  engine_->Write(batch, false);
}

void Store::PutBindings(std::string_view collection, std::string_view ref,
                        const std::vector<TranslationRecord>& translations, const std::vector<DocumentKey>& gone,
                        const std::vector<UnlearntMark>& unlearnt) {
  Batch batch;
  for (const DocumentKey& key : gone) {
    DropPrevious(*engine_, key, batch);
    batch.Delete(TranslationKey(key));
    batch.Delete(UnlearntKey(key));
    MarkUnfed(key, batch);
  }
  for (const TranslationRecord& translation : translations) {
    DropPrevious(*engine_, translation.key, batch);
    if (PutIfChanged(*engine_, TranslationKey(translation.key), Encode(translation), batch)) {
      MarkUnfed(translation.key, batch);
    }
  }
  for (const UnlearntMark& mark : unlearnt) batch.Put(UnlearntKey(mark.translation), Encode(mark));
  batch.Delete(UnboundKey(collection, ref));
  engine_->Write(batch, false);
}

void Store::PutHistory(const HistoryRecord& history) {
  Batch batch;
  batch.Put(kHistoryKey, Encode(history));
  engine_->Write(batch, false);
}

void Store::ForgetDocuments() {
  // Without their file records all documents are read again, whatever else is left of them.
  for (const char tag :
       {kFileTag, kTranslationTag, kPreviousTag, kUnboundTag, kIndexTag, kDiagnosticsTag, kDocumentTag}) {
    DeleteAll({&tag, 1}, *engine_);
  }
}

void Store::PutLearnt(const DocumentKey& translation, const TranslationRecord* better) {
  Batch batch;
  if (better != nullptr && PutIfChanged(*engine_, TranslationKey(translation), Encode(*better), batch)) {
    MarkUnfed(translation, batch);
  }
  batch.Delete(UnlearntKey(translation));
  engine_->Write(batch, false);
}

RunRecord Store::BeginRun(RunRecord start) {
  const std::optional<RunRecord> last = Reader().LastRun();
  const bool again = last && !last->finished && IsSameWork(*last, start);
  start.id = last ? last->id + (again ? 0 : 1) : 1;
  start.finished = false;
  Batch batch;
  batch.Put(RunKey(start.id), Encode(start));
  engine_->Write(batch, false);
  return start;
}

void Store::FinishRun(const RunRecord& run, const std::optional<HistoryRecord>& history) {
  RunRecord record = run;
  record.finished = true;
  Batch batch;
  batch.Put(RunKey(run.id), Encode(record));
  if (history) batch.Put(kHistoryKey, Encode(*history));
  engine_->Write(batch, true);
}

std::uint64_t Store::ForgetRuns(std::uint64_t keep) {
  std::vector<std::string> keys;
  engine_->Scan({&kRunTag, 1}, [&](std::string_view key, std::string_view) {
    keys.emplace_back(key);
    return true;
  });
  const std::uint64_t kept = std::max<std::uint64_t>(keep, 1);
  if (keys.size() <= kept) return 0;
  keys.resize(keys.size() - static_cast<std::size_t>(kept));
  Batch batch;
  for (const std::string& key : keys) batch.Delete(key);
  engine_->Write(batch, true);
  return keys.size();
}

}  // namespace lockstep
