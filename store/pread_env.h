// An Env whose tables are read by pread(2) rather than mapped into memory.
//
// LevelDB maps every table that it opens, and what a compaction reads stays resident for as long as the table is open:
// the peak of memory would grow with the store. The block cache, which has a bound, keeps what is asked for again.
//
// And LevelDB takes a directory that could be listed to its half only for one that has less: repairing would drop the
// tables that it does not see. Here that is an error.
#pragma once

#include <leveldb/env.h>

#include <memory>

namespace lockstep {

// `base`, which must outlive it, with tables read by pread and directories listed whole. The files must be the
// operating system's.
std::unique_ptr<leveldb::Env> MakePreadEnv(leveldb::Env& base);

}  // namespace lockstep
