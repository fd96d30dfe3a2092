#include "pipeline/metrics.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>

#include "pipeline/version.h"

namespace lockstep {
namespace {

Metrics Sample() {
  Metrics metrics;
  metrics.site = "/srv/a \"b\"\\c";
  metrics.reviews["de"] = {{State::kCurrent, 3}, {State::kStale, 2}};
  metrics.oldest_debt_ms["de"] = 1'700'000'000'500;
  metrics.diagnostics[Severity::kWarning] = 4;
  metrics.heartbeat =
      Heartbeat{.begin_ms = 1'700'000'001'000, .end_ms = 1'700'000'003'500, .documents = 10, .version = ""};
  return metrics;
}

TEST(Metrics, AreWrittenAsPrometheusReadsThem) {
  EXPECT_EQ(RenderMetrics(Sample()), R"(# HELP lockstep_reviews Reviews by language of the translation and state.
# TYPE lockstep_reviews gauge
lockstep_reviews{site="/srv/a \"b\"\\c",lang="de",state="current"} 3
lockstep_reviews{site="/srv/a \"b\"\\c",lang="de",state="stale"} 2
lockstep_reviews{site="/srv/a \"b\"\\c",lang="de",state="suspect"} 0
lockstep_reviews{site="/srv/a \"b\"\\c",lang="de",state="missing"} 0
lockstep_reviews{site="/srv/a \"b\"\\c",lang="de",state="orphan"} 0
# HELP lockstep_oldest_debt_timestamp_seconds When the source that is longest unfollowed was edited.
# TYPE lockstep_oldest_debt_timestamp_seconds gauge
lockstep_oldest_debt_timestamp_seconds{site="/srv/a \"b\"\\c",lang="de"} 1700000000.5
# HELP lockstep_diagnostics What is wrong with the documents, by severity.
# TYPE lockstep_diagnostics gauge
lockstep_diagnostics{site="/srv/a \"b\"\\c",severity="error"} 0
lockstep_diagnostics{site="/srv/a \"b\"\\c",severity="warning"} 4
# HELP lockstep_last_success_timestamp_seconds When the last good run ended.
# TYPE lockstep_last_success_timestamp_seconds gauge
lockstep_last_success_timestamp_seconds{site="/srv/a \"b\"\\c"} 1700000003.5
# HELP lockstep_last_run_duration_seconds How long the last good run took.
# TYPE lockstep_last_run_duration_seconds gauge
lockstep_last_run_duration_seconds{site="/srv/a \"b\"\\c"} 2.5
# HELP lockstep_documents Documents of the site at the last good run.
# TYPE lockstep_documents gauge
lockstep_documents{site="/srv/a \"b\"\\c"} 10
# HELP lockstep_build_info The version of lockstep, as a label.
# TYPE lockstep_build_info gauge
lockstep_build_info{site="/srv/a \"b\"\\c",version=")" +
                                         Version() + "\"} 1\n");
}

}  // namespace
}  // namespace lockstep
