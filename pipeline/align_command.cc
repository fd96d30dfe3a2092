#include "pipeline/align_command.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "locales/unicode.h"
#include "pipeline/alignment_view.h"
#include "pipeline/configuration.h"
#include "pipeline/console.h"
#include "pipeline/document_loading.h"
#include "stages/alignment.h"
#include "stages/normalization.h"
#include "stages/preparation.h"

namespace lockstep {
namespace {

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

using Rows = std::vector<AlignedRow>;

// What one run aligns: two files and the languages they are in, "" where the command line does not say.
struct Job {
  std::string source, target;
  std::string source_lang, target_lang;
};

// Nothing where a file cannot be read: that is reported.
std::optional<Rows> AlignPlain(const Job& job, Toolbox& tools, Console& console) {
  const std::optional<Source> source_file = ReadNamedFile(job.source, console);
  const std::optional<Source> target_file = ReadNamedFile(job.target, console);
  if (!source_file || !target_file) return std::nullopt;
  Diagnostics diags;
  const bool source_readable = CheckEncoding(*source_file, diags);
  const bool target_readable = CheckEncoding(*target_file, diags);
  for (const Diagnostic& diagnostic : diags.items()) console.Report(diagnostic);
  if (!source_readable || !target_readable) return std::nullopt;
  const PlainText source(source_file->text, tools.For(job.source_lang).facts);
  const PlainText target(target_file->text, tools.For(job.target_lang).facts);
  return RowsOf(source.lines, target.lines,
                AlignTexts(source.Views(), target.Views(), job.source_lang, job.target_lang));
}

std::optional<Rows> AlignDocuments(const Job& job, const SiteRules& rules, Toolbox& tools, Console& console) {
  DocumentLoader loader(tools, console, rules);
  const std::optional<Document> source = loader.Load(job.source, job.source_lang);
  const std::optional<Document> target = loader.Load(job.target, job.target_lang);
  if (!source || !target) return std::nullopt;
  return RowsOf(*source, *target, Align(*source, *target));
}

}  // namespace

int RunAlign(const Arguments& arguments, Console& console) {
  const Job job{arguments.operands[0], arguments.operands[1], LanguageArgument(arguments, "source-lang"),
                LanguageArgument(arguments, "target-lang")};
  // Any two files may be aligned: a site is looked into only where one is named.
  const Configuration configuration = arguments.Has("site") ? LoadConfiguration(arguments, console) : Configuration();
  const Locales locales(configuration.locales);
  Toolbox tools(locales);

  const std::optional<Rows> rows = arguments.Has("plain") ? AlignPlain(job, tools, console)
                                                          : AlignDocuments(job, configuration.rules, tools, console);
  if (!rows) return kFailed;
  if (console.json()) {
    for (const AlignedRow& row : *rows) console.out() << RenderAlignedJson(row) << '\n';
  } else {
    console.out() << RenderAlignedText(*rows, console);
  }
  return kDone;
}

}  // namespace lockstep
