#include "pipeline/show_command.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "pipeline/configuration.h"
#include "pipeline/console.h"
#include "pipeline/file_reader.h"
#include "pipeline/render_document.h"
#include "stages/preparation.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

// The operand as a path below the site: it may be given from the current directory, or from the site.
std::string PathInSite(const std::string& operand, const fs::path& site) {
  std::error_code error;
  const fs::path full = fs::exists(operand, error) ? fs::absolute(operand) : site / operand;
  const fs::path relative = full.lexically_normal().lexically_relative(site.lexically_normal());
  return relative.empty() ? full.string() : relative.string();
}

// As `sync` reads it where a collection takes the file, and as any file otherwise.
Document PrepareAt(Source source, const SiteRules& rules, Toolbox& tools, Diagnostics& diags) {
  const std::optional<PathMatch> match = MatchPath(source.path, rules);
  return match ? Prepare(std::move(source), *match, rules, tools, diags)
               : PrepareFile(std::move(source), "", rules, tools, diags);
}

// A file may be looked at where no site is: by the rules that a site without any has.
Configuration LoadOrDefault(const Arguments& arguments, Console& console) {
  try {
    return LoadConfiguration(arguments, console);
  } catch (const ConfigurationError& error) {
    if (error.diagnostic.code != "config-missing" || arguments.Has("site")) throw;
    Configuration none;
    none.site = fs::current_path();
    return none;
  }
}

}  // namespace

int RunShow(const Arguments& arguments, Console& console) {
  const Configuration configuration = LoadOrDefault(arguments, console);
  const std::string path = PathInSite(arguments.operands.front(), configuration.site);
  auto reading = ReadFile(configuration.site, path);
  if (const Diagnostic* problem = std::get_if<Diagnostic>(&reading)) {
    console.Report(*problem);
    return kFailed;
  }

  const Locales locales(configuration.locales);
  Toolbox tools(locales);
  Diagnostics diags;
  Source source{path, std::move(std::get<FileContent>(reading).text)};
  const Document document = PrepareAt(std::move(source), configuration.rules, tools, diags);

  const std::string stage = arguments.Value("stage").value_or("document");
  PrintStage(stage, document, console);
  std::vector<Diagnostic> sorted = diags.items();
  std::sort(sorted.begin(), sorted.end());
  for (const Diagnostic& diagnostic : sorted) {
    if (stage != "diagnostics") {
      console.Report(diagnostic);
    } else {  // here they are the result
      console.out() << (console.json() ? RenderJson(diagnostic) + "\n"
                                       : RenderText(diagnostic, console.options().color_out));
    }
  }
  return kDone;
}

}  // namespace lockstep
