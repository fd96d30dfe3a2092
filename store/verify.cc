#include "store/verify.h"

#include <fmt/format.h>

#include "store/codec.h"
#include "store/keys.h"
#include "store/store.h"

namespace lockstep {
namespace {

using Report = std::function<void(const Finding&)>;

// The damage in `check()`, or "".
template <typename Check>
std::string DamageOf(const Check& check) {
  try {
    check();
    return "";
  } catch (const StoreError& error) {
    return error.what();
  }
}

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
  if (key == kFormatKey) return DecodeFormat(value), "";
  switch (key.empty() ? '\0' : key.front()) {
    case kDocumentTag: return CheckDocument(store, view, key, value);
    case kFileTag: return CheckFile(store, key, value);
    case kIndexTag: return CheckIndex(store, key, value);
    case kRunTag: return DecodeRun(key, value), "";
    case kDiagnosticsTag:
      DecodeDiagnostics(key, value);
      return store.File(PathOf(key)) ? "" : "diagnostics of a file that is not known";
    default: return "a key of no known kind";
  }
}

// Drops what cannot be decoded, and the index, which is made anew.
void DropDamaged(Engine& engine, const Report& report) {
  engine.Scan({}, [&](std::string_view key, std::string_view value) {
    std::string damage;
    if (key.empty() || std::string_view("dfgir!").find(key.front()) == std::string_view::npos) {
      damage = "a key of no known kind";
    } else if (key.front() != kIndexTag) {
      damage = DamageOf([&] {
        if (key == kFormatKey) DecodeFormat(value);
        if (key.front() == kDocumentTag) DecodeDocument(key, value);
        if (key.front() == kFileTag) DecodeFile(key, value);
        if (key.front() == kDiagnosticsTag) DecodeDiagnostics(key, value);
        if (key.front() == kRunTag) DecodeRun(key, value);
      });
      if (damage.empty()) return true;
      report({PrintableKey(key), damage});
    }
    Batch batch;
    batch.Delete(key);
    engine.Write(batch, false);
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

}  // namespace

std::uint64_t VerifyStore(const View& view, const Report& report) {
  const StoreReader store(view);
  std::uint64_t records = 0;
  const std::string damage = DamageOf([&] {
    view.Scan({}, [&](std::string_view key, std::string_view value) {
      ++records;
      std::string what;
      const std::string damaged = DamageOf([&] { what = CheckRecord(store, view, key, value); });
      if (!damaged.empty()) what = damaged;
      if (!what.empty()) report({PrintableKey(key), what});
      return true;
    });
  });
  if (!damage.empty()) report({"", damage});
  return records;
}

void RebuildStore(Engine& engine, const Report& report) {
  DropDamaged(engine, report);
  const auto rebuild = [&](std::string_view key, std::string_view) {
    RebuildFile(engine, PathOf(key), report);
    return true;
  };
  engine.Scan({&kFileTag, 1}, rebuild);
  engine.Scan({&kDocumentTag, 1}, [&](std::string_view key, std::string_view value) {
    return engine.Get(PathKey(kFileTag, PathOf(key))) ? true : rebuild(key, value);
  });
  engine.Scan({&kDiagnosticsTag, 1}, [&](std::string_view key, std::string_view) {
    if (engine.Get(PathKey(kFileTag, PathOf(key)))) return true;
    Batch batch;
    batch.Delete(key);
    engine.Write(batch, false);
    return true;
  });
}

}  // namespace lockstep
