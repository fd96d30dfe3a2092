#include "pipeline/show_command.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <variant>

#include "locales/unicode.h"
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

// The language that the path's names suggest: "docs/ja/x.md", "x.ja.md"; nothing where none does.
std::string GuessLanguage(const fs::path& path) {
  std::string tag = path.stem().extension().string();
  if (!tag.empty()) {
    if (auto found = CanonicalLanguageTag(tag.substr(1))) return *found;
  }
  for (const fs::path& name : path.parent_path()) {
    if (auto found = CanonicalLanguageTag(name.string())) return *found;
  }
  return {};
}

// How a file that no collection takes is read: a review by its fields or its path, in the language that it seems to
// have.
PathMatch MatchOutside(const std::string& path, const Collection& outside, const SiteRules& rules) {
  const std::string guess = GuessLanguage(path);
  return {.collection = &outside,
          .lang = guess.empty() ? rules.source_lang : guess,
          .lang_text = guess,
          .neutral = fs::path(path).stem().string()};
}

}  // namespace

int RunShow(const Arguments& arguments, Console& console) {
  const Configuration configuration = LoadConfiguration(arguments);
  const std::string path = PathInSite(arguments.operands.front(), configuration.site);
  auto reading = ReadFile(configuration.site, path);
  if (const Diagnostic* problem = std::get_if<Diagnostic>(&reading)) {
    console.Report(*problem);
    return kFailed;
  }

  const Collection outside{.name = "", .files = "", .key_field = "", .lang_field = "lang"};
  const PathMatch match =
      MatchPath(path, configuration.rules).value_or(MatchOutside(path, outside, configuration.rules));
  const Locales locales(configuration.locales);
  Toolbox tools(locales);
  Diagnostics diags;
  Source source{path, std::move(std::get<FileContent>(reading).text)};
  const Document document = Prepare(std::move(source), match, configuration.rules, tools, diags);

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
