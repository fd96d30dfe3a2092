#include "pipeline/import_command.h"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "exchange/package_format.h"
#include "pipeline/configuration.h"
#include "pipeline/import_rendering.h"
#include "pipeline/late_output.h"
#include "pipeline/package_import.h"
#include "pipeline/reason_rendering.h"
#include "pipeline/site_languages.h"
#include "pipeline/store_access.h"
#include "pipeline/translation_writer.h"
#include "pipeline/unified_diff.h"
#include "pipeline/whole_file.h"

namespace lockstep {
namespace {

// More is no package that a person worked at.
constexpr std::uintmax_t kMaxPackageSize = 256U << 20U;

OnConflict ConflictRule(const Arguments& arguments) {
  const std::string rule = arguments.Value("on-conflict").value_or("keep");
  return rule == "take" ? OnConflict::kTake : rule == "fail" ? OnConflict::kFail : OnConflict::kKeep;
}

// The bytes of a package; nothing where it cannot be read: that is reported.
std::optional<std::string> ReadBytes(const std::string& path, Console& console) {
  try {
    const std::uintmax_t size = std::filesystem::file_size(path);
    if (size <= kMaxPackageSize) return ReadWholeFile(path);
    console.Failure("file", fmt::format("{} has {} bytes, at most {} are read", path, size, kMaxPackageSize), "");
  } catch (const std::filesystem::filesystem_error& error) {
    console.Failure("file", fmt::format("cannot read {}: {}", path, error.code().message()), "");
  }
  return std::nullopt;
}

void Report(const PackageAnswers& answers, const std::string& path, Console& console) {
  for (const PackageProblem& problem : answers.problems) {
    Diagnostic diagnostic;
    diagnostic.code = "package";
    diagnostic.message =
        problem.unit.empty() ? problem.message : fmt::format("unit {}: {}", problem.unit, problem.message);
    diagnostic.where.path = path;
    diagnostic.where.line = problem.line;
    diagnostic.where.column = problem.line == 0 ? 0 : std::max<std::uint64_t>(problem.column, 1);
    console.Report(diagnostic);
  }
}

// Takes packages, one run each.
class Import {
 public:
  Import(const Arguments& arguments, const Configuration& configuration, Store& store, Console& console)
      : arguments_(&arguments),
        configuration_(&configuration),
        store_(&store),
        console_(&console),
        locales_(configuration.locales),
        on_conflict_(ConflictRule(arguments)),
        dry_run_(arguments.Has("dry-run")) {}

  // False where the package was not, or not wholly, taken for another reason than what its answers say.
  bool Take(const std::string& path) {
    const std::optional<std::string> bytes = ReadBytes(path, *console_);
    if (!bytes) return false;
    const PackageAnswers answers = ReadPackage(*bytes);
    Report(answers, path, *console_);
    if (!answers.site.empty() && answers.site != SiteId(configuration_->rules)) {
      console_->Failure("package", fmt::format("{} is of another site", path), "");
      return false;
    }
    if (answers.files.empty()) {
      console_->Failure("package", fmt::format("{} has nothing to take", path), "");
      return false;
    }
    if (on_conflict_ == OnConflict::kFail && HasConflicts(answers, path)) return false;
    PackageOutcome outcome = TakeAll(answers, path);
    if (console_->json()) {
      console_->out() << Dumped(ImportJson(outcome, dry_run_)) << '\n';
    } else {
      console_->out() << ImportText(outcome, dry_run_, *console_);
    }
    if (outcome.run) console_->Info(fmt::format("{}: run {}", path, outcome.run->id));
    const auto is_taken = [](const FileOutcome& file) { return file.problem.empty(); };
    return answers.problems.empty() && std::all_of(outcome.files.begin(), outcome.files.end(), is_taken);
  }

 private:
  bool HasConflicts(const PackageAnswers& answers, const std::string& path) {
    PackageImporter importer(*configuration_, locales_, store_->Reader(), on_conflict_);
    std::size_t conflicts = 0;
    for (const AnsweredFile& file : answers.files) {
      const FileOutcome outcome = importer.Plan(file);
      if (outcome.Count(Fate::kConflict) == 0) continue;
      conflicts += outcome.Count(Fate::kConflict);
      for (const Diagnostic& diagnostic : ImportDiagnostics(path, outcome)) {
        if (diagnostic.code == "import-conflict") console_->Report(diagnostic);
      }
    }
    if (conflicts == 0) return false;
    console_->Failure("conflict",
                      fmt::format("{}: {} unit{} edited on both sides; nothing was written", path, conflicts,
                                  conflicts == 1 ? " was" : "s were"),
                      "choose with --on-conflict keep or take");
    return true;
  }

  PackageOutcome TakeAll(const PackageAnswers& answers, const std::string& path) {
    PackageOutcome outcome{path, answers.id, {}, std::nullopt, std::nullopt};
    if (dry_run_) outcome.diff = "";
    PackageImporter importer(*configuration_, locales_, store_->Reader(), on_conflict_);
    std::optional<TranslationWriter> writer;
    for (const AnsweredFile& file : answers.files) {
      FileOutcome planned = Plan(file, importer);
      if (planned.change && dry_run_) {
        const TranslationChange& change = *planned.change;
        *outcome.diff +=
            UnifiedDiff(change.path, change.was ? std::optional<std::string_view>(change.before) : std::nullopt,
                        change.document.source.text);
      } else if (planned.change) {
        if (!writer) writer.emplace(*configuration_, locales_, *store_, *arguments_, Evidence::kImport);
        Write(*writer, planned);
      }
      planned.change.reset();
      for (const Diagnostic& diagnostic : ImportDiagnostics(path, planned)) console_->Report(diagnostic);
      outcome.files.push_back(std::move(planned));
    }
    if (writer) outcome.run = writer->Finish(*console_);
    return outcome;
  }

  // One file that somebody has edited since holds up no other.
  static FileOutcome Plan(const AnsweredFile& file, PackageImporter& importer) {
    try {
      return importer.Plan(file);
    } catch (const NotSynced& error) {
      FileOutcome outcome;
      outcome.key = {file.collection, file.ref, file.target_lang};
      outcome.path = file.target_path;
      outcome.Hold(error.what());
      return outcome;
    }
  }

  static void Write(TranslationWriter& writer, FileOutcome& planned) {
    try {
      writer.Write(*planned.change);
    } catch (const WriteRefused& refused) {
      planned.Hold(fmt::format("{}: {}", planned.path, refused.what()));
    }
  }

  const Arguments* arguments_;
  const Configuration* configuration_;
  Store* store_;
  Console* console_;
  Locales locales_;
  OnConflict on_conflict_;
  bool dry_run_;
};

}  // namespace

int RunImport(const Arguments& arguments, Console& console) {
  const Configuration configuration = LoadConfiguration(arguments, console);
  const LateOutput late(console);
  std::optional<StoreSession> session = OpenSyncedStore(arguments, configuration, console);
  if (!session) return kFailed;
  Import import(arguments, configuration, session->store, console);
  bool taken = true;
  for (const std::string& path : arguments.operands) taken = import.Take(path) && taken;
  return taken ? kDone : kFailed;
}

}  // namespace lockstep
