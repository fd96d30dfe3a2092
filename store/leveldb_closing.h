// Tells whether a LevelDB database was closed cleanly, so that the next opening may append to its files.
//
// LevelDB begins a new manifest and a new log at every opening, which costs four syncs; `reuse_logs` makes it go on
// with the old ones, which after a crash would put new records behind half a record and lose them. So a closing
// that saw no failure writes down what the two files hold, by size and hash, in `CLEAN` beside them, and an opening
// reuses them only where they hold that still. Nothing depends on when, or whether, CLEAN reaches the disk.
//
// A log that was cut off reads like one whose end was never written: LevelDB would take an older state for today's.
// Where all of it had been synced before the closing, CLEAN says so, and a shorter log is damage.
#pragma once

#include <leveldb/env.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

namespace lockstep {

// A log or a manifest that is longer is not reused: it would be read at every opening.
inline constexpr std::size_t kMaxReusedBytes = 256 << 10;

// Remembers what was written through it and not synced yet, and whether a write failed.
class WatchingEnv : public leveldb::EnvWrapper {
 public:
  explicit WatchingEnv(leveldb::Env& real) : EnvWrapper(&real) {}

  bool wrote() const { return wrote_; }
  bool failed() const { return failed_; }
  // True where `name` was written to since it was synced last.
  bool IsUnsynced(const std::string& name) const;

  leveldb::Status NewWritableFile(const std::string& name, leveldb::WritableFile** file) override;
  leveldb::Status NewAppendableFile(const std::string& name, leveldb::WritableFile** file) override;
  leveldb::Status RenameFile(const std::string& from, const std::string& to) override;

 private:
  class File;
  leveldb::Status Watched(const leveldb::Status& status);
  leveldb::Status Wrap(const std::string& name, const leveldb::Status& status, leveldb::WritableFile** file);

  std::atomic<bool> wrote_ = false;
  std::atomic<bool> failed_ = false;
  mutable std::mutex mutex_;
  std::set<std::string> unsynced_;
};

// True where the database in the directory `database` is as RememberClosing saw it, and cheap to append to.
bool WasClosedCleanly(leveldb::Env& env, const std::string& database);

// What the database has lost since RememberClosing saw it ("000004.log ends after 120 of 500 bytes"); nothing where
// nothing is known to be lost.
std::optional<std::string> LostSinceClosing(leveldb::Env& env, const std::string& database);

// The database was closed, and no write had failed.
void RememberClosing(WatchingEnv& env, const std::string& database);

// What the database held does not count any more: it is about to be repaired.
void ForgetClosing(leveldb::Env& env, const std::string& database);

}  // namespace lockstep
