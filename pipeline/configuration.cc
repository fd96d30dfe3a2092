#include "pipeline/configuration.h"

#include <fmt/format.h>

#include <cstdlib>
#include <system_error>
#include <utility>

#include "locales/locale.h"
#include "pipeline/proposal.h"
#include "pipeline/whole_file.h"
#include "stages/model/document.h"
#include "stages/model/hash.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

const char* const kFileName = "lockstep.yml";
const char* const kStoreName = ".lockstep";

// People write configurations of some kilobytes: what is larger is something else.
constexpr std::uintmax_t kLargest = 1 << 20;

Diagnostic Problem(std::string_view code, const fs::path& path, std::string message) {
  Diagnostic problem;
  problem.code = code;
  problem.message = std::move(message);
  problem.where.path = path.generic_string();
  return problem;
}

// Also where it is a link that leads nowhere: whoever put that there did not mean to have no configuration.
bool IsThere(const fs::path& file) {
  std::error_code ignored;
  return fs::exists(fs::symlink_status(file, ignored));
}

fs::path FindSite(const Arguments& arguments) {
  const std::optional<std::string> given = arguments.Value("site");
  if (!given) return FindConfiguredSite(fs::current_path()).value_or(fs::current_path());
  return SiteDirectory(*given);
}

std::string ReadAll(const fs::path& path) {
  try {
    if (fs::file_size(path) <= kLargest) return ReadWholeFile(path);
  } catch (const fs::filesystem_error& error) {
    throw ConfigurationError(Problem("config-unreadable", path, "cannot be read: " + error.code().message()));
  }
  throw ConfigurationError(Problem("config-unreadable", path, "larger than 1 MiB"));
}

[[noreturn]] void FailMissing(const fs::path& site, std::string message) {
  throw ConfigurationError(Problem("config-missing", site, std::move(message)));
}

// Without lockstep.yml and without a convincing proposal. A store tells that there was something once.
[[noreturn]] void FailDoubtful(const fs::path& site, const Proposal& proposal) {
  std::error_code ignored;
  const bool is_any = !proposal.collections.empty();
  if (!is_any && fs::exists(site / kStoreName, ignored)) {
    FailMissing(site,
                "no lockstep.yml here, and no documents in two languages any more to propose one for, though there "
                "were some at the last sync; bring them back and keep the proposal with `lockstep init`, or write a "
                "lockstep.yml");
  }
  FailMissing(
      site, fmt::format("no lockstep.yml here or above, and {}; name the site with --site, or {}", DoubtAbout(proposal),
                        is_any ? "keep what is found here with `lockstep init`" : "write a lockstep.yml"));
}

// "the home directory": a place for everything is no site, whatever is found below it. "" for other places.
std::string PlaceForEverything(const fs::path& directory) {
  std::error_code ignored;
  const char* home = std::getenv("HOME");  // NOLINT(concurrency-mt-unsafe): before any thread is started
  if (directory == directory.root_path()) return "the root directory";
  if (home != nullptr && fs::equivalent(directory, home, ignored)) return "the home directory";
  return fs::equivalent(directory, fs::temp_directory_path(ignored), ignored) ? "the directory for temporary files"
                                                                              : "";
}

// What `init` would propose, where that is beyond doubt.
Configuration Proposed(const fs::path& site, bool store_only) {
  Configuration configuration;
  configuration.proposed = true;
  if (store_only) return configuration;
  const std::string place = PlaceForEverything(site);
  if (!place.empty()) {
    FailMissing(site, fmt::format("no lockstep.yml here, and this is {}; name the site with --site, or write a "
                                  "lockstep.yml",
                                  place));
  }
  Proposal proposal = ProposeFor(site, false);
  if (!DoubtAbout(proposal).empty()) FailDoubtful(site, proposal);
  configuration.rules = std::move(proposal.rules);
  return configuration;
}

// The directory of the site's own language files. Where a name is misspelt, languages would silently be read by other
// rules.
fs::path LocalesBelow(const fs::path& site, const Configuration& configuration) {
  fs::path directory = (site / configuration.locales).lexically_normal();
  if (fs::is_directory(directory)) return directory;
  Diagnostic problem =
      Problem("config-invalid", {}, fmt::format("\"{}\" is no directory", configuration.locales.generic_string()));
  problem.where = configuration.locales_at;
  throw ConfigurationError(std::move(problem));
}

}  // namespace

ConfigurationError::ConfigurationError(Diagnostic problem)
    : std::runtime_error(RenderText(problem, false)), diagnostic(std::move(problem)) {}

fs::path SiteDirectory(const std::string& given) {
  if (!fs::is_directory(given)) throw UsageError(fmt::format("no such directory: \"{}\"", given));
  return fs::canonical(given);
}

std::optional<fs::path> FindConfiguredSite(const fs::path& from) {
  for (fs::path directory = from;; directory = directory.parent_path()) {
    if (IsThere(directory / kFileName)) return directory;
    if (directory == directory.parent_path()) return std::nullopt;
  }
}

Configuration LoadConfiguration(const Arguments& arguments, Console& console) {
  const fs::path site = FindSite(arguments);
  const fs::path file = site / kFileName;
  const bool store_only = arguments.command != nullptr && arguments.command->store_only;
  // A file in the current directory is called by its name alone, as everybody calls it.
  std::error_code ignored;  // the current directory may be gone
  const std::string shown = site == fs::current_path(ignored) ? kFileName : file.generic_string();
  Configuration configuration = IsThere(file) ? ParseConfiguration(ReadAll(file), shown) : Proposed(site, store_only);
  for (const Diagnostic& warning : configuration.warnings) console.Report(warning);

  configuration.site = site;
  const fs::path store = configuration.store.empty() ? fs::path(kStoreName) : configuration.store;
  configuration.store = (site / store).lexically_normal();
  if (const auto given = arguments.Value("store")) {
    if (given->empty()) throw UsageError("--store: \"\" is no directory");
    configuration.store = fs::absolute(*given).lexically_normal();
  }
  if (!configuration.locales.empty()) configuration.locales = LocalesBelow(site, configuration);
  configuration.language_data = Hash64(LanguageData(configuration.locales));
  return configuration;
}

std::uint32_t RulesHash(const Configuration& configuration) {
  const SiteRules& rules = configuration.rules;
  // Every piece is followed by a NUL, which no name holds, so that two pieces never read as one.
  std::string text = fmt::format("{}", kExtractorVersion);
  const auto add = [&text](std::string_view piece) { text.append(1, '\0').append(piece); };
  add(fmt::format("{:x}", configuration.language_data));
  add(rules.source_lang);
  for (const std::string& lang : rules.targets) add(lang);  // they tell which suffixes of names are languages
  add("collections");
  for (const Collection& collection : rules.collections) {
    add(collection.name);
    add(collection.files);
    add(collection.key_field);
    add(collection.lang_field);
    if (!collection.source.empty()) add(collection.source);
  }
  add("fields");
  for (const auto& [name, role] : rules.roles.by_name) {
    add(name);
    add(Name(role));
  }
  add(Name(rules.roles.otherwise));
  const std::uint64_t hash = Hash64(text);
  return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

}  // namespace lockstep
