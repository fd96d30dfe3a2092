#include "pipeline/report_command.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "locales/formatting.h"
#include "locales/unicode.h"
#include "pipeline/configuration.h"
#include "pipeline/reason_rendering.h"
#include "pipeline/report_data.h"
#include "pipeline/report_directory.h"
#include "pipeline/report_pages.h"
#include "pipeline/report_summary.h"
#include "pipeline/store_access.h"
#include "pipeline/suggester.h"
#include "pipeline/translation_walk.h"

namespace lockstep {
namespace {

constexpr std::size_t kMarkdownLimit = 60'000;  // bytes; code hosts and chats take some 64 KiB

// Walks the site, writes each translation's page as it is met, and keeps its row.
class Reporting {
 public:
  Reporting(StoreSession& session, const Configuration& configuration, const ReviewQuery& query,
            std::optional<PastReport> past, const Formatter& formatter, ReportDirectory& directory, Console& console)
      : reader_(session.store.Reader()),
        locales_(configuration.locales),
        walk_(reader_, configuration, query),
        reporter_(reader_, locales_, configuration, query),
        suggester_(session.store.engine(), locales_, configuration.rules.source_lang, console),
        past_(std::move(past)),
        formatter_(&formatter),
        directory_(&directory) {
    report_.name = configuration.site.filename().string();
    report_.source_lang = configuration.rules.source_lang;
    if (const auto run = reader_.LastRun()) {
      report_.run = run->id;
      report_.time_ms = run->end_ms;
    }
  }

  const SiteReport& Run(Console& console) {
    std::uint64_t done = 0;
    walk_.ForEach([&](const DocumentKey& review, const TargetState& target) {
      console.Progress("report", ++done, 0);
      TranslationReport translation = reporter_.Report(review, target);
      if (target.presence != Presence::kPresent) AddTexts(target, translation);
      suggester_.AddTo(translation.entry);
      AddTranslation(translation, target);
    });
    console.ClearProgress();
    for (auto& [lang, language] : by_lang_) report_.languages.push_back(std::move(language));
    CompareWith(past_, report_);
    WritePages();
    return report_;
  }

 private:
  // Of a translation without a counterpart: the text that there is, for its title.
  void AddTexts(const TargetState& target, TranslationReport& translation) const {
    const auto read = [&](const IndexEntry* entry, Outline& outline) {
      if (entry == nullptr) return;
      if (auto document = reader_.Document(entry->path)) outline.segments = std::move(document->segments);
    };
    read(target.source, translation.translation.source);
    read(target.target, translation.translation.target);
  }

  void AddTranslation(const TranslationReport& translation, const TargetState& target) {
    ReportRow row = RowOf(translation);
    if (target.presence == Presence::kMissing) row.words = target.source->words;
    if (row.needs_work()) {
      directory_->Write(TranslationPagePath(row), TranslationPage(report_, translation, row, *formatter_));
    }
    LanguageReport& language = by_lang_[row.lang];
    language.lang = row.lang;
    Add(language, std::move(row), report_.time_ms);
  }

  void WritePages() {
    for (const LanguageReport& language : report_.languages) {
      directory_->Write(LanguagePagePath(language.lang), LanguagePage(report_, language, *formatter_));
    }
    directory_->Write("report.json", ReportJson(report_));
    directory_->Write("report.csv", ReportCsv(report_));
    directory_->Write("report.md", ReportMarkdown(report_, *formatter_, kMarkdownLimit));
    directory_->Write(kIndexPage, IndexPage(report_, *formatter_));
  }

  StoreReader reader_;
  Locales locales_;
  TranslationWalk walk_;
  TranslationReporter reporter_;
  Suggester suggester_;
  std::optional<PastReport> past_;
  const Formatter* formatter_;
  ReportDirectory* directory_;
  SiteReport report_;
  std::map<std::string, LanguageReport> by_lang_;
};

std::string LocaleTag(const Arguments& arguments) {
  const std::string locale = arguments.Value("locale").value_or("en");
  const std::optional<std::string> tag = CanonicalLanguageTag(locale);
  if (!tag) throw UsageError(fmt::format("--locale: \"{}\" is no language tag, expected one such as \"de\"", locale));
  return *tag;
}

void PrintSummary(const SiteReport& report, const Formatter& formatter, const Arguments& arguments, Console& console) {
  const bool is_markdown = arguments.Value("summary") == "markdown";
  const std::string index = fmt::format("{}/{}", arguments.Value("out").value(), kIndexPage);
  console.out() << (is_markdown ? MarkdownSummary(report, formatter) : TextSummary(report, formatter, console))
                << fmt::format("\nThe whole report: {}\n", is_markdown ? fmt::format("`{}`", index) : index);
}

void PrintResult(const SiteReport& report, const ReportDirectory& directory, const std::string& out, Console& console) {
  if (console.json()) {
    console.out() << Dumped({{"version", 1},
                             {"command", "report"},
                             {"out", out},
                             {"run", report.run},
                             {"files_written", directory.written()},
                             {"files_unchanged", directory.unchanged()}})
                  << '\n';
    return;
  }
  console.out() << fmt::format("{}/{}: {} files written, {} unchanged\n", out, kIndexPage, directory.written(),
                               directory.unchanged());
}

}  // namespace

int RunReport(const Arguments& arguments, Console& console) {
  const std::string out = arguments.Value("out").value();
  if (out.empty()) throw UsageError("--out: name the directory that the report goes to");
  if (arguments.Has("summary") && console.json()) {
    throw UsageError("--summary is text for people: report.json has the same for programs");
  }
  const Formatter formatter(LocaleTag(arguments));
  const Configuration configuration = LoadConfiguration(arguments, console);
  std::optional<StoreSession> session = OpenSyncedStore(arguments, configuration, console);
  if (!session) return kFailed;
  ReviewQuery query = ReadScope(arguments, configuration.rules);

  ReportDirectory directory(out);
  std::optional<PastReport> past = ReadPastReport(directory.Old("report.json"));
  if (past) query.cleared_after_ms = past->time_ms + 1;
  Reporting reporting(*session, configuration, query, std::move(past), formatter, directory, console);
  const SiteReport& report = reporting.Run(console);
  directory.Commit();
  if (arguments.Has("summary")) {
    PrintSummary(report, formatter, arguments, console);
    return kDone;
  }
  PrintResult(report, directory, out, console);
  return kDone;
}

}  // namespace lockstep
