// The logs of a damaged database, made ready for LevelDB's repair.
//
// LevelDB checks the checksums of its logs when it opens a database, but not when it repairs one: a wrong byte in a
// text would be salvaged as if it were right. So records with a wrong checksum get a type that LevelDB does not know,
// and passes over.
#pragma once

#include <functional>
#include <string>

#include "store/verify.h"

namespace lockstep {

// Marks the damaged records in all logs of `database`, and tells `report` of each log that has any. Throws
// std::filesystem::filesystem_error where a log cannot be read or written.
void MarkDamagedLogRecords(const std::string& database, const std::function<void(const Damage&)>& report);

}  // namespace lockstep
