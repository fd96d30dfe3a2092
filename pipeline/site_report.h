// What a report says, before it is a page: the numbers of each language, and a row for each translation.
//
// The texts of what went stale are not in here: each translation's page is written as it is met, so that memory grows
// with the number of rows and not with what they say.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/translation_report.h"
#include "stages/model/verdict.h"

namespace lockstep {

// One translation of one review.
struct ReportRow {
  std::string collection;
  std::string ref;
  std::string lang;
  std::string title;      // the source's, or the ref where it has none
  std::string own_title;  // the translation's; "" = it has none
  std::string source_path;
  std::string target_path;
  State state = State::kCurrent;
  Urgency severity = Urgency::kNone;
  std::optional<Moment> since;
  std::map<EditClass, std::uint32_t> by_class;  // its debts
  std::uint64_t words = 0;                      // of the source, to translate or look at again
  std::vector<std::string> items;               // the ids of its debts, as ItemIds gives them
  // By what debts went since the report before: TellClearer of each.
  std::map<std::string, std::uint64_t> cleared_by;

  std::uint64_t debts() const { return items.size(); }
  bool needs_work() const { return state != State::kCurrent && state != State::kAhead; }
};

// Whole days since the oldest debt of a translation began, up to and without each bound; the last has none.
struct AgeBucket {
  const char* name;
  int days;
};
inline constexpr std::array<AgeBucket, 5> kAgeBuckets = {
    {{"under a week", 7}, {"under a month", 30}, {"under 3 months", 91}, {"under a year", 365}, {"older", 0}}};

struct LanguageReport {
  std::string lang;
  std::map<State, std::uint64_t> by_state;                 // translations
  std::map<Urgency, std::uint64_t> by_severity;            // translations that are stale
  std::map<EditClass, std::uint64_t> by_class;             // debts
  std::array<std::uint64_t, kAgeBuckets.size()> by_age{};  // translations with a debt whose beginning is known
  std::uint64_t words = 0;
  std::optional<Moment> oldest;  // debt
  std::vector<ReportRow> rows;   // by collection and ref

  std::uint64_t Of(State state) const;
  std::uint64_t Of(Urgency severity) const;
  std::uint64_t debts() const;
  // Translations that there should be: all but orphans.
  std::uint64_t wanted() const;
};

// Where a language stood at a report that was written before.
struct ReportPoint {
  std::int64_t time_ms = 0;  // of the run that it showed
  std::uint64_t run = 0;
  std::uint64_t current = 0;  // translations
  std::uint64_t wanted = 0;
  std::uint64_t debts = 0;
};

// What happened between the report before and this one: debts that were not there, and debts that are not any more.
struct ReviewChange {
  std::string collection;
  std::string ref;
  std::uint64_t became = 0;
  std::uint64_t cleared = 0;
  // By what, as TellClearer says: as far as bindings tell it. What went with its text has nobody to thank.
  std::map<std::string, std::uint64_t> by;
};
struct ReportChange {
  std::uint64_t became = 0;
  std::uint64_t cleared = 0;
  std::vector<ReviewChange> reviews;  // by collection and ref; those that are no longer in the report come last
};

struct SiteReport {
  std::string name;  // the site's directory
  std::string source_lang;
  std::uint64_t run = 0;                                    // the last that wrote to the store
  std::int64_t time_ms = 0;                                 // when it ended: the report says how things stood then
  std::vector<LanguageReport> languages;                    // by tag
  std::map<std::string, std::vector<ReportPoint>> history;  // by language, this report's point last
  std::map<std::string, ReportChange> changes;              // by language; none in a first report
  std::optional<std::int64_t> before_ms;                    // the report before
};

// A name for each item that stays the same as long as the debt does: made of the section and of what was bound, "s" and
// 12 hexadecimal digits; equal ones of a translation are numbered.
std::vector<std::string> ItemIds(const DiffEntry& entry);

// "commit 0a1b2c3d4e", "run 12", "Jane (run 12)" of an acceptance.
std::string TellClearer(const ClearedItem& item);

// The row of a translation, and what it adds to its language's numbers as of `time_ms`.
ReportRow RowOf(const TranslationReport& translation);
void Add(LanguageReport& language, ReportRow row, std::int64_t time_ms);

}  // namespace lockstep
