// lockstep.yml: what it may say, and what is proposed where there is none.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "pipeline/command.h"
#include "pipeline/console.h"
#include "stages/model/binding.h"
#include "stages/model/site_rules.h"
#include "stages/model/verdict.h"

namespace lockstep {

// lockstep.yml is wrong or unreadable: what() is the rendered position and message. Exit status 1.
struct ConfigurationError : std::runtime_error {
  explicit ConfigurationError(Diagnostic problem);
  Diagnostic diagnostic;
};

// What a sync may do without being asked twice; see guards.h. Shares are percents.
struct Guards {
  double lost_reviews = 20;
  double outdated_translations = 20;
  std::uint64_t above = 50;  // sites with fewer reviews are not guarded
};

struct Configuration {
  std::filesystem::path site;     // absolute
  std::filesystem::path store;    // absolute; default <site>/.lockstep
  std::filesystem::path locales;  // absolute directory of the site's own language files, or ""
  SiteRules rules;
  std::vector<Location> patterns;   // of each collection's `files` in lockstep.yml; none where that is proposed
  Location locales_at;              // of `locales` in lockstep.yml, where there is one
  std::uint64_t language_data = 0;  // the hash of LanguageData
  Guards guards;
  Policy policy;
  // An edit of a translation and one of its source within this time, in either order, are one edit (Occasion).
  std::int64_t settling_ms = kDefaultSettlingMs;
  bool proposed = false;             // no lockstep.yml: these are the proposals of `init`
  std::vector<Diagnostic> warnings;  // unknown keys and the like
};

// The configuration for a command: --site, else the nearest directory upwards that has a lockstep.yml, else the
// current one; --store over the file's `store`. Throws ConfigurationError (also where there is no lockstep.yml and
// nothing convincing to propose (see proposal.h), but
// for commands that are `store_only`), UsageError (no such directory). Its warnings are printed
// to `console`.
Configuration LoadConfiguration(const Arguments& arguments, Console& console);

// The directory that a user named, absolute and without links. Throws UsageError where it is none,
// std::filesystem::filesystem_error where that cannot be told.
std::filesystem::path SiteDirectory(const std::string& given);

// The nearest directory from `from` upwards that has a lockstep.yml, or nothing.
std::optional<std::filesystem::path> FindConfiguredSite(const std::filesystem::path& from);

// Reads the text of a lockstep.yml. `path` is for messages. `site` is left empty, `store` and `locales` are as written.
Configuration ParseConfiguration(const std::string& text, const std::string& path);

// The lockstep.yml of `rules`, with comments that explain each line.
std::string WriteConfiguration(const SiteRules& rules);

// Of everything that changes what is made of a file: the site's rules, the language files, the extractor's version.
std::uint32_t RulesHash(const Configuration& configuration);

}  // namespace lockstep
