// What `diff` says, for programs and spreadsheets.
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "pipeline/csv.h"
#include "pipeline/diff_rendering.h"
#include "pipeline/points_in_time.h"
#include "pipeline/reason_rendering.h"
#include "pipeline/utc_time.h"

namespace lockstep {
namespace {

std::string Line(const std::optional<std::uint32_t>& line) {
  return line ? std::to_string(*line) : "";
}

std::string TimeOf(const Moment& moment) {
  return moment.time_ms == 0 ? "" : UtcTime(moment.time_ms);
}

// The first columns of a line; `item` is a Reason or a ClearedItem.
template <typename Item>
std::vector<std::string> WhereOf(const DiffEntry& entry, const Item& item) {
  return {entry.key.collection, entry.key.ref,          entry.key.lang, entry.source_path,      Line(item.source_line),
          entry.target_path,    Line(item.target_line), item.section,   item.field.value_or("")};
}

std::vector<std::string> Joined(std::vector<std::string> fields, const std::vector<std::string>& more) {
  fields.insert(fields.end(), more.begin(), more.end());
  return fields;
}

// What cleared it, for programs.
std::string Way(const Clearing& clearing) {
  return clearing.taken_back ? "taken-back" : Name(clearing.evidence);
}

nlohmann::ordered_json ClearedJson(const ClearedItem& item) {
  const auto time = [](const Moment& moment) { return OrNull(TimeOf(moment)); };
  return {{"section", OrNull(item.section)},
          {"field", OrNull(item.field)},
          {"source_line", OrNull(item.source_line)},
          {"target_line", OrNull(item.target_line)},
          {"source_text", OrNull(item.source_text)},
          {"target_text", OrNull(item.target_text)},
          {"since", time(item.clearing.since)},
          {"since_by", OrNull(item.clearing.since.by)},
          {"cleared", time(item.clearing.when)},
          {"cleared_by", OrNull(item.clearing.when.by)},
          {"way", Way(item.clearing)},
          {"who", OrNull(item.who)}};
}

}  // namespace

std::string DiffCsvHead() {
  const std::vector<std::string> where = {"collection", "ref",         "language", "source", "source_line",
                                          "target",     "target_line", "section",  "field"};
  const std::vector<std::string> what = {"state", "class",    "severity", "before",     "now",   "translation", "facts",
                                         "since", "since_by", "cleared",  "cleared_by", "score", "suggestion"};
  return kByteOrderMark + CsvLine(Joined(where, what));
}

std::string DiffCsv(const DiffEntry& entry) {
  std::string csv;
  for (const DiffItem& item : entry.items) {
    const Reason& reason = item.reason;
    const Moment since = reason.since.value_or(Moment());
    csv +=
        CsvLine(Joined(WhereOf(entry, reason),
                       {Name(reason.state), Name(reason.edit_class), Name(reason.severity),
                        reason.old_text.value_or(""), reason.source_text.value_or(""), reason.target_text.value_or(""),
                        TellFacts(item.facts, item.edit.empty()), TimeOf(since), since.by, "", "",
                        item.suggestions.empty() ? "" : std::to_string(item.suggestions.front().score),
                        item.suggestions.empty() ? "" : item.suggestions.front().target}));
  }
  for (const ClearedItem& item : entry.cleared) {
    const auto& [since, when, evidence, taken_back] = item.clearing;
    csv += CsvLine(Joined(WhereOf(entry, item),
                          {"cleared", "", "", "", item.source_text.value_or(""), item.target_text.value_or(""), "",
                           TimeOf(since), since.by, TimeOf(when), when.by, "", ""}));
  }
  return csv;
}

nlohmann::ordered_json EditJson(const WordDiff& edit) {
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  for (const DiffPiece& piece : edit) json.push_back({{"kind", Name(piece.kind)}, {"text", piece.text}});
  return json;
}

nlohmann::ordered_json FactsJson(const std::vector<ChangedFact>& facts) {
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  for (const ChangedFact& fact : facts) {
    json.push_back({{"kind", Name(fact.kind)}, {"gone", OrNull(fact.gone)}, {"come", OrNull(fact.come)}});
  }
  return json;
}

nlohmann::ordered_json SuggestionsJson(const std::vector<Match>& suggestions) {
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  for (const Match& match : suggestions) {
    json.push_back({{"score", match.score},
                    {"kind", Name(match.kind)},
                    {"source", match.source},
                    {"target", match.target},
                    {"origin", match.origin}});
  }
  return json;
}

nlohmann::ordered_json DiffJson(const DiffEntry& entry) {
  nlohmann::ordered_json items = nlohmann::ordered_json::array();
  for (const DiffItem& item : entry.items) {
    nlohmann::ordered_json json = ReasonJson(item.reason);
    json["section"] = OrNull(item.reason.section);
    json["since_by"] = item.reason.since ? OrNull(item.reason.since->by) : nlohmann::ordered_json();
    json["edit_of"] = item.edit.empty() ? nlohmann::ordered_json() : item.of_target ? "target" : "source";
    json["edit"] = EditJson(item.edit);
    json["facts"] = FactsJson(item.facts);
    json["suggestions"] = SuggestionsJson(item.suggestions);
    items.push_back(std::move(json));
  }
  nlohmann::ordered_json cleared = nlohmann::ordered_json::array();
  for (const ClearedItem& item : entry.cleared) cleared.push_back(ClearedJson(item));
  return {{"version", 1},
          {"command", "diff"},
          {"collection", entry.key.collection},
          {"ref", entry.key.ref},
          {"lang", entry.key.lang},
          {"source_lang", entry.source_lang},
          {"source_path", OrNull(entry.source_path)},
          {"target_path", OrNull(entry.target_path)},
          {"state", Name(entry.state)},
          {"severity", Name(entry.severity)},
          {"since", entry.since ? nlohmann::ordered_json(UtcTime(entry.since->time_ms)) : nlohmann::ordered_json()},
          {"items", std::move(items)},
          {"cleared", std::move(cleared)}};
}

}  // namespace lockstep
