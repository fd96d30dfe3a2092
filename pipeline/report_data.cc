#include "pipeline/report_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "locales/unicode.h"
#include "pipeline/csv.h"
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
          {"since", row.since ? OrNull(row.since->by) : Json()},
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

ReportPoint PointOf(const Json& json) {
  return {json.at("time_ms"), json.at("run"), json.at("current"), json.at("wanted"), json.at("debts")};
}

ReportChange ChangeOf(const Json& json) {
  ReportChange change{json.at("became"), json.at("cleared"), {}};
  for (const Json& review : json.at("reviews")) {
    change.reviews.push_back(
        {review.at("collection"), review.at("ref"), review.at("became"), review.at("cleared"), {}});
    for (const auto& [by, count] : review.at("by").items()) change.reviews.back().by[by] = count;
  }
  return change;
}

Json ChangeJson(const ReportChange& change) {
  Json reviews = Json::array();
  for (const ReviewChange& review : change.reviews) {
    Json by = Json::object();
    for (const auto& [name, count] : review.by) by[name] = count;
    reviews.push_back({{"collection", review.collection},
                       {"ref", review.ref},
                       {"became", review.became},
                       {"cleared", review.cleared},
                       {"by", std::move(by)}});
  }
  return {{"became", change.became}, {"cleared", change.cleared}, {"reviews", std::move(reviews)}};
}

using Items = std::set<std::string>;
using ItemsByReview = std::map<std::pair<std::string, std::string>, Items>;

std::uint64_t CountMissing(const Items& items, const Items& others) {
  return static_cast<std::uint64_t>(
      std::count_if(items.begin(), items.end(), [&](const std::string& item) { return !others.contains(item); }));
}

// What happened to a language's items since those of `before`.
ReportChange Compare(const LanguageReport& language, ItemsByReview before) {
  ReportChange change;
  const auto add = [&](ReviewChange review, const Items& then, const Items& now) {
    review.became = CountMissing(now, then);
    review.cleared = CountMissing(then, now);
    change.became += review.became;
    change.cleared += review.cleared;
    if (review.became + review.cleared != 0) change.reviews.push_back(std::move(review));
  };
  for (const ReportRow& row : language.rows) {
    const Items then = std::move(before[{row.collection, row.ref}]);
    add({row.collection, row.ref, 0, 0, row.cleared_by}, then, Items(row.items.begin(), row.items.end()));
    before.erase({row.collection, row.ref});
  }
  for (const auto& [review, then] : before) add({review.first, review.second, 0, 0, {}}, then, {});
  return change;
}

PastReport PastReportOf(const Json& json) {
  PastReport past;
  past.run = json.at("run");
  past.time_ms = json.at("time_ms");
  if (!json.at("before_ms").is_null()) past.before_ms = json.at("before_ms");
  for (const Json& language : json.at("languages")) past.items[language.at("lang")];
  for (const Json& row : json.at("translations")) {
    Items& items = past.items[row.at("lang")][{row.at("collection"), row.at("ref")}];
    for (const Json& id : row.at("items")) items.insert(id);
  }
  for (const auto& [lang, points] : json.at("history").items()) {
    for (const Json& point : points) past.history[lang].push_back(PointOf(point));
  }
  for (const auto& [lang, change] : json.at("changes").items()) past.changes[lang] = ChangeOf(change);
  return past;
}

// What is not before this run: it was reported already, or the store is an older one that was brought back. A new store
// counts its runs from 1 again; a run that was killed has no time.
bool IsReplaced(const ReportPoint& point, const SiteReport& report) {
  if (report.time_ms == 0) return point.run == report.run && point.time_ms == 0;
  return point.run >= report.run && point.time_ms >= report.time_ms;
}

void AddPoint(const LanguageReport& language, const SiteReport& report, std::vector<ReportPoint>& points) {
  std::erase_if(points, [&](const ReportPoint& point) { return IsReplaced(point, report); });
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
    json["changes"][lang] = ChangeJson(change);
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
  std::string csv = kByteOrderMark + CsvLine({"collection", "ref", "language", "title", "state", "severity", "since",
                                              "segments", "words", "classes", "source", "target"});
  for (const LanguageReport& language : report.languages) {
    for (const ReportRow& row : language.rows) {
      std::string classes;
      for (const auto& [edit_class, count] : row.by_class) {
        classes += fmt::format("{}{} {}", classes.empty() ? "" : "; ", Name(edit_class), count);
      }
      csv += CsvLine({row.collection, row.ref, row.lang, row.title, Name(row.state), Name(row.severity),
                      row.since ? UtcTime(row.since->time_ms) : "", std::to_string(row.debts()),
                      std::to_string(row.words), classes, row.source_path, row.target_path});
    }
  }
  return csv;
}

std::optional<PastReport> ReadPastReport(const std::string& report_json) {
  const Json json = Json::parse(report_json, nullptr, false);
  try {
    if (json.is_object() && json.at("version") == 1) return PastReportOf(json);
  } catch (const nlohmann::json::exception&) {  // not one of ours
  }
  return std::nullopt;
}

void CompareWith(const std::optional<PastReport>& past, SiteReport& report) {
  if (past) {
    report.history = past->history;
    if (past->run == report.run &&
        past->time_ms == report.time_ms) {  // a second report of the same run tells of the same changes
      report.before_ms = past->before_ms;
      report.changes = past->changes;
    } else {
      report.before_ms = past->time_ms;
      for (const LanguageReport& language : report.languages) {
        const auto then = past->items.find(language.lang);
        if (then != past->items.end()) report.changes[language.lang] = Compare(language, then->second);
      }
    }
  }
  for (const LanguageReport& language : report.languages) AddPoint(language, report, report.history[language.lang]);
}

}  // namespace lockstep
