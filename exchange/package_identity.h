// What every format carries for programs, under the same names: which package, which file, which wording.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stages/model/package_answers.h"
#include "stages/model/work_package.h"

namespace lockstep {

using KeyedTexts = std::vector<std::pair<std::string_view, std::string>>;

// "package", "site", "version", "made"; empty ones are left out.
KeyedTexts IdentityOf(const WorkPackage& package);
// "collection", "ref", "source-path", "target-path"; likewise.
KeyedTexts IdentityOf(const PackageFile& file);

// Puts a value back where it belongs; what a package says of itself first counts. False where the key is none of these.
bool SetIdentity(std::string_view key, std::string_view value, PackageAnswers& package);
bool SetIdentity(std::string_view key, std::string_view value, AnsweredFile& file);

// The collection and ref of a file as one name without spaces, "_products::larkspur-one", and back: the id of a file is
// kept by tools that keep nothing else. False where the text is no such name.
std::string FileIdOf(const PackageFile& file);
bool SetByFileId(std::string_view id, AnsweredFile& file);

// 16 hexadecimal digits; "" for 0.
std::string HashText(std::uint64_t hash);
// 0 where the text is no such thing.
std::uint64_t HashOf(std::string_view text);

// What translators should know of a unit: "reason", "old-source", "section", "previous", "next", "facts", "length",
// "place". Those that say nothing are left out.
KeyedTexts NotesOf(const PackageFile& file, const PackageUnit& unit);

}  // namespace lockstep
