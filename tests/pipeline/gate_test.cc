#include "pipeline/gate.h"

#include <gtest/gtest.h>

namespace lockstep {
namespace {

constexpr std::int64_t kDay = 86'400'000;

Reason Debt(Urgency severity, std::int64_t since_ms) {
  Reason reason;
  reason.state = State::kStale;
  reason.severity = severity;
  reason.source_line = 3;
  reason.target_line = 3;
  reason.old_text = "99 USD";
  reason.new_text = "89 USD";
  if (since_ms != 0) reason.since = Moment{since_ms, "run 1"};
  return reason;
}

Verdict Stale(std::vector<Reason> reasons) {
  return {State::kStale, Urgency::kHigh, std::move(reasons)};
}

GateResult Check(const GateRules& rules, const std::vector<Verdict>& verdicts) {
  Gate gate(rules);
  for (const Verdict& verdict : verdicts) gate.See(verdict);
  return gate.Finish();
}

GateRules Allowing(const char* limit) {
  GateRules rules;
  rules.max_stale = ParseStaleLimit(limit);
  return rules;
}

TEST(Gate, CountsTranslationsNotSegments) {
  const GateResult result = Check(Allowing("1"), {Stale({Debt(Urgency::kLow, 5), Debt(Urgency::kHigh, 6)}), {}, {}});
  EXPECT_EQ(result.translations, 3u);
  EXPECT_EQ(result.due, 1u);
  EXPECT_EQ(result.by_severity[static_cast<std::size_t>(Urgency::kHigh)], 1u);
  EXPECT_TRUE(result.broken.empty());
  EXPECT_EQ(Summary(result),
            "1 of 3 translations is due: 1 stale; 1 high; the oldest since 1970-01-01 00:00 (run 1); gate met");
}

TEST(Gate, IsNotMetWhereMoreAreDueThanAllowed) {
  const std::vector<Verdict> verdicts = {Stale({Debt(Urgency::kLow, 5)}), Stale({Debt(Urgency::kHigh, 5)}), {}, {}};
  EXPECT_EQ(Check(Allowing("1"), verdicts).broken, std::vector<std::string>{"2 are due, 1 allowed"});
  EXPECT_EQ(Check(Allowing("49.9%"), verdicts).broken, std::vector<std::string>{"2 are due, 49.9% allowed"});
  EXPECT_TRUE(Check(Allowing("50%"), verdicts).broken.empty());
  EXPECT_TRUE(Check(Allowing("2"), verdicts).broken.empty());
  EXPECT_TRUE(Check(Allowing("0%"), {}).broken.empty());
}

TEST(Gate, LeavesOutWhatIsLessSevere) {
  GateRules rules = Allowing("0");
  rules.severity = Urgency::kMedium;
  EXPECT_EQ(Check(rules, {Stale({Debt(Urgency::kLow, 5)})}).due, 0u);
  EXPECT_EQ(Check(rules, {Stale({Debt(Urgency::kMedium, 5)})}).due, 1u);
}

TEST(Gate, LeavesOutWhatIsOlderThanSinceOrOfUnknownAge) {
  GateRules rules = Allowing("0");
  rules.since_ms = 10 * kDay;
  EXPECT_EQ(Check(rules, {Stale({Debt(Urgency::kHigh, 10 * kDay - 1)})}).due, 0u);
  EXPECT_EQ(Check(rules, {Stale({Debt(Urgency::kHigh, 0)})}).due, 0u);
  EXPECT_EQ(Check(rules, {Stale({Debt(Urgency::kHigh, 10 * kDay)})}).due, 1u);
}

TEST(Gate, LetsAnyNumberBeDueThatIsYoungEnough) {
  GateRules rules;
  rules.oldest_ms = 10 * kDay;
  EXPECT_TRUE(
      Check(rules, {Stale({Debt(Urgency::kHigh, 10 * kDay)}), Stale({Debt(Urgency::kHigh, 0)})}).broken.empty());
  EXPECT_EQ(Check(rules, {Stale({Debt(Urgency::kHigh, 10 * kDay), Debt(Urgency::kLow, kDay)})}).broken,
            std::vector<std::string>{"1 is due since before 1970-01-11T00:00:00Z"});
}

TEST(Gate, CountsNoDebtThatIsNone) {
  Reason ahead = Debt(Urgency::kHigh, 5);
  ahead.state = State::kAhead;
  Reason addition = Debt(Urgency::kHigh, 5);
  addition.state = State::kOrphan;
  addition.is_addition = true;
  EXPECT_EQ(Check(Allowing("0"), {{State::kCurrent, Urgency::kNone, {ahead, addition}}}).due, 0u);
}

TEST(StaleLimit, IsANumberOrAShare) {
  for (const char* good : {"0", "12", "2.5%", "0%", "100%"}) {
    const std::optional<StaleLimit> limit = ParseStaleLimit(good);
    ASSERT_TRUE(limit) << good;
    EXPECT_EQ(limit->Tell(), good);
  }
  for (const char* bad : {"", "%", "-1", "1.5", "101%", "1e3", "12 ", "nan", "inf", "5%%", "x"}) {
    EXPECT_FALSE(ParseStaleLimit(bad)) << bad;
  }
}

}  // namespace
}  // namespace lockstep
