#include "pipeline/report_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "locales/unicode.h"
#include "pipeline/reason_rendering.h"

namespace lockstep {
namespace {

using Cells = std::vector<std::string>;

// Text that Markdown takes for nothing else.
std::string Escaped(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (std::string_view("\\`*_{}[]<>#|~&").find(c) != std::string_view::npos) escaped += '\\';
    escaped += c == '\n' ? ' ' : c;
  }
  return escaped;
}

std::string DayOf(const std::optional<Moment>& moment, const Formatter& formatter) {
  return moment && moment->time_ms != 0 ? formatter.Day(moment->time_ms) : "";
}

Cells Head() {
  return {"language", "current", "reviews", "stale", "high", "suspect", "missing", "words due", "oldest debt"};
}

Cells CellsOf(const LanguageReport& language, const Formatter& formatter) {
  const std::uint64_t current = language.Of(State::kCurrent) + language.Of(State::kAhead);
  return {LanguageName(language.lang),
          language.wanted() == 0 ? "-" : formatter.Share(current, language.wanted()),
          formatter.Number(language.rows.size()),
          formatter.Number(language.Of(State::kStale)),
          formatter.Number(language.Of(Urgency::kHigh)),
          formatter.Number(language.Of(State::kSuspect)),
          formatter.Number(language.Of(State::kMissing)),
          formatter.Number(language.words),
          DayOf(language.oldest, formatter)};
}

std::string MarkdownRow(const Cells& cells) {
  std::string row = "|";
  for (const std::string& cell : cells) row += fmt::format(" {} |", Escaped(cell));
  return row + '\n';
}

std::string Opening(const SiteReport& report, const std::string& name, const Formatter& formatter) {
  return fmt::format("Translations of {}\n\nAs run {} left it{}.\n\n", name, report.run,
                     report.time_ms == 0 ? "" : ", " + formatter.Time(report.time_ms));
}

// What happened since the report before; the same in a mail and in Markdown. "" in a first report.
std::string Changes(const SiteReport& report, const Formatter& formatter) {
  if (!report.before_ms) return "";
  std::string lines;
  for (const auto& [lang, change] : report.changes) {
    if (change.became + change.cleared == 0) continue;
    lines += fmt::format("- {}: {} became stale, {} cleared\n", Escaped(LanguageName(lang)),
                         formatter.Number(change.became), formatter.Number(change.cleared));
  }
  return fmt::format("\nSegments since the report of {}:{}", formatter.Time(*report.before_ms),
                     lines.empty() ? " none became stale, none was cleared\n" : "\n\n" + lines);
}

// What is stale, the worst and oldest first.
std::vector<const ReportRow*> Work(const SiteReport& report) {
  std::vector<const ReportRow*> work;
  for (const LanguageReport& language : report.languages) {
    for (const ReportRow& row : language.rows) {
      if (row.state == State::kStale) work.push_back(&row);
    }
  }
  const auto key = [](const ReportRow* row) {
    return std::pair(-static_cast<int>(row->severity), row->since ? row->since->time_ms : 0);
  };
  std::stable_sort(work.begin(), work.end(), [&](const auto* a, const auto* b) { return key(a) < key(b); });
  return work;
}

}  // namespace

std::string TextSummary(const SiteReport& report, const Formatter& formatter, const Console& console) {
  std::vector<Cells> rows = {Head()};
  for (const LanguageReport& language : report.languages) rows.push_back(CellsOf(language, formatter));
  const std::vector<bool> right = {false, true, true, true, true, true, true, true, false};
  return Opening(report, report.name, formatter) + RenderTable(rows, right, console) + Changes(report, formatter);
}

std::string MarkdownSummary(const SiteReport& report, const Formatter& formatter) {
  std::string out = "## " + Opening(report, Escaped(report.name), formatter);
  out += MarkdownRow(Head()) + "|---|--:|--:|--:|--:|--:|--:|--:|---|\n";
  for (const LanguageReport& language : report.languages) out += MarkdownRow(CellsOf(language, formatter));
  return out + Changes(report, formatter);
}

std::string ReportMarkdown(const SiteReport& report, const Formatter& formatter, std::size_t limit) {
  constexpr std::size_t kForTheRest = 100;  // bytes of the line that says what was left out
  std::string out = MarkdownSummary(report, formatter);
  const std::vector<const ReportRow*> work = Work(report);
  if (!work.empty()) out += "\n| review | language | severity | since | segments |\n|---|---|---|---|--:|\n";
  for (std::size_t i = 0; i < work.size(); ++i) {
    const ReportRow& row = *work[i];
    const std::string line = MarkdownRow(
        {row.title, row.lang, Name(row.severity), DayOf(row.since, formatter), formatter.Number(row.debts())});
    if (out.size() + line.size() + kForTheRest > limit) {
      return out + fmt::format("\n... and {} more, left out for their length; report.csv has them all.\n",
                               formatter.Number(work.size() - i));
    }
    out += line;
  }
  return out;
}

}  // namespace lockstep
