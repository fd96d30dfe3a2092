#include "pipeline/report_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "locales/unicode.h"
#include "pipeline/charts.h"
#include "pipeline/html.h"
#include "pipeline/page_frame.h"
#include "stages/model/hash.h"

namespace lockstep {
namespace {

// --- the overview ---

// How far a language is, in the order of the stacked bar.
std::vector<ChartPart> Progress(const LanguageReport& language) {
  return {{"current", language.Of(State::kCurrent) + language.Of(State::kAhead), "current"},
          {"stale, low", language.Of(Urgency::kLow), "low"},
          {"stale, medium, or suspect", language.Of(Urgency::kMedium) + language.Of(State::kSuspect), "medium"},
          {"stale, high", language.Of(Urgency::kHigh), "high"},
          {"missing", language.Of(State::kMissing), "missing"}};
}

std::string Change(const SiteReport& report, const std::string& lang, const Formatter& formatter) {
  const auto found = report.changes.find(lang);
  if (found == report.changes.end()) return "";
  const auto& [became, cleared, reviews] = found->second;
  if (became == 0 && cleared == 0) return "no change";
  std::string text;
  if (became != 0) text += fmt::format("{} new", formatter.Number(became));
  if (cleared != 0) text += fmt::format("{}{} cleared", text.empty() ? "" : ", ", formatter.Number(cleared));
  return text;
}

std::string NumberCell(std::uint64_t number, const Formatter& formatter) {
  return fmt::format("<td class=\"number\">{}</td>", number == 0 ? "–" : formatter.Number(number));
}

std::string LanguageRow(const SiteReport& report, const LanguageReport& language, const Formatter& formatter) {
  const std::uint64_t current = language.Of(State::kCurrent) + language.Of(State::kAhead);
  std::string html = fmt::format(
      "<tr><th scope=\"row\"><a href=\"{}\">{}</a></th><td class=\"number\">{}</td><td>{}</td>",
      LanguagePagePath(language.lang), EscapeHtml(LanguageName(language.lang)),
      language.wanted() == 0 ? "–" : formatter.Share(current, language.wanted()), StackedBar(Progress(language)));
  html += NumberCell(language.rows.size(), formatter) + NumberCell(language.Of(Urgency::kHigh), formatter) +
          NumberCell(language.Of(Urgency::kMedium), formatter) + NumberCell(language.Of(Urgency::kLow), formatter) +
          NumberCell(language.Of(State::kSuspect), formatter) + NumberCell(language.Of(State::kMissing), formatter) +
          NumberCell(language.Of(State::kOrphan), formatter) + NumberCell(language.words, formatter);
  html += fmt::format("<td>{}</td>", language.oldest ? DayHtml(language.oldest->time_ms, formatter) : "");
  if (report.before_ms) html += fmt::format("<td>{}</td>", EscapeHtml(Change(report, language.lang, formatter)));
  return html + "</tr>\n";
}

std::string LanguagesTable(const SiteReport& report, const Formatter& formatter) {
  std::string html =
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Languages\"><table class=\"languages\">\n"
      "<caption>Reviews by language. Words are those of the source to be translated or looked at again.</caption>\n"
      "<thead><tr><th scope=\"col\">Language</th><th scope=\"col\" class=\"number\">Current</th>"
      "<th scope=\"col\">Progress</th><th scope=\"col\" class=\"number\">Reviews</th>"
      "<th scope=\"col\" class=\"number\">Stale, high</th><th scope=\"col\" class=\"number\">medium</th>"
      "<th scope=\"col\" class=\"number\">low</th><th scope=\"col\" class=\"number\">Suspect</th>"
      "<th scope=\"col\" class=\"number\">Missing</th><th scope=\"col\" class=\"number\">Orphan</th>"
      "<th scope=\"col\" class=\"number\">Words</th><th scope=\"col\">Oldest debt</th>";
  if (report.before_ms) html += "<th scope=\"col\">Since the last report</th>";
  html += "</tr></thead>\n<tbody>\n";
  for (const LanguageReport& language : report.languages) html += LanguageRow(report, language, formatter);
  return html + "</tbody></table></div>\n" + ChartKey(Progress(LanguageReport()));
}

// --- pictures ---

const char* FillOf(Urgency severity) {
  return severity == Urgency::kHigh ? "high" : severity == Urgency::kMedium ? "medium" : "low";
}

std::string ClassChart(const std::vector<const LanguageReport*>& languages, const Formatter& formatter) {
  std::vector<ChartPart> parts;
  for (const EditClass edit_class : kEditClasses) {
    if (edit_class == EditClass::kCosmetic) continue;
    ChartPart part{Name(edit_class), 0, FillOf(UrgencyOf(edit_class))};
    for (const LanguageReport* language : languages) {
      const auto found = language->by_class.find(edit_class);
      if (found != language->by_class.end()) part.value += found->second;
    }
    parts.push_back(std::move(part));
  }
  return BarChart("Debt by class", "Class", "Segments", parts, formatter);
}

std::string AgeChart(const std::vector<const LanguageReport*>& languages, const Formatter& formatter) {
  std::vector<ChartPart> parts;
  for (std::size_t i = 0; i < kAgeBuckets.size(); ++i) {
    ChartPart part{kAgeBuckets.at(i).name, 0};
    for (const LanguageReport* language : languages) part.value += language->by_age.at(i);
    parts.push_back(std::move(part));
  }
  return BarChart("Age of the debt", "Age", "Reviews", parts, formatter);
}

std::string DebtChart(const SiteReport& report, const std::vector<const LanguageReport*>& languages,
                      const Formatter& formatter) {
  std::map<std::int64_t, std::uint64_t> by_time;
  for (const LanguageReport* language : languages) {
    const auto found = report.history.find(language->lang);
    if (found == report.history.end()) continue;
    for (const ReportPoint& point : found->second) by_time[point.time_ms] += point.debts;
  }
  std::vector<TrendPoint> points;
  for (const auto& [time_ms, debts] : by_time) points.push_back({time_ms, debts});
  return TrendChart("Debt over time", "Segments", points, formatter);
}

std::string Charts(const SiteReport& report, const std::vector<const LanguageReport*>& languages,
                   const Formatter& formatter) {
  return ChartPatterns() + "<section aria-label=\"Charts\" class=\"charts\">\n" +
         DebtChart(report, languages, formatter) + AgeChart(languages, formatter) + ClassChart(languages, formatter) +
         "</section>\n";
}

// --- both ---

// The numbers that somebody looks for first. Debt is counted in segments.
std::string Tiles(const std::vector<const LanguageReport*>& languages, const Formatter& formatter) {
  std::uint64_t current = 0, wanted = 0, work = 0, debts = 0, words = 0;
  for (const LanguageReport* language : languages) {
    current += language->Of(State::kCurrent) + language->Of(State::kAhead);
    wanted += language->wanted();
    debts += language->debts();
    words += language->words;
    work += static_cast<std::uint64_t>(std::count_if(language->rows.begin(), language->rows.end(),
                                                     [](const ReportRow& row) { return row.needs_work(); }));
  }
  const auto tile = [](const std::string& value, const char* name) {
    return fmt::format("<div><dt>{}</dt><dd>{}</dd></div>", name, value);
  };
  return "<dl class=\"tiles\">" + tile(wanted == 0 ? "–" : formatter.Share(current, wanted), "current") +
         tile(formatter.Number(work), "translations need work") + tile(formatter.Number(debts), "segments in debt") +
         tile(formatter.Number(words), "words to look at") + "</dl>\n";
}

std::string About(const SiteReport& report, const Formatter& formatter) {
  const std::string when = report.time_ms == 0 ? "" : ", " + formatter.Time(report.time_ms);
  return fmt::format("As run {} left it{}.", formatter.Number(report.run), EscapeHtml(when));
}

// --- a language ---

// The review's title; of one that needs work, a link to its page.
std::string ReviewName(const SiteReport& report, const ReportRow& row) {
  std::string title = fmt::format("<bdi{}>{}</bdi>", LanguageAttributes(report.source_lang), EscapeHtml(row.title));
  if (!row.needs_work()) return title;
  return fmt::format("<a href=\"{}\">{}</a>", EscapeHtml(TranslationPagePath(row)), title);
}

std::string ClearersText(const ReviewChange& change, const Formatter& formatter) {
  std::string text;
  std::uint64_t known = 0;
  for (const auto& [by, count] : change.by) {
    text += fmt::format("{}{} by {}", text.empty() ? "" : ", ", formatter.Number(count), by);
    known += count;
  }
  if (known >= change.cleared) return text;
  // Of what went with its text, nobody is to be thanked.
  const char* rest = change.by.empty() ? "not recorded" : "others not recorded";
  return text + (text.empty() ? "" : ", ") + rest;
}

std::string Changes(const SiteReport& report, const LanguageReport& language, const Formatter& formatter) {
  const auto found = report.changes.find(language.lang);
  if (found == report.changes.end() || found->second.reviews.empty()) return "";
  std::map<std::pair<std::string, std::string>, const ReportRow*> rows;
  for (const ReportRow& row : language.rows) rows[{row.collection, row.ref}] = &row;
  const ReportChange& change = found->second;
  std::string html = fmt::format(
      "<details class=\"since\"><summary>Since the last report: {} became stale, {} cleared</summary>\n"
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Since the last report\"><table><thead><tr>"
      "<th scope=\"col\">Review</th><th scope=\"col\" class=\"number\">Became stale</th>"
      "<th scope=\"col\" class=\"number\">Cleared</th><th scope=\"col\">By</th></tr></thead>\n<tbody>\n",
      formatter.Number(change.became), formatter.Number(change.cleared));
  for (const ReviewChange& review : change.reviews) {
    const auto row = rows.find({review.collection, review.ref});
    html += fmt::format("<tr><th scope=\"row\">{}</th>{}{}<td>{}</td></tr>\n",
                        row == rows.end() ? EscapeHtml(review.ref) : ReviewName(report, *row->second),
                        NumberCell(review.became, formatter), NumberCell(review.cleared, formatter),
                        review.cleared == 0 ? "" : EscapeHtml(ClearersText(review, formatter)));
  }
  return html + "</tbody></table></div></details>\n";
}

std::string ClassesText(const ReportRow& row, const Formatter& formatter) {
  std::string text;
  for (const EditClass edit_class : kEditClasses) {
    const auto found = row.by_class.find(edit_class);
    if (found == row.by_class.end()) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", Name(edit_class), formatter.Number(found->second));
  }
  return text;
}

std::string ClassNames(const ReportRow& row) {
  std::string names;
  for (const auto& [edit_class, count] : row.by_class)
    names += std::string(names.empty() ? "" : " ") + Name(edit_class);
  return names;
}

// The translation's title, for those who search in its language.
std::string OwnTitle(const ReportRow& row) {
  if (row.own_title.empty() || row.own_title == row.title) return "";
  return fmt::format("<bdi{}>{}</bdi> · ", LanguageAttributes(row.lang), EscapeHtml(row.own_title));
}

std::string ReviewRow(const SiteReport& report, const ReportRow& row, const Formatter& formatter) {
  const std::int64_t since = row.since ? row.since->time_ms : 0;
  return fmt::format(
      "<tr data-state=\"{}\" data-severity=\"{}\" data-classes=\"{}\"><th scope=\"row\"><span class=\"title\">{}</span>"
      "<br><span class=\"ref\">{}{}</span></th><td>{}</td><td data-value=\"{}\">{}</td><td>{}</td>"
      "<td class=\"number\" data-value=\"{}\">{}</td><td class=\"number\" data-value=\"{}\">{}</td>"
      "<td class=\"optional\">{}</td></tr>\n",
      Name(row.state), static_cast<int>(row.severity), ClassNames(row), ReviewName(report, row), OwnTitle(row),
      EscapeHtml(row.ref), Tag(row.state), 3 - static_cast<int>(row.severity), Tag(row.severity),
      EscapeHtml(ClassesText(row, formatter)), row.words, row.words == 0 ? "" : formatter.Number(row.words), since,
      DayHtml(since, formatter), EscapeHtml(row.collection));
}

template <typename Values>
std::string Choices(const char* name, const char* label, const Values& values) {
  std::string html = fmt::format("<label>{}<select name=\"{}\"><option value=\"\">any</option>", label, name);
  for (const auto value : values) html += fmt::format("<option>{}</option>", Name(value));
  return html + "</select></label>\n";
}

std::string Filters() {
  constexpr std::array kStates = {State::kStale, State::kMissing, State::kOrphan, State::kSuspect, State::kCurrent};
  std::vector<EditClass> classes(kEditClasses.begin(), kEditClasses.end());
  std::erase(classes, EditClass::kCosmetic);
  return "<form name=\"filters\" class=\"filters\" hidden aria-label=\"Filter the reviews\">\n"
         "<label>Search<input type=\"search\" name=\"q\" autocomplete=\"off\" placeholder=\"title, ref, "
         "class\"></label>\n" +
         Choices("state", "State", kStates) +
         "<label>Severity<select name=\"severity\"><option value=\"0\">any</option><option value=\"1\">low or "
         "more</option>"
         "<option value=\"2\">medium or more</option><option value=\"3\">high</option></select></label>\n" +
         Choices("kind", "Class", classes) +
         "<button type=\"button\">Show all</button>\n<output name=\"count\" role=\"status\"></output>\n</form>\n";
}

// What needs work comes first, the worst first, and of those the oldest.
std::vector<const ReportRow*> InOrder(const std::vector<ReportRow>& rows) {
  const auto key = [](const ReportRow* row) {
    const std::int64_t since = row->since && row->since->time_ms != 0 ? row->since->time_ms : ~(std::int64_t{1} << 63);
    return std::tuple(!row->needs_work(), -static_cast<int>(row->severity), since);
  };
  std::vector<const ReportRow*> ordered;
  ordered.reserve(rows.size());
  for (const ReportRow& row : rows) ordered.push_back(&row);
  std::stable_sort(ordered.begin(), ordered.end(),
                   [&](const ReportRow* a, const ReportRow* b) { return key(a) < key(b); });
  return ordered;
}

std::string ReviewsTable(const SiteReport& report, const LanguageReport& language, const Formatter& formatter) {
  const auto column = [](const char* name, const char* look) {
    return fmt::format("<th scope=\"col\"{}><button type=\"button\">{}</button></th>",
                       *look == '\0' ? "" : fmt::format(" class=\"{}\"", look), name);
  };
  std::string html =
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Reviews\"><table class=\"reviews\">\n"
      "<caption>Reviews, what needs work first</caption>\n<thead><tr>" +
      column("Review", "") + column("State", "") + column("Severity", "") + column("What", "") +
      column("Words", "number") + column("Since", "number") + column("Collection", "optional") +
      "</tr></thead>\n<tbody>\n";
  for (const ReportRow* row : InOrder(language.rows)) html += ReviewRow(report, *row, formatter);
  return html + "</tbody></table></div>\n<p id=\"none\" class=\"about\" hidden>No review fits what you ask for.</p>\n";
}

std::string Slug(const std::string& name) {
  std::string slug;
  for (const char c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '_' || (c == '.' && !slug.empty());
    slug += plain ? c : '-';
  }
  constexpr std::size_t kLongest = 100;
  if (slug == name && slug.size() <= kLongest) return slug;
  return fmt::format("{}-{:016x}", slug.substr(0, kLongest), Hash64(name));
}

}  // namespace

std::string LanguagePagePath(const std::string& lang) {
  return lang + ".html";
}

std::string TranslationPagePath(const ReportRow& row) {
  return fmt::format("{}/{}/{}.html", row.lang, Slug(row.collection), Slug(row.ref));
}

std::string IndexPage(const SiteReport& report, const Formatter& formatter) {
  std::vector<const LanguageReport*> languages;
  for (const LanguageReport& language : report.languages) languages.push_back(&language);
  const std::string before =
      report.before_ms ? fmt::format(" The last report is of {}.", DayHtml(*report.before_ms, formatter)) : "";
  const std::string body = fmt::format(
      "<h1>Translations of {}</h1>\n<p class=\"about\">{}{} {}, source language: {}.</p>\n{}"
      "<h2>Languages</h2>\n{}<h2>Where it stands</h2>\n{}"
      "<h2>The same as data</h2>\n<p><a href=\"report.json\">report.json</a>, <a href=\"report.csv\">report.csv</a> "
      "for "
      "a spreadsheet, <a href=\"report.md\">report.md</a> for an issue or a chat.</p>\n",
      EscapeHtml(report.name), About(report, formatter), before,
      Counted(report.languages.size(), "language", "languages", formatter),
      EscapeHtml(LanguageName(report.source_lang)), Tiles(languages, formatter), LanguagesTable(report, formatter),
      Charts(report, languages, formatter));
  return Page({"Translations of " + report.name, formatter.tag(), {}}, body);
}

std::string LanguagePage(const SiteReport& report, const LanguageReport& language, const Formatter& formatter) {
  const std::string name = LanguageName(language.lang);
  const std::string body =
      fmt::format("<h1>{}</h1>\n<p class=\"about\">{} {}.</p>\n{}{}{}{}{}<h2>Reviews</h2>\n{}{}", EscapeHtml(name),
                  About(report, formatter), Counted(language.rows.size(), "review", "reviews", formatter),
                  Tiles({&language}, formatter), StackedBar(Progress(language)), ChartKey(Progress(language)),
                  Charts(report, {&language}, formatter), Changes(report, language, formatter), Filters(),
                  ReviewsTable(report, language, formatter));
  return Page({name + " · " + report.name, formatter.tag(), {{report.name, kIndexPage}, {name, ""}}}, body);
}

}  // namespace lockstep
