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
#include "pipeline/site_path.h"
#include "stages/preparation.h"

namespace lockstep {
namespace {

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
    none.site = std::filesystem::current_path();
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
