#include "pipeline/report_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include <nlohmann/json.hpp>

#include "locales/unicode.h"
#include "pipeline/reason_rendering.h"
#include "pipeline/report_pages.h"
#include "pipeline/utc_time.h"

namespace lockstep {
namespace {

using Json = nlohmann::ordered_json;

Json TimeJson(std::int64_t time_ms) {
  return time_ms == 0 ? Json() : Json(UtcTime(time_ms));
}

Json RowJson(const ReportRow& row) {
  Json classes = Json::object();
  for (const auto& [edit_class, count] : row.by_class) classes[Name(edit_class)] = count;
  return {{"collection", row.collection},
          {"ref", row.ref},
          {"lang", row.lang},
          {"title", row.title},
          {"own_title", OrNull(row.own_title)},
          {"state", Name(row.state)},
          {"severity", Name(row.severity)},
          {"since", row.since ? Json(row.since->by) : Json()},
          {"since_time", row.since ? TimeJson(row.since->time_ms) : Json()},
          {"source_path", OrNull(row.source_path)},
          {"target_path", OrNull(row.target_path)},
          {"words", row.words},
          {"classes", std::move(classes)},
          {"items", row.items},
          {"page", row.needs_work() ? Json(TranslationPagePath(row)) : Json()}};
}

Json LanguageJson(const LanguageReport& language) {
  Json classes = Json::object();
  for (const auto& [edit_class, count] : language.by_class) classes[Name(edit_class)] = count;
  return {{"lang", language.lang},
          {"name", LanguageName(language.lang)},
          {"reviews", language.rows.size()},
          {"current", language.Of(State::kCurrent) + language.Of(State::kAhead)},
          {"stale", language.Of(State::kStale)},
          {"stale_high", language.Of(Urgency::kHigh)},
          {"stale_medium", language.Of(Urgency::kMedium)},
          {"stale_low", language.Of(Urgency::kLow)},
          {"suspect", language.Of(State::kSuspect)},
          {"missing", language.Of(State::kMissing)},
          {"orphan", language.Of(State::kOrphan)},
          {"words", language.words},
          {"debts", language.debts()},
          {"classes", std::move(classes)},
          {"oldest", language.oldest ? TimeJson(language.oldest->time_ms) : Json()}};
}

Json PointJson(const ReportPoint& point) {
  return {{"run", point.run},
          {"time_ms", point.time_ms},
          {"current", point.current},
          {"wanted", point.wanted},
          {"debts", point.debts}};
}

// A field of a CSV line.
std::string Csv(const std::string& text) {
  std::string field = text;
  if (!field.empty() && std::string_view("=+-@\t\r").find(field[0]) != std::string_view::npos) field.insert(0, "'");
  if (field.find_first_of("\",\r\n") == std::string::npos) return field;
  std::string quoted = "\"";
  for (const char c : field) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + '"';
}

// Text in a cell of a Markdown table.
std::string Cell(const std::string& text) {
  std::string cell;
  for (const char c : text) {
    if (std::string_view("\\`*_{}[]<>#|~&").find(c) != std::string_view::npos) cell += '\\';
    cell += c == '\n' ? ' ' : c;
  }
  return cell;
}

std::string MarkdownSummary(const SiteReport& report, const Formatter& formatter) {
  std::string out = fmt::format("## Translations of {}\n\nAs run {} left it{}.\n\n", Cell(report.name), report.run,
                                report.time_ms == 0 ? "" : ", " + formatter.Time(report.time_ms));
  out +=
      "| language | current | reviews | stale | of these high | suspect | missing | words |\n"
      "|---|--:|--:|--:|--:|--:|--:|--:|\n";
  for (const LanguageReport& language : report.languages) {
    const std::uint64_t current = language.Of(State::kCurrent) + language.Of(State::kAhead);
    out += fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} |\n", Cell(LanguageName(language.lang)),
                       language.wanted() == 0 ? "-" : formatter.Share(current, language.wanted()),
                       formatter.Number(language.rows.size()), formatter.Number(language.Of(State::kStale)),
                       formatter.Number(language.Of(Urgency::kHigh)), formatter.Number(language.Of(State::kSuspect)),
                       formatter.Number(language.Of(State::kMissing)), formatter.Number(language.words));
  }
  return out;
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

using Item = std::tuple<std::string, std::string, std::string>;  // collection, ref, id

// The report before, as far as it matters.
struct Before {
  std::uint64_t run = 0;
  std::int64_t time_ms = 0;
  std::map<std::string, std::set<Item>> items;  // by language
};

ReportPoint PointOf(const Json& json) {
  return {json.at("time_ms"), json.at("run"), json.at("current"), json.at("wanted"), json.at("debts")};
}

std::set<Item> ItemsOf(const LanguageReport& language) {
  std::set<Item> items;
  for (const ReportRow& row : language.rows) {
    for (const std::string& id : row.items) items.emplace(row.collection, row.ref, id);
  }
  return items;
}

std::uint64_t CountMissing(const std::set<Item>& items, const std::set<Item>& others) {
  return static_cast<std::uint64_t>(
      std::count_if(items.begin(), items.end(), [&](const Item& item) { return !others.contains(item); }));
}

Before ReadBefore(const Json& json) {
  Before before{json.at("run"), json.at("time_ms"), {}};
  for (const Json& language : json.at("languages")) before.items[language.at("lang")];
  for (const Json& row : json.at("translations")) {
    for (const Json& id : row.at("items")) {
      before.items[row.at("lang")].emplace(row.at("collection"), row.at("ref"), id);
    }
  }
  return before;
}

void AddPoint(const LanguageReport& language, const SiteReport& report, std::vector<ReportPoint>& points) {
  std::erase_if(points, [&](const ReportPoint& point) { return point.run >= report.run; });
  points.push_back({report.time_ms, report.run, language.Of(State::kCurrent) + language.Of(State::kAhead),
                    language.wanted(), language.debts()});
}

}  // namespace

std::string ReportJson(const SiteReport& report) {
  Json json = {{"version", 1},
               {"command", "report"},
               {"site", report.name},
               {"source_lang", report.source_lang},
               {"run", report.run},
               {"time_ms", report.time_ms},
               {"before_ms", report.before_ms ? Json(*report.before_ms) : Json()}};
  json["languages"] = Json::array();
  json["history"] = Json::object();
  json["changes"] = Json::object();
  for (const LanguageReport& language : report.languages) json["languages"].push_back(LanguageJson(language));
  for (const auto& [lang, points] : report.history) {
    json["history"][lang] = Json::array();
    for (const ReportPoint& point : points) json["history"][lang].push_back(PointJson(point));
  }
  for (const auto& [lang, change] : report.changes) {
    json["changes"][lang] = {{"became", change.became}, {"cleared", change.cleared}};
  }
  // What is current needs no line: the numbers of the language have it.
  std::string rows;
  for (const LanguageReport& language : report.languages) {
    for (const ReportRow& row : language.rows) {
      if (row.needs_work()) rows += (rows.empty() ? "\n" : ",\n") + Dumped(RowJson(row));
    }
  }
  std::string text = Dumped(json);
  text.pop_back();
  return text + ",\n\"translations\":[" + rows + "]}\n";
}

std::string ReportCsv(const SiteReport& report) {
  std::string csv =
      "\xEF\xBB\xBF"
      "collection,ref,language,title,state,severity,since,segments,words,classes,source,target\r\n";
  for (const LanguageReport& language : report.languages) {
    for (const ReportRow& row : language.rows) {
      std::string classes;
      for (const auto& [edit_class, count] : row.by_class) {
        classes += fmt::format("{}{} {}", classes.empty() ? "" : "; ", Name(edit_class), count);
      }
      csv +=
          fmt::format("{},{},{},{},{},{},{},{},{},{},{},{}\r\n", Csv(row.collection), Csv(row.ref), row.lang,
                      Csv(row.title), Name(row.state), Name(row.severity), row.since ? UtcTime(row.since->time_ms) : "",
                      row.debts(), row.words, Csv(classes), Csv(row.source_path), Csv(row.target_path));
    }
  }
  return csv;
}

std::string ReportMarkdown(const SiteReport& report, const Formatter& formatter, std::size_t limit) {
  constexpr std::size_t kForTheRest = 100;  // bytes of the line that says what was left out
  std::string out = MarkdownSummary(report, formatter);
  const std::vector<const ReportRow*> work = Work(report);
  if (!work.empty()) out += "\n| review | language | severity | since | segments |\n|---|---|---|---|--:|\n";
  for (std::size_t i = 0; i < work.size(); ++i) {
    const ReportRow& row = *work[i];
    const std::string line = fmt::format("| {} | {} | {} | {} | {} |\n", Cell(row.title), row.lang, Name(row.severity),
                                         row.since && row.since->time_ms != 0 ? formatter.Day(row.since->time_ms) : "",
                                         formatter.Number(row.debts()));
    if (out.size() + line.size() + kForTheRest > limit) {
      return out + fmt::format("\n... and {} more, left out for their length; report.csv has them all.\n",
                               formatter.Number(work.size() - i));
    }
    out += line;
  }
  return out;
}

void CompareWith(const std::string& report_json, SiteReport& report) {
  const Json json = Json::parse(report_json, nullptr, false);
  try {
    if (json.is_object() && json.at("version") == 1) {
      const Before before = ReadBefore(json);
      for (const auto& [lang, points] : json.at("history").items()) {
        for (const Json& point : points) report.history[lang].push_back(PointOf(point));
      }
      // A second report of the same run tells of the same changes.
      const bool same = before.run == report.run;
      if (same) {
        if (!json.at("before_ms").is_null()) report.before_ms = json.at("before_ms");
        for (const auto& [lang, change] : json.at("changes").items()) {
          report.changes[lang] = {change.at("became"), change.at("cleared")};
        }
      } else {
        report.before_ms = before.time_ms;
        for (const LanguageReport& language : report.languages) {
          const auto old = before.items.find(language.lang);
          if (old == before.items.end()) continue;
          const std::set<Item> items = ItemsOf(language);
          report.changes[language.lang] = {CountMissing(items, old->second), CountMissing(old->second, items)};
        }
      }
    }
  } catch (const nlohmann::json::exception&) {  // not one of ours: then this report is the first
    report.history.clear();
    report.changes.clear();
    report.before_ms.reset();
  }
  for (const LanguageReport& language : report.languages) AddPoint(language, report, report.history[language.lang]);
}

}  // namespace lockstep
