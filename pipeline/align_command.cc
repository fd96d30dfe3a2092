#include "pipeline/align_command.h"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "locales/unicode.h"
#include "pipeline/alignment_view.h"
#include "pipeline/configuration.h"
#include "pipeline/console.h"
#include "pipeline/file_reader.h"
#include "stages/alignment.h"
#include "stages/normalization.h"
#include "stages/preparation.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

// The files of the command line, read. Nothing where one cannot be: that is reported.
std::optional<Source> ReadOperand(const std::string& path, Console& console) {
  std::variant<FileContent, Diagnostic> read = ReadFile(fs::path(), path);
  if (const auto* diagnostic = std::get_if<Diagnostic>(&read)) {
    console.Report(*diagnostic);
    return std::nullopt;
  }
  return Source{path, std::move(std::get<FileContent>(read).text)};
}

// The canonical tag that an option names, or "".
std::string LanguageOption(const Arguments& arguments, std::string_view name) {
  const std::optional<std::string> given = arguments.Value(name);
  if (!given) return "";
  if (std::optional<std::string> tag = CanonicalLanguageTag(*given)) return *tag;
  throw UsageError(
      fmt::format("--{}: \"{}\" is no language tag, expected one such as \"ja\" or \"pt-BR\"", name, *given));
}

void ReportAll(const Diagnostics& diags, Console& console) {
  for (const Diagnostic& diagnostic : diags.items()) console.Report(diagnostic);
}

// A plain-text file: one segment a line. Blank lines keep their number.
struct PlainText {
  std::vector<std::string> lines;
  std::vector<std::vector<Fact>> facts;

  PlainText(const std::string& text, const FactFinder& finder) {
    for (std::size_t at = BomSize(text); at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      lines.push_back(NormalizeText(std::string_view(text).substr(at, end - at)));
      facts.push_back(finder.Find(lines.back()));
      at = end + 1;
    }
  }

  std::vector<TextView> Views() const {
    std::vector<TextView> views;
    for (std::size_t n = 0; n < lines.size(); ++n) views.push_back({lines[n], facts[n]});
    return views;
  }
};

// What one run aligns: two files and the languages they are in, "" where the command line does not say.
struct Job {
  Source source, target;
  std::string source_lang, target_lang;
};

std::optional<std::vector<AlignedRow>> AlignPlain(const Job& job, Toolbox& tools, Console& console) {
  Diagnostics diags;
  const bool source_readable = CheckEncoding(job.source, diags);
  const bool target_readable = CheckEncoding(job.target, diags);
  ReportAll(diags, console);
  if (!source_readable || !target_readable) return std::nullopt;
  const PlainText source(job.source.text, tools.For(job.source_lang).facts);
  const PlainText target(job.target.text, tools.For(job.target_lang).facts);
  return RowsOf(source.lines, target.lines,
                AlignTexts(source.Views(), target.Views(), job.source_lang, job.target_lang));
}

std::optional<std::vector<AlignedRow>> AlignDocuments(Job job, const SiteRules& rules, Toolbox& tools,
                                                      Console& console) {
  Diagnostics source_diags, target_diags;
  const Document source = PrepareFile(std::move(job.source), job.source_lang, rules, tools, source_diags);
  const Document target = PrepareFile(std::move(job.target), job.target_lang, rules, tools, target_diags);
  ReportAll(source_diags, console);
  ReportAll(target_diags, console);
  if (!source.usable || !target.usable) return std::nullopt;
  return RowsOf(source, target, Align(source, target));
}

}  // namespace

int RunAlign(const Arguments& arguments, Console& console) {
  const std::string source_lang = LanguageOption(arguments, "source-lang");
  const std::string target_lang = LanguageOption(arguments, "target-lang");
  // Any two files may be aligned: a site is looked into only where one is named.
  const Configuration configuration = arguments.Has("site") ? LoadConfiguration(arguments) : Configuration();
  const Locales locales(configuration.locales);
  Toolbox tools(locales);

  std::optional<Source> source = ReadOperand(arguments.operands[0], console);
  std::optional<Source> target = ReadOperand(arguments.operands[1], console);
  if (!source || !target) return kFailed;
  Job job{*std::move(source), *std::move(target), source_lang, target_lang};

  const std::optional<std::vector<AlignedRow>> rows =
      arguments.Has("plain") ? AlignPlain(job, tools, console)
                             : AlignDocuments(std::move(job), configuration.rules, tools, console);
  if (!rows) return kFailed;
  if (console.json()) {
    for (const AlignedRow& row : *rows) console.out() << RenderAlignedJson(row) << '\n';
  } else {
    console.out() << RenderAlignedText(*rows, console);
  }
  return kDone;
}

}  // namespace lockstep
