// Tells whether a LevelDB database was closed cleanly, so that the next opening may append to its files.
//
// LevelDB begins a new manifest and a new log at every opening, which costs four syncs; `reuse_logs` makes it go on
// with the old ones, which after a crash would put new records behind half a record and lose them. So a closing
// that saw no failure writes down what the two files hold, by size and hash, in `CLEAN` beside them, and an opening
// reuses them only where they hold that still. Nothing depends on when, or whether, CLEAN reaches the disk.
#pragma once

#include <leveldb/env.h>

#include <atomic>
#include <memory>
#include <string>

namespace lockstep {

// A log or a manifest that is longer is not reused: it would be read at every opening.
inline constexpr std::size_t kMaxReusedBytes = 256 << 10;

// Remembers whether anything was written through it, and whether a write failed.
class WatchingEnv : public leveldb::EnvWrapper {
 public:
  explicit WatchingEnv(leveldb::Env& real) : EnvWrapper(&real) {}

  bool wrote() const { return wrote_; }
  bool failed() const { return failed_; }

  leveldb::Status NewWritableFile(const std::string& name, leveldb::WritableFile** file) override;
  leveldb::Status NewAppendableFile(const std::string& name, leveldb::WritableFile** file) override;
  leveldb::Status RenameFile(const std::string& from, const std::string& to) override;

 private:
  class File;
  leveldb::Status Watched(const leveldb::Status& status);
  leveldb::Status Wrap(const leveldb::Status& status, leveldb::WritableFile** file);

  std::atomic<bool> wrote_ = false;
  std::atomic<bool> failed_ = false;
};

// True where the database in the directory `database` is as RememberClosing saw it.
bool WasClosedCleanly(leveldb::Env& env, const std::string& database);

// The database was closed, and no write had failed.
void RememberClosing(leveldb::Env& env, const std::string& database);

}  // namespace lockstep
