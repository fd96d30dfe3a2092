#include "pipeline/site_report.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "pipeline/report_data.h"
#include "pipeline/report_pages.h"
#include "pipeline/report_summary.h"

namespace lockstep {
namespace {

constexpr std::int64_t kDay = 24LL * 3600 * 1000;
constexpr std::int64_t kNow = 20'000 * kDay;

DiffItem Item(const std::string& section, const std::string& bound, const std::string& now) {
  DiffItem item;
  item.reason.section = section;
  item.reason.old_text = bound;
  item.reason.new_text = item.reason.source_text = now;
  return item;
}

ReportRow Row(const std::string& ref, State state, Urgency severity, std::vector<std::string> items, int days) {
  ReportRow row;
  row.collection = "products";
  row.ref = row.title = ref;
  row.lang = "de";
  row.state = state;
  row.severity = severity;
  row.items = std::move(items);
  if (!row.items.empty()) {
    row.by_class[EditClass::kProse] = static_cast<std::uint32_t>(row.items.size());
    row.since = Moment{kNow - days * kDay, "run 1"};
  }
  return row;
}

SiteReport Report(std::uint64_t run, std::vector<ReportRow> rows) {
  SiteReport report;
  report.name = "site";
  report.source_lang = "en";
  report.run = run;
  report.time_ms = kNow + static_cast<std::int64_t>(run) * kDay;
  report.languages.emplace_back().lang = "de";
  for (ReportRow& row : rows) Add(report.languages.front(), std::move(row), kNow);
  return report;
}

TEST(ItemIds, StayWhileTheDebtDoes) {
  DiffEntry entry;
  entry.items = {Item("advice", "Buy it.", "Buy it now."), Item("overview", "Buy it.", "Buy it now.")};
  const std::vector<std::string> ids = ItemIds(entry);
  EXPECT_NE(ids[0], ids[1]);
  // The source is edited again, and another item comes before it: what was bound is the same.
  DiffEntry later;
  later.items = {Item("advice", "It is small.", "It is big."), Item("advice", "Buy it.", "Buy it, or not.")};
  EXPECT_EQ(ItemIds(later)[1], ids[0]);
}

TEST(ItemIds, NumberEqualOnes) {
  DiffEntry entry;
  entry.items = {Item("advice", "Yes.", "No."), Item("advice", "Yes.", "No.")};
  const std::vector<std::string> ids = ItemIds(entry);
  EXPECT_EQ(ids[1], ids[0] + "-2");
}

TEST(LanguageReport, CountsByStateSeverityAndAge) {
  const SiteReport report = Report(
      1, {Row("a", State::kStale, Urgency::kHigh, {"s1", "s2"}, 3), Row("b", State::kCurrent, Urgency::kNone, {}, 0),
          Row("c", State::kOrphan, Urgency::kHigh, {"s3"}, 400)});
  const LanguageReport& german = report.languages.front();
  EXPECT_EQ(german.Of(State::kStale), 1U);
  EXPECT_EQ(german.Of(Urgency::kHigh), 1U);  // of what is stale
  EXPECT_EQ(german.wanted(), 2U);
  EXPECT_EQ(german.debts(), 3U);
  EXPECT_EQ(german.by_age, (std::array<std::uint64_t, 5>{1, 0, 0, 0, 1}));
  EXPECT_EQ(german.oldest->time_ms, kNow - 400 * kDay);
}

TEST(CompareWith, TellsWhatBecameAndWhatWasCleared) {
  SiteReport first = Report(1, {Row("a", State::kStale, Urgency::kHigh, {"s1", "s2"}, 1)});
  CompareWith(std::nullopt, first);
  EXPECT_TRUE(first.changes.empty());

  SiteReport second = Report(2, {Row("a", State::kStale, Urgency::kHigh, {"s2", "s3", "s4"}, 1)});
  CompareWith(ReadPastReport(ReportJson(first)), second);
  EXPECT_EQ(second.changes.at("de").became, 2U);
  EXPECT_EQ(second.changes.at("de").cleared, 1U);
  EXPECT_EQ(second.before_ms, first.time_ms);
  ASSERT_EQ(second.history.at("de").size(), 2U);
  EXPECT_EQ(second.history.at("de")[0].debts, 2U);

  ASSERT_EQ(second.changes.at("de").reviews.size(), 1U);
  EXPECT_EQ(second.changes.at("de").reviews[0].ref, "a");

  // A second report of the same run says the same.
  SiteReport again = Report(2, {Row("a", State::kStale, Urgency::kHigh, {"s2", "s3", "s4"}, 1)});
  CompareWith(ReadPastReport(ReportJson(second)), again);
  EXPECT_EQ(ReportJson(again), ReportJson(second));
}

TEST(CompareWith, KeepsTheHistoryOfTheStoreBefore) {
  SiteReport first = Report(1, {Row("a", State::kStale, Urgency::kHigh, {"s1", "s2"}, 1)});
  CompareWith(std::nullopt, first);
  SiteReport second = Report(2, {Row("a", State::kStale, Urgency::kHigh, {"s1"}, 1)});
  CompareWith(ReadPastReport(ReportJson(first)), second);
  // A new store has a run 1 of its own.
  SiteReport anew = Report(1, {Row("a", State::kCurrent, Urgency::kNone, {}, 0)});
  anew.time_ms = second.time_ms + kDay;
  CompareWith(ReadPastReport(ReportJson(second)), anew);
  EXPECT_EQ(anew.history.at("de").size(), 3U);
  EXPECT_EQ(anew.changes.at("de").cleared, 1U);
  EXPECT_EQ(anew.before_ms, second.time_ms);
  // Its first run was killed.
  anew.time_ms = 0;
  CompareWith(ReadPastReport(ReportJson(second)), anew);
  EXPECT_EQ(anew.history.at("de").size(), 3U);
  // An older store is brought back: what is behind it has not happened.
  SiteReport old = Report(1, {Row("a", State::kStale, Urgency::kHigh, {"s1", "s2"}, 1)});
  CompareWith(ReadPastReport(ReportJson(second)), old);
  EXPECT_EQ(old.history.at("de").size(), 1U);
}

TEST(CompareWith, NamesTheReviewsWithWhatClearedTheirDebts) {
  SiteReport first = Report(1, {Row("a", State::kStale, Urgency::kHigh, {"s1", "s2"}, 1),
                                Row("gone", State::kStale, Urgency::kLow, {"s9"}, 1)});
  CompareWith(std::nullopt, first);
  ReportRow row = Row("a", State::kCurrent, Urgency::kNone, {}, 0);
  row.cleared_by = {{"run 2", 1}};
  SiteReport second = Report(2, {row, Row("b", State::kStale, Urgency::kLow, {"s5"}, 1)});
  CompareWith(ReadPastReport(ReportJson(first)), second);
  std::vector<std::string> told;
  for (const ReviewChange& review : second.changes.at("de").reviews) {
    told.push_back(review.ref + " " + std::to_string(review.became) + " " + std::to_string(review.cleared));
  }
  EXPECT_EQ(told, (std::vector<std::string>{"a 0 2", "b 1 0", "gone 0 1"}));
  EXPECT_EQ(second.changes.at("de").reviews[0].by, row.cleared_by);
  EXPECT_EQ(ReadPastReport(ReportJson(second))->changes.at("de").reviews[0].by, row.cleared_by);
}

TEST(CompareWith, TakesWhatItCannotReadForNoReport) {
  for (const char* text : {"{", "[]", "{\"version\":1}", "{\"version\":2}", "\xff"}) {
    SiteReport report = Report(3, {});
    CompareWith(ReadPastReport(text), report);
    EXPECT_TRUE(report.changes.empty()) << text;
    EXPECT_EQ(report.history.at("de").size(), 1U) << text;
  }
}

TEST(ReportCsv, QuotesAndDisarmsFormulas) {
  ReportRow row = Row("a", State::kStale, Urgency::kLow, {"s1"}, 1);
  row.title = "=SUM(\"A\",1)";
  const std::string csv = ReportCsv(Report(1, {row}));
  EXPECT_NE(csv.find("products,a,de,\"'=SUM(\"\"A\"\",1)\",stale,low,"), std::string::npos) << csv;
}

TEST(ReportMarkdown, SaysWhatItLeftOut) {
  std::vector<ReportRow> rows;
  for (int n = 0; n < 200; ++n) rows.push_back(Row("r" + std::to_string(n), State::kStale, Urgency::kLow, {"s1"}, n));
  const SiteReport report = Report(1, rows);
  const Formatter formatter("en");
  const std::string cut = ReportMarkdown(report, formatter, 1000);
  EXPECT_LE(cut.size(), 1000U);
  EXPECT_NE(cut.find(" more, left out for their length"), std::string::npos) << cut;
  EXPECT_NE(cut.find("| r199 |"), std::string::npos) << "the oldest comes first\n" << cut;
  EXPECT_EQ(ReportMarkdown(report, formatter, 100'000).find("left out"), std::string::npos);
}

TEST(TranslationPagePath, IsAFileNameWhateverTheRefIs) {
  const auto path = [](const std::string& ref) {
    ReportRow row;
    row.lang = "ja";
    row.collection = "products";
    row.ref = ref;
    return TranslationPagePath(row);
  };
  EXPECT_EQ(path("acme-one_2.0"), "ja/products/acme-one_2.0.html");
  const std::string up = path("../../etc/passwd");
  EXPECT_EQ(up.find("/.."), std::string::npos) << up;
  EXPECT_EQ(std::count(up.begin(), up.end(), '/'), 2) << up;
  EXPECT_NE(path("a/b"), path("a-b"));
  EXPECT_LT(path(std::string(5000, 'x')).size(), 200U);
}

}  // namespace
}  // namespace lockstep
