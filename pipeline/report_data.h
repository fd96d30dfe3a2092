// A report for programs and people's other tools: JSON, CSV; and what the report before said.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/site_report.h"

namespace lockstep {

// report.json, as pipeline/report.schema.json says.
std::string ReportJson(const SiteReport& report);

// RFC 4180 with a byte-order mark, which spreadsheets need to see UTF-8; a line a translation. A text that a
// spreadsheet would take for a formula has an apostrophe before it.
std::string ReportCsv(const SiteReport& report);

// A report that was written before, as far as the next one compares with it.
struct PastReport {
  std::uint64_t run = 0;
  std::int64_t time_ms = 0;
  std::optional<std::int64_t> before_ms;
  // By language, then by collection and ref: the ids of the debts.
  std::map<std::string, std::map<std::pair<std::string, std::string>, std::set<std::string>>> items;
  std::map<std::string, std::vector<ReportPoint>> history;
  std::map<std::string, ReportChange> changes;
};

// What a report.json says; nothing where it is none of ours.
std::optional<PastReport> ReadPastReport(const std::string& report_json);

// Fills in the history of `report` and what changed; a report without one before it is the first. Points of runs that
// the store has lost stay, also those of a store before this one; the last point is replaced where it is of the same
// run.
void CompareWith(const std::optional<PastReport>& past, SiteReport& report);

}  // namespace lockstep
