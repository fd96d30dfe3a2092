// The formats of work packages: writes them, and reads back what comes, by what is in it and not by its name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "stages/model/package_answers.h"
#include "stages/model/work_package.h"

namespace lockstep {

enum class PackageFormat { kXliff2, kXliff1, kPo };

const char* Name(PackageFormat format);       // "xliff2", "xliff1", "po"
const char* Extension(PackageFormat format);  // ".xlf", ".po"
std::optional<PackageFormat> PackageFormatByName(std::string_view name);

// As bytes. Requires that all files have the same two languages, and at least one unit. The same package gives the same
// bytes.
std::string WritePackage(const WorkPackage& package, PackageFormat format);

// The answers in the bytes of a package that a tool gave back, in whatever of the formats. Never throws: what cannot be
// read is among the problems, with its line.
PackageAnswers ReadPackage(std::string_view bytes);

}  // namespace lockstep
