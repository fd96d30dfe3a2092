// A report in a screenful, for a mail and for a chat: where each language stands, and what changed since the report
// before.
#pragma once

#include <cstddef>
#include <string>

#include "locales/formatting.h"
#include "pipeline/console.h"
#include "pipeline/site_report.h"

namespace lockstep {

// As plain text, in columns; a line a language.
std::string TextSummary(const SiteReport& report, const Formatter& formatter, const Console& console);
// The same as Markdown.
std::string MarkdownSummary(const SiteReport& report, const Formatter& formatter);

// report.md: the summary, and a line for each translation that is stale, the worst and oldest first; of at most `limit`
// bytes; it says what it left out.
std::string ReportMarkdown(const SiteReport& report, const Formatter& formatter, std::size_t limit);

}  // namespace lockstep
