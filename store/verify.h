// Finds damage in a store, and salvages what is left of a damaged one.
//
// Files, documents and the index by review say partly the same: that is what is compared. What was read from a
// file can be read again, so repair keeps what is whole and makes the next sync read the rest anew.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "store/engine.h"

namespace lockstep {

// Something wrong: the record's key, printable, and what is wrong with it.
struct Damage {
  std::string key;
  std::string what;
  bool operator==(const Damage&) const = default;
};

// Reads every record, and tells `report` of each that is damaged or contradicts another. Returns how many records
// could be read. Damage that LevelDB finds is a finding too, and what lies behind it is read on.
std::uint64_t VerifyStore(const View& view, const std::function<void(const Damage&)>& report);

// Makes the index by review and the flags that tell files and documents apart anew from files and documents.
// What cannot be used is dropped and told to `report`.
void RebuildStore(Engine& engine, const std::function<void(const Damage&)>& report);

struct RepairResult {
  std::vector<Damage> lost;
  std::string kept_aside;  // the damaged database's new place
};
// Repairs the store in `directory`, whose lock the caller holds. The database as it was is kept aside in the same
// directory: nothing is ever lost by repairing. Throws StoreError where nothing can be read, or where the store is
// of another format version; then everything is as it was.
RepairResult RepairStore(const std::string& directory);

}  // namespace lockstep
