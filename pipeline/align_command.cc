#include "pipeline/align_command.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "locales/unicode.h"
#include "pipeline/alignment_view.h"
#include "pipeline/configuration.h"
#include "pipeline/console.h"
#include "pipeline/document_loading.h"
#include "pipeline/lexicon_alignment.h"
#include "pipeline/store_access.h"
#include "stages/alignment.h"
#include "stages/normalization.h"
#include "stages/preparation.h"
#include "store/session.h"

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

// Both below take the words of `lexicons`, a view of a store, where that is not null.

// Nothing where a file cannot be read: that is reported.
std::optional<Rows> AlignPlain(const Job& job, Toolbox& tools, const View* lexicons, Console& console) {
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
  const std::vector<TextView> from = source.Views(), to = target.Views();
  return RowsOf(source.lines, target.lines,
                lexicons == nullptr ? AlignTexts(from, to, job.source_lang, job.target_lang)
                                    : AlignTextsWithLexicon(from, to, {job.source_lang, job.target_lang}, *lexicons));
}

std::optional<Rows> AlignDocuments(const Job& job, const SiteRules& rules, Toolbox& tools, const View* lexicons,
                                   Console& console) {
  DocumentLoader loader(tools, console, rules);
  const std::optional<Document> source = loader.Load(job.source, job.source_lang);
  const std::optional<Document> target = loader.Load(job.target, job.target_lang);
  if (!source || !target) return std::nullopt;
  return RowsOf(*source, *target,
                lexicons == nullptr ? Align(*source, *target) : AlignWithLexicon(*source, *target, *lexicons));
}

bool IsBelow(const std::string& file, const std::filesystem::path& directory) {
  std::error_code ignored;
  const std::filesystem::path path = std::filesystem::weakly_canonical(file, ignored).lexically_relative(directory);
  return !path.empty() && *path.begin() != "..";
}

// The site that is named, or else the one here that has both files. Any two files may be aligned: nothing is no error.
std::optional<Configuration> SiteOf(const Job& job, const Arguments& arguments, Console& console) {
  if (!arguments.Has("site")) {
    const auto site = FindConfiguredSite(std::filesystem::current_path());
    if (!site || !IsBelow(job.source, *site) || !IsBelow(job.target, *site)) return std::nullopt;
  }
  return LoadConfiguration(arguments, console);
}

}  // namespace

int RunAlign(const Arguments& arguments, Console& console) {
  const Job job{arguments.operands[0], arguments.operands[1], LanguageArgument(arguments, "source-lang"),
                LanguageArgument(arguments, "target-lang")};
  const std::optional<Configuration> site = SiteOf(job, arguments, console);
  std::optional<StoreSession> session;
  if (site && !arguments.Has("no-lexicon") && StoreExists(site->store.string()))
    session.emplace(OpenStore(site->store.string(), LockOptions(arguments, console, false)));
  const View* lexicons = session ? &session->store.engine() : nullptr;
  const Locales locales(site ? site->locales : std::filesystem::path());
  Toolbox tools(locales);

  const std::optional<Rows> rows =
      arguments.Has("plain") ? AlignPlain(job, tools, lexicons, console)
                             : AlignDocuments(job, site ? site->rules : SiteRules(), tools, lexicons, console);
  if (!rows) return kFailed;
  if (console.json()) {
    for (const AlignedRow& row : *rows) console.out() << RenderAlignedJson(row) << '\n';
  } else {
    console.out() << RenderAlignedText(*rows, console);
  }
  return kDone;
}

}  // namespace lockstep
