// Puts one database in the place of another, so that a kill at any moment leaves both.
//
// What is to come stands at `<store>/db.next` first. A store without `db` that has a `db.next` was on its way to the
// new database; beside a `db`, a `db.next` is either the new one or the old one, and is kept.
#pragma once

#include <string>

namespace lockstep {

// Puts the database directory `fresh` in the place of that of the store in `directory`; the old one, if there is one,
// gets the path `aside`. Requires the store's lock, and that FinishReplacing was called. Throws
// std::filesystem::filesystem_error: then FinishReplacing goes on.
void ReplaceDatabase(const std::string& directory, const std::string& fresh, const std::string& aside);

// Goes on where ReplaceDatabase was stopped: afterwards there is no `db.next`, and a `db` if either was there. Requires
// the store's lock. Throws StoreError.
void FinishReplacing(const std::string& directory);

// Where the database that a ReplaceDatabase has not put into its place yet waits.
std::string NextDatabaseDirectory(const std::string& directory);

// The next free one of `<store>/damaged-1`, `damaged-2` ...
std::string NextAside(const std::string& directory);

}  // namespace lockstep
