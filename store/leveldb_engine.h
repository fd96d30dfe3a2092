// LevelDB as the store's engine: the only header behind which LevelDB stands.
//
// The tables lie in `<store>/db`, so that a whole database can be put aside or exchanged by one rename, while
// the lock (store/lock.h) stays where it is.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "store/engine.h"

namespace leveldb {
class Env;
}

namespace lockstep {

// How the store is opened.
struct StoreOptions {
  bool create = true;           // make the directory where there is none
  leveldb::Env* env = nullptr;  // for tests: another file system than the real one; must outlive the engine
  // Bytes kept in memory before they become a table; twice that at the peak. With LevelDB's usual 4 MB, a first sync
  // spends several times as long on merging tables.
  std::size_t write_buffer_size = 16 << 20;
};

// Opens the LevelDB of the store in `directory` ("<site>/.lockstep"). Throws StoreError: no store there (and not
// to be created), held by another process, damaged, not writable - each naming the directory and the way out. The
// caller holds the store's lock (store/lock.h).
std::unique_ptr<Engine> OpenLevelDb(const std::string& directory, const StoreOptions& options);

// Where the tables of the store in `directory` lie.
std::string DatabaseDirectory(const std::string& directory);

// Makes the database directory `database` openable again out of what can still be read of its files, by LevelDB's own
// repairer. Throws StoreError where nothing can be read.
void RepairLevelDb(const std::string& database);

}  // namespace lockstep
