#include "pipeline/annotations.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace lockstep {
namespace {

std::vector<AnnotatedTranslation> Hostile() {
  Annotation debt{.path = "a,b:c/100% <ä>.md", .line = 7, .severity = Urgency::kHigh, .rule = "figure", .message = ""};
  debt.message = "stale: \"5 & 6 <b>\"\n100 %";
  return {{"products", "r\"1", "ja", {debt}}, {"products", "r2", "ja", {}}, {"products", "r2", "de", {}}};
}

TEST(Annotations, OfGitHubKeepToTheirLine) {
  EXPECT_EQ(GitHubCommands(Hostile()),
            "::error file=a%2Cb%3Ac/100%25 <ä>.md,line=7,title=r\"1 (ja)%3A figure::stale: \"5 & 6 <b>\"%0A100 %25\n");
}

TEST(Annotations, OfJUnitAreXml) {
  EXPECT_EQ(JUnit(Hostile()), R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="lockstep" tests="3" failures="1">
  <testsuite name="de" tests="1" failures="0">
    <testcase classname="products.de" name="r2"/>
  </testsuite>
  <testsuite name="ja" tests="2" failures="1">
    <testcase classname="products.ja" name="r&quot;1">
      <failure type="figure" message="1 segment is due">a,b:c/100% &lt;ä&gt;.md:7: stale: &quot;5 &amp; 6 &lt;b&gt;&quot;�100 % [figure]</failure>
    </testcase>
    <testcase classname="products.ja" name="r2"/>
  </testsuite>
</testsuites>
)");
}

TEST(Annotations, OfSarifNameRuleLevelAndPlace) {
  const nlohmann::json log = nlohmann::json::parse(Sarif(Hostile()));
  EXPECT_EQ(log.at("version"), "2.1.0");
  const nlohmann::json& run = log.at("runs").at(0);
  ASSERT_EQ(run.at("results").size(), 1u);
  const nlohmann::json& result = run.at("results").at(0);
  EXPECT_EQ(result.at("level"), "error");
  EXPECT_EQ(result.at("ruleId"), "figure");
  EXPECT_EQ(run.at("tool").at("driver").at("rules").at(result.at("ruleIndex").get<std::size_t>()).at("id"), "figure");
  const nlohmann::json& place = result.at("locations").at(0).at("physicalLocation");
  EXPECT_EQ(place.at("artifactLocation").at("uri"), "a%2Cb%3Ac/100%25%20%3C%C3%A4%3E.md");
  EXPECT_EQ(place.at("region").at("startLine"), 7);
}

TEST(Annotations, OfNothingAreStillWhole) {
  EXPECT_EQ(GitHubCommands({}), "");
  EXPECT_EQ(nlohmann::json::parse(Sarif({})).at("runs").at(0).at("results").size(), 0u);
  EXPECT_EQ(JUnit({}),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"lockstep\" tests=\"0\" "
            "failures=\"0\">\n</testsuites>\n");
}

TEST(DebtMessage, SaysWhatTheSourceSaid) {
  Reason reason;
  reason.state = State::kStale;
  reason.source_line = 3;
  reason.old_text = "99 USD";
  reason.new_text = "89 USD";
  EXPECT_EQ(DebtMessage(reason, "ja"), R"(stale: the source now says "89 USD", it said "99 USD")");
  reason.field = "price";
  EXPECT_EQ(DebtMessage(reason, "ja"), R"(stale price: the source now says "89 USD", it said "99 USD")");
  reason.field.reset();
  reason.new_text.reset();
  EXPECT_EQ(DebtMessage(reason, "ja"), R"(stale: the source no longer has "99 USD")");
  reason.state = State::kMissing;
  reason.new_text = "New.";
  reason.old_text.reset();
  EXPECT_EQ(DebtMessage(reason, "ja"), R"(missing: not translated: "New.")");
  reason.state = State::kSuspect;
  EXPECT_EQ(DebtMessage(reason, "ja"), R"(suspect: disagrees with the source, "New.")");
  reason.source_line.reset();
  reason.state = State::kMissing;
  EXPECT_EQ(DebtMessage(reason, "ja"), "missing: there is no document in ja");
  reason.state = State::kOrphan;
  EXPECT_EQ(DebtMessage(reason, "ja"), "orphan: the source's document is gone");
}

TEST(DebtMessage, CutsLongTextsBetweenCharacters) {
  Reason reason;
  reason.state = State::kMissing;
  reason.source_line = 1;
  std::string text;
  for (int i = 0; i < 161; ++i) text += "あ";
  reason.new_text = text;
  EXPECT_EQ(DebtMessage(reason, "ja"), "missing: not translated: \"" + text.substr(0, 480) + "...\"");
}

}  // namespace
}  // namespace lockstep
