// Moves a store's content as JSON lines: one record a line, sorted, the same bytes for the same content.
//
// The index by review is derived and not written. What is bound to a machine and a moment (the stamps of files,
// the times and counts of runs) is written on demand only: two stores of one site compare equal, even where a run was
// killed and done again.
#pragma once

#include <functional>
#include <istream>
#include <string>
#include <string_view>

#include "store/engine.h"

namespace lockstep {

struct DumpOptions {
  bool all = false;  // also stamps, times and counts
};

// Gives `write` each line, with its line end; the first is the header. Throws StoreError.
void DumpStore(const View& view, const DumpOptions& options, const std::function<void(std::string_view line)>& write);

// Reads a dump into `engine`, which is empty but for its format version. `name` is the dump's name for messages. A file
// without a stamp is hashed at the next sync. Throws StoreError, naming the line, where the dump is wrong: then
// `engine` holds a part of it and is of no use.
void LoadDump(std::istream& dump, const std::string& name, Engine& engine);

struct LoadOptions {
  bool replace = false;  // the store may have content: the dump's takes its place
};
// Makes the dump the content of the store in `directory`, whose lock the caller holds, as LoadDump does. All or
// nothing: throws StoreError where the dump is wrong or the store is not empty, and then the store is as it was.
void LoadStore(const std::string& directory, std::istream& dump, const std::string& name, const LoadOptions& options);

}  // namespace lockstep
