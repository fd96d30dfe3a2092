#include "pipeline/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "pipeline/atomic_file.h"
#include "pipeline/cross_diagnostics.h"
#include "pipeline/health.h"
#include "pipeline/points_in_time.h"
#include "pipeline/verdict_walk.h"
#include "pipeline/version.h"

namespace lockstep {
namespace {

// Of documents, in the order of the README's table.
constexpr std::array kStates = {State::kCurrent, State::kStale, State::kSuspect, State::kMissing, State::kOrphan};

// A label's value: backslash, quote and line end are escaped, anything else stands for itself.
std::string LabelValue(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

// One metric: its head, then its samples.
class Family {
 public:
  Family(std::string_view name, std::string_view help, const std::string& site, std::string& out)
      : name_(name), site_(LabelValue(site)), out_(&out) {
    *out_ += fmt::format("# HELP {0} {1}\n# TYPE {0} gauge\n", name, help);
  }
  // `labels`: "" or `,lang="ja"`.
  template <typename Value>
  void Sample(const std::string& labels, Value value) {
    *out_ += fmt::format("{}{{site=\"{}\"{}}} {}\n", name_, site_, labels, value);
  }

 private:
  std::string name_;
  std::string site_;
  std::string* out_;
};

double Seconds(std::int64_t ms) {
  return static_cast<double>(ms) / 1000;
}

void RenderReviews(const Metrics& metrics, std::string& out) {
  Family reviews("lockstep_reviews", "Reviews by language of the translation and state.", metrics.site, out);
  for (const auto& [lang, by_state] : metrics.reviews) {
    for (const State state : kStates) {
      const auto found = by_state.find(state);
      reviews.Sample(fmt::format(",lang=\"{}\",state=\"{}\"", LabelValue(lang), Name(state)),
                     found == by_state.end() ? 0 : found->second);
    }
  }
  Family oldest("lockstep_oldest_debt_timestamp_seconds", "When the source that is longest unfollowed was edited.",
                metrics.site, out);
  for (const auto& [lang, time_ms] : metrics.oldest_debt_ms) {
    oldest.Sample(fmt::format(",lang=\"{}\"", LabelValue(lang)), Seconds(time_ms));
  }
}

void RenderHeartbeat(const Metrics& metrics, std::string& out) {
  if (!metrics.heartbeat) return;
  const Heartbeat& heartbeat = *metrics.heartbeat;
  Family("lockstep_last_success_timestamp_seconds", "When the last good run ended.", metrics.site, out)
      .Sample("", Seconds(heartbeat.end_ms));
  Family("lockstep_last_run_duration_seconds", "How long the last good run took.", metrics.site, out)
      .Sample("", Seconds(heartbeat.end_ms - heartbeat.begin_ms));
  Family("lockstep_documents", "Documents of the site at the last good run.", metrics.site, out)
      .Sample("", heartbeat.documents);
}

}  // namespace

Metrics CollectMetrics(const StoreReader& reader, const Configuration& configuration) {
  Metrics metrics;
  metrics.site = configuration.site.string();
  ForEachVerdict(reader, configuration, {}, [&](const DocumentKey&, const Judged& judged) {
    const std::string& lang = judged.target.lang;
    ++metrics.reviews[lang][judged.verdict.state];
    for (const Reason& reason : judged.verdict.reasons) {
      if (!IsDebt(reason) || !reason.since || reason.since->time_ms == 0) continue;
      const auto [oldest, is_first] = metrics.oldest_debt_ms.emplace(lang, reason.since->time_ms);
      if (!is_first) oldest->second = std::min(oldest->second, reason.since->time_ms);
    }
  });
  const auto count = [&](const Diagnostic& diagnostic) { ++metrics.diagnostics[diagnostic.severity]; };
  reader.ForEachDiagnostic(count);
  FindCrossDiagnostics(reader, configuration, nullptr, count);
  metrics.heartbeat = ReadHeartbeat(configuration.store.string());
  // Whoever watches its age would be content until that time has come.
  if (metrics.heartbeat && !IsPlausible(*metrics.heartbeat, NowMs())) metrics.heartbeat.reset();
  return metrics;
}

std::string RenderMetrics(const Metrics& metrics) {
  std::string out;
  RenderReviews(metrics, out);
  Family diagnostics("lockstep_diagnostics", "What is wrong with the documents, by severity.", metrics.site, out);
  const auto count = [&](Severity severity) {
    const auto found = metrics.diagnostics.find(severity);
    return found == metrics.diagnostics.end() ? 0 : found->second;
  };
  diagnostics.Sample(",severity=\"error\"", count(Severity::kError));
  diagnostics.Sample(",severity=\"warning\"", count(Severity::kWarning));
  RenderHeartbeat(metrics, out);
  Family("lockstep_build_info", "The version of lockstep, as a label.", metrics.site, out)
      .Sample(fmt::format(",version=\"{}\"", LabelValue(Version())), 1);
  return out;
}

void WriteMetrics(const std::string& file, const StoreReader& reader, const Configuration& configuration) {
  WriteFileAtomically(file, RenderMetrics(CollectMetrics(reader, configuration)));
}

}  // namespace lockstep
