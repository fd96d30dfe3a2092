// What an import did, or would do, as people and machines read it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "pipeline/console.h"
#include "pipeline/package_import.h"
#include "store/records.h"

namespace lockstep {

// What became of a package.
struct PackageOutcome {
  std::string path;                 // as it was named
  std::string id;                   // "" = it does not say
  std::vector<FileOutcome> files;   // without the documents: those may be many
  std::optional<std::string> diff;  // of a dry run
  std::optional<RunRecord> run;     // nothing where nothing was written
};

// One line a translation, and one a field that a person has to add.
std::string ImportText(const PackageOutcome& package, bool dry_run, const Console& console);

// The machine contract: version, command, dry_run, package, id, run, counts by fate, and `files`, each with collection,
// ref, lang, path, new, problem, left_out, counts and `units` (all but those that nobody touched).
nlohmann::ordered_json ImportJson(const PackageOutcome& package, bool dry_run);

// What is to be said of a translation on stderr: the answers that were not taken, and those that a person should look
// at.
std::vector<Diagnostic> ImportDiagnostics(const std::string& package, const FileOutcome& file);

}  // namespace lockstep
