// A DiffEntry as people and programs read it: text, Markdown, CSV (diff_data.cc), JSON (diff_data.cc).
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "pipeline/styled_text.h"
#include "stages/diff_entry.h"

namespace lockstep {

// Where an edit has both, what goes is [-so-] and what comes {+so+}; in colour it is struck through and bold instead.
std::string RenderDiffText(const DiffEntry& entry, const Layout& layout);

// A section of a page: a heading for the review, an item for each reason; what goes is ~~so~~, what comes **so**.
std::string RenderDiffMarkdown(const DiffEntry& entry);

// A line a reason and a line a debt that went; DiffCsvHead names the columns.
std::string DiffCsvHead();
std::string DiffCsv(const DiffEntry& entry);

// The machine contract of `diff`; see README.md.
nlohmann::ordered_json DiffJson(const DiffEntry& entry);

// Parts that `explain` shows as well.
StyledText StyledEdit(const WordDiff& edit, bool color);
nlohmann::ordered_json EditJson(const WordDiff& edit);
nlohmann::ordered_json FactsJson(const std::vector<ChangedFact>& facts);
nlohmann::ordered_json SuggestionsJson(const std::vector<Match>& suggestions);
// "1.2 kg -> 1.4 kg; 3 h came".
std::string TellFacts(const std::vector<ChangedFact>& facts, bool is_disagreement);
// "missing, structure, high", "rating.total, high": what kind of reason it is.
std::string TellReason(const Reason& reason);
// How a debt went: "translated (run 12)", "accepted by Jane (run 12)", "imported (run 12)", "the source's edit was
// taken back (commit 0a1b2c3d4e)".
std::string TellHow(const ClearedItem& item);
Style StyleOf(Urgency urgency);

}  // namespace lockstep
