#include "store/leveldb_engine.h"

#include <leveldb/cache.h>
#include <leveldb/db.h>
#include <leveldb/env.h>
#include <leveldb/filter_policy.h>
#include <leveldb/write_batch.h>

#include <algorithm>
#include <cstdarg>
#include <mutex>

#include <fmt/format.h>

#include "store/leveldb_closing.h"
#include "store/pread_env.h"

namespace lockstep {
namespace {

constexpr std::size_t kBlockCacheBytes = 4 << 20;
constexpr std::size_t kMaxFileBytes = 16 << 20;
constexpr int kMaxOpenFiles = 128;
// Open tables keep their index in memory, an entry a block: blocks of LevelDB's usual 4 KB would hold one document
// each.
constexpr std::size_t kBlockBytes = 16 << 10;
// What an entry takes in memory besides its key and value, at most on average.
constexpr std::size_t kEntryOverhead = 64;
// A log up to this size is cheap to replay at the next opening; a longer one is moved into tables at once.
constexpr std::size_t kMaxLogBytes = 1 << 20;

leveldb::Slice ToSlice(std::string_view text) {
  return {text.data(), text.size()};
}
std::string_view ToView(const leveldb::Slice& slice) {
  return {slice.data(), slice.size()};
}

// LevelDB's own diary tells nothing that a StoreError does not, and it grows with every opening.
class NoLog : public leveldb::Logger {
 public:
  void Logv(const char* /*format*/, std::va_list /*arguments*/) override {}
};

bool Contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// What to do about `status`, as the second half of a message.
std::string_view Advice(const leveldb::Status& status, const std::string& text) {
  if (status.IsCorruption() || status.IsNotFound() || Contains(text, "corrupt")) {
    return "the store is damaged: `lockstep store repair` salvages what can still be read";
  }
  if (Contains(text, "No space left") || Contains(text, "Disk quota")) return "make room on the disk and run again";
  if (Contains(text, "lock ")) return "another process holds it: wait until that one has ended";
  if (Contains(text, "Permission denied") || Contains(text, "Read-only file system")) {
    return "the store must be writable: correct its permissions, or choose another directory with --store";
  }
  if (Contains(text, "Too many open files")) return "raise the limit of open files (ulimit -n)";
  return "check the disk, then run `lockstep store verify`";
}

std::string Message(const std::string& directory, const leveldb::Status& status) {
  const std::string text = status.ToString();
  return fmt::format("store {}: {}; {}", directory, text, Advice(status, text));
}

[[noreturn]] void Throw(const std::string& directory, const leveldb::Status& status) {
  throw StoreError(Message(directory, status));
}

void Check(const std::string& directory, const leveldb::Status& status) {
  if (!status.ok()) Throw(directory, status);
}

class LevelDbCursor : public View::Cursor {
 public:
  LevelDbCursor(const std::string& directory, std::unique_ptr<leveldb::Iterator> iterator, std::string_view prefix,
                std::string_view from)
      : directory_(&directory), iterator_(std::move(iterator)), prefix_(prefix) {
    iterator_->Seek(ToSlice(std::max(prefix, from)));
    Settle();
  }

  bool Valid() const override { return valid_; }
  void Next() override {
    iterator_->Next();
    Settle();
  }
  std::string_view key() const override { return ToView(iterator_->key()); }
  std::string_view value() const override { return ToView(iterator_->value()); }

 private:
  // An iterator skips a block that it cannot read and goes on: without the look at status() a damaged table
  // would pass for a short one. It keeps the write buffer of its time in memory, so it goes as soon as it is done.
  void Settle() {
    Check(*directory_, iterator_->status());
    valid_ = iterator_->Valid() && ToView(iterator_->key()).substr(0, prefix_.size()) == prefix_;
    if (!valid_) iterator_.reset();
  }

  const std::string* directory_;
  std::unique_ptr<leveldb::Iterator> iterator_;
  std::string prefix_;
  bool valid_ = false;
};

// Reads of the database, at a snapshot or (nullptr) as it is now.
class LevelDbReads {
 public:
  LevelDbReads(leveldb::DB& db, const std::string& directory, const leveldb::Snapshot* snapshot)
      : db_(&db), directory_(&directory), snapshot_(snapshot) {}

  std::optional<std::string> Get(std::string_view key) const {
    std::string value;
    const leveldb::Status status = db_->Get(Options(true), ToSlice(key), &value);
    if (status.IsNotFound()) return std::nullopt;
    Check(*directory_, status);
    return value;
  }

  // A scan of all records of a kind reads a block once: it would only drive the others from the cache. Who asks for
  // those of one review will ask for its neighbour's.
  std::unique_ptr<LevelDbCursor> Open(std::string_view prefix, std::string_view from) const {
    const bool is_of_all = prefix.size() <= 1;
    std::unique_ptr<leveldb::Iterator> iterator(db_->NewIterator(Options(!is_of_all)));
    return std::make_unique<LevelDbCursor>(*directory_, std::move(iterator), prefix, from);
  }

  void Scan(std::string_view prefix, std::string_view from, const View::Visitor& visit) const {
    for (auto cursor = Open(prefix, from); cursor->Valid(); cursor->Next()) {
      if (!visit(cursor->key(), cursor->value())) return;
    }
  }

  // The iterator itself skips what it cannot read, and keeps the first error.
  void ScanPastDamage(const View::Visitor& visit, const View::DamageVisitor& damaged) const {
    const std::unique_ptr<leveldb::Iterator> iterator(db_->NewIterator(Options(false)));
    iterator->SeekToFirst();
    while (iterator->Valid() && visit(ToView(iterator->key()), ToView(iterator->value()))) iterator->Next();
    if (!iterator->status().ok()) damaged(Message(*directory_, iterator->status()));
  }

 private:
  leveldb::ReadOptions Options(bool fill_cache) const {
    leveldb::ReadOptions options;
    options.verify_checksums = true;
    options.fill_cache = fill_cache;
    options.snapshot = snapshot_;
    return options;
  }

  leveldb::DB* db_;
  const std::string* directory_;
  const leveldb::Snapshot* snapshot_;
};

class LevelDbView : public View {
 public:
  LevelDbView(leveldb::DB& db, const std::string& directory)
      : db_(&db), snapshot_(db.GetSnapshot()), reads_(db, directory, snapshot_) {}
  ~LevelDbView() override { db_->ReleaseSnapshot(snapshot_); }
  LevelDbView(const LevelDbView&) = delete;
  LevelDbView& operator=(const LevelDbView&) = delete;

  std::optional<std::string> Get(std::string_view key) const override { return reads_.Get(key); }
  void Scan(std::string_view prefix, std::string_view from, const Visitor& visit) const override {
    reads_.Scan(prefix, from, visit);
  }
  void ScanPastDamage(const Visitor& visit, const DamageVisitor& damaged) const override {
    reads_.ScanPastDamage(visit, damaged);
  }
  std::unique_ptr<Cursor> Open(std::string_view prefix, std::string_view from) const override {
    return reads_.Open(prefix, from);
  }

 private:
  leveldb::DB* db_;
  const leveldb::Snapshot* snapshot_;
  LevelDbReads reads_;
};

// What LevelDB borrows while the database is open.
struct Parts {
  explicit Parts(leveldb::Env* real) : env(real != nullptr ? *real : *unmapped) {}

  std::unique_ptr<leveldb::Env> unmapped = MakePreadEnv(*leveldb::Env::Default());
  WatchingEnv env;
  NoLog log;
  std::unique_ptr<const leveldb::FilterPolicy> filter{leveldb::NewBloomFilterPolicy(10)};
  std::unique_ptr<leveldb::Cache> cache{leveldb::NewLRUCache(kBlockCacheBytes)};

  leveldb::Options Options(const StoreOptions& store) {
    leveldb::Options options;
    options.create_if_missing = true;
    options.paranoid_checks = true;
    options.env = &env;
    options.info_log = &log;
    options.write_buffer_size = store.write_buffer_size;
    options.max_open_files = kMaxOpenFiles;
    options.block_cache = cache.get();
    options.max_file_size = kMaxFileBytes;
    options.block_size = kBlockBytes;
    options.filter_policy = filter.get();
    return options;
  }
};

class LevelDbEngine : public Engine {
 public:
  LevelDbEngine(std::string directory, std::unique_ptr<Parts> parts, std::unique_ptr<leveldb::DB> db)
      : directory_(std::move(directory)),
        parts_(std::move(parts)),
        db_(std::move(db)),
        reads_(*db_, directory_, nullptr) {}

  // The next opening is fast where this closing is clean.
  ~LevelDbEngine() override {
    MoveLongLog();
    db_.reset();
    if (parts_->env.wrote() && !parts_->env.failed()) RememberClosing(parts_->env, DatabaseDirectory(directory_));
  }
  LevelDbEngine(const LevelDbEngine&) = delete;
  LevelDbEngine& operator=(const LevelDbEngine&) = delete;

  const std::string& location() const override { return directory_; }
  std::optional<std::string> Get(std::string_view key) const override { return reads_.Get(key); }
  void Scan(std::string_view prefix, std::string_view from, const Visitor& visit) const override {
    reads_.Scan(prefix, from, visit);
  }
  void ScanPastDamage(const Visitor& visit, const DamageVisitor& damaged) const override {
    reads_.ScanPastDamage(visit, damaged);
  }
  std::unique_ptr<Cursor> Open(std::string_view prefix, std::string_view from) const override {
    return reads_.Open(prefix, from);
  }
  std::unique_ptr<View> Snapshot() const override { return std::make_unique<LevelDbView>(*db_, directory_); }

  void Write(const Batch& batch, bool sync) override {
    leveldb::WriteBatch changes;
    std::size_t bytes = 0;
    for (const Batch::Change& change : batch.changes()) {
      bytes += change.key.size() + kEntryOverhead + (change.value ? change.value->size() : 0);
      change.value ? changes.Put(change.key, *change.value) : changes.Delete(change.key);
    }
    const std::lock_guard guard(writing_);
    log_bytes_ += bytes;
    // LevelDB syncs only its newest log: what went through an older one is safe when it is in a table.
    const bool into_tables = sync && log_bytes_ > kMaxLogBytes;
    Apply(changes, sync && !into_tables);
    if (into_tables) FlushLog();
  }

  void Flush() override {
    const std::lock_guard guard(writing_);
    FlushLog();
  }

 private:
  // After a failure the end of the log may hold half a record, and LevelDB would append behind it: the first
  // failure is the last write. The next opening ignores the half record.
  void Apply(leveldb::WriteBatch& changes, bool sync) {
    Check(directory_, failure_);
    leveldb::WriteOptions options;
    options.sync = sync;
    failure_ = db_->Write(options, &changes);
    Check(directory_, failure_);
  }

  // Compacting a range without keys only writes the memtable out. It returns nothing: a synced write without changes
  // tells whether it failed - and where no new log could be begun, it makes the old one safe instead.
  void FlushLog() {
    if (log_bytes_ == 0) return;
    const leveldb::Slice nowhere("");
    db_->CompactRange(&nowhere, &nowhere);
    leveldb::WriteBatch nothing;
    Apply(nothing, true);
    log_bytes_ = 0;
  }

  // Whoever closes has done all that was promised: a failure costs only time at the next opening.
  void MoveLongLog() {
    if (log_bytes_ <= kMaxReusedBytes || !failure_.ok()) return;
    try {
      FlushLog();
    } catch (const StoreError&) {
    }
  }

  std::string directory_;
  std::unique_ptr<Parts> parts_;
  std::unique_ptr<leveldb::DB> db_;
  LevelDbReads reads_;
  std::mutex writing_;
  leveldb::Status failure_;    // guarded by writing_
  std::size_t log_bytes_ = 0;  // since the log was moved into tables; guarded by writing_
};

bool IsTable(const std::string& name) {
  return name.ends_with(".ldb") || name.ends_with(".sst");
}

// LevelDB takes a directory without CURRENT for a new one and deletes the tables in it.
void CheckDatabase(leveldb::Env& env, const std::string& directory, const StoreOptions& options) {
  const std::string database = DatabaseDirectory(directory);
  std::vector<std::string> names;
  const leveldb::Status listed = env.GetChildren(database, &names);
  if (!listed.ok() && !listed.IsNotFound()) Throw(directory, listed);
  if (std::find(names.begin(), names.end(), "CURRENT") != names.end()) return;
  if (std::any_of(names.begin(), names.end(), IsTable)) {
    throw StoreError(fmt::format("store {}: {}/CURRENT is missing; run `lockstep store repair`", directory, database));
  }
  if (!options.create) throw StoreError(fmt::format("there is no store in {}; run `lockstep sync` first", directory));
  env.CreateDir(directory);  // both may be there; where one cannot be made, opening fails and says so
  env.CreateDir(database);
}

}  // namespace

std::string DatabaseDirectory(const std::string& directory) {
  return directory + "/db";
}

std::unique_ptr<Engine> OpenLevelDb(const std::string& directory, const StoreOptions& options) {
  auto parts = std::make_unique<Parts>(options.env);
  leveldb::Options settings = parts->Options(options);
  CheckDatabase(*settings.env, directory, options);
  if (const auto lost = LostSinceClosing(*settings.env, DatabaseDirectory(directory))) {
    Throw(directory, leveldb::Status::Corruption(*lost));
  }
  settings.reuse_logs = WasClosedCleanly(*settings.env, DatabaseDirectory(directory));
  leveldb::DB* db = nullptr;
  const leveldb::Status status = leveldb::DB::Open(settings, DatabaseDirectory(directory), &db);
  Check(directory, status);
  return std::make_unique<LevelDbEngine>(directory, std::move(parts), std::unique_ptr<leveldb::DB>(db));
}

void RepairLevelDb(const std::string& database) {
  Parts parts(nullptr);
  ForgetClosing(parts.env, database);
  Check(database, leveldb::RepairDB(database, parts.Options({})));
}

}  // namespace lockstep
