#include "pipeline/site_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "locales/unicode.h"
#include "pipeline/points_in_time.h"
#include "stages/model/hash.h"

namespace lockstep {
namespace {

constexpr std::int64_t kDayMs = 24LL * 3600 * 1000;

template <typename Key>
std::uint64_t Count(const std::map<Key, std::uint64_t>& counts, Key key) {
  const auto found = counts.find(key);
  return found == counts.end() ? 0 : found->second;
}

std::string TitleOf(const Outline& outline) {
  for (const OutlineSegment& segment : outline.segments) {
    if (!segment.is_field()) break;
    if (segment.field == "title") return segment.text;
  }
  return "";
}

const std::string& FirstOf(const std::string& a, const std::string& b) {
  return a.empty() ? b : a;
}

std::size_t BucketOf(std::int64_t age_ms) {
  for (std::size_t i = 0; i + 1 < kAgeBuckets.size(); ++i) {
    if (age_ms < kAgeBuckets.at(i).days * kDayMs) return i;
  }
  return kAgeBuckets.size() - 1;
}

}  // namespace

std::uint64_t LanguageReport::Of(State state) const {
  return Count(by_state, state);
}

std::uint64_t LanguageReport::Of(Urgency severity) const {
  return Count(by_severity, severity);
}

std::uint64_t LanguageReport::debts() const {
  return std::accumulate(by_class.begin(), by_class.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const auto& of_class) { return sum + of_class.second; });
}

std::uint64_t LanguageReport::wanted() const {
  return rows.size() - Of(State::kOrphan);
}

std::vector<std::string> ItemIds(const DiffEntry& entry) {
  std::vector<std::string> ids;
  std::map<std::string, int> seen;
  for (const DiffItem& item : entry.items) {
    const Reason& reason = item.reason;
    const std::optional<std::string>& bound = reason.old_text      ? reason.old_text
                                              : reason.source_text ? reason.source_text
                                                                   : reason.target_text;
    const std::string place = fmt::format("{}\n{}\n{}", reason.section, reason.field.value_or(""), bound.value_or(""));
    std::string id = fmt::format("s{:012x}", Hash64(place) & 0xffff'ffff'ffffU);
    const int count = ++seen[id];
    if (count > 1) id += fmt::format("-{}", count);
    ids.push_back(std::move(id));
  }
  return ids;
}

std::string TellClearer(const ClearedItem& item) {
  const std::string by = TellBy(item.clearing.when);
  return item.who.empty() ? by : fmt::format("{} ({})", item.who, by);
}

ReportRow RowOf(const TranslationReport& translation) {
  const DiffEntry& entry = translation.entry;
  const std::string own_title = TitleOf(translation.translation.target);
  ReportRow row{.collection = entry.key.collection,
                .ref = entry.key.ref,
                .lang = entry.key.lang,
                .title = FirstOf(TitleOf(translation.translation.source), FirstOf(own_title, entry.key.ref)),
                .own_title = own_title,
                .source_path = entry.source_path,
                .target_path = entry.target_path,
                .state = entry.state,
                .severity = entry.severity,
                .since = entry.since,
                .by_class = {},
                .words = 0,
                .items = {},
                .cleared_by = {}};
  for (const ClearedItem& item : entry.cleared) ++row.cleared_by[TellClearer(item)];
  std::vector<std::string> ids = ItemIds(entry);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const DiffItem& item = entry.items[i];
    if (!IsDebt(item.reason)) continue;
    ++row.by_class[item.reason.edit_class];
    if (!item.is_verbatim) row.words += CountWords(item.reason.source_text.value_or(""));  // code is not translated
    row.items.push_back(std::move(ids[i]));
  }
  return row;
}

void Add(LanguageReport& language, ReportRow row, std::int64_t time_ms) {
  ++language.by_state[row.state];
  if (row.state == State::kStale) ++language.by_severity[row.severity];
  for (const auto& [edit_class, count] : row.by_class) language.by_class[edit_class] += count;
  language.words += row.words;
  if (row.since && row.since->time_ms != 0 && row.needs_work()) {
    ++language.by_age.at(BucketOf(time_ms - row.since->time_ms));
    if (!language.oldest || row.since->time_ms < language.oldest->time_ms) language.oldest = row.since;
  }
  language.rows.push_back(std::move(row));
}

}  // namespace lockstep
