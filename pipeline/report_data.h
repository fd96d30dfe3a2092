// A report for programs and people's other tools: JSON, CSV, Markdown; and what the report before said.
#pragma once

#include <cstddef>
#include <string>

#include "locales/formatting.h"
#include "pipeline/site_report.h"

namespace lockstep {

// report.json, as pipeline/report.schema.json says.
std::string ReportJson(const SiteReport& report);

// RFC 4180 with a byte-order mark, which spreadsheets need to see UTF-8; a line a translation. A text that a
// spreadsheet would take for a formula has an apostrophe before it.
std::string ReportCsv(const SiteReport& report);

// A summary for an issue or a chat, of at most `limit` bytes; it says what it left out.
std::string ReportMarkdown(const SiteReport& report, const Formatter& formatter, std::size_t limit);

// Fills in the history of `report` and what changed, from the report.json that was written before ("" = none, or one
// that cannot be read: then this is the first). Points of runs that the store has lost stay; the last point is
// replaced where it is of the same run.
void CompareWith(const std::string& report_json, SiteReport& report);

}  // namespace lockstep
