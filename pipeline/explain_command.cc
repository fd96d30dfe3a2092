#include "pipeline/explain_command.h"

#include <algorithm>
#include <vector>

#include "pipeline/configuration.h"
#include "pipeline/explain_rendering.h"
#include "pipeline/pager.h"
#include "pipeline/points_in_time.h"
#include "pipeline/reason_rendering.h"
#include "pipeline/review_query.h"
#include "pipeline/store_access.h"
#include "pipeline/translation_report.h"
#include "pipeline/translation_walk.h"

namespace lockstep {
namespace {

// What is told first, in its order; then, where they are asked for, the bindings that are current.
std::vector<std::size_t> BindingsToExplain(const TranslationReport& report, const TranslationReporter& reporter,
                                           bool with_current) {
  std::vector<std::size_t> numbers;
  for (const DiffItem& item : report.entry.items) {
    const bool known = std::find(numbers.begin(), numbers.end(), item.binding) != numbers.end();
    if (item.binding && !known) numbers.push_back(*item.binding);
  }
  for (std::size_t i = 0; with_current && i < report.findings.size(); ++i) {
    if (reporter.TakesCurrent(report, i)) numbers.push_back(i);
  }
  return numbers;
}

}  // namespace

int RunExplain(const Arguments& arguments, Console& console) {
  const Configuration configuration = LoadConfiguration(arguments, console);
  const Pager pager(console, console.options().terminal && !arguments.Has("no-pager"));
  const std::optional<StoreSession> session = OpenSyncedStore(arguments, configuration, console);
  if (!session) return kFailed;
  const StoreReader reader = session->store.Reader();
  ReviewQuery query = ReadQuery(arguments, configuration, reader, NowMs());
  // Everything is explained, also what is no debt.
  if (query.states.empty()) {
    query.states = {State::kStale, State::kMissing, State::kOrphan, State::kSuspect, State::kAhead};
  }
  const TranslationWalk walk(reader, configuration, query);
  const Locales locales(configuration.locales);
  TranslationReporter reporter(reader, locales, configuration, query);

  const Layout layout = LayoutOf(arguments, console);
  bool first = true;
  walk.ForEach([&](const DocumentKey& review, const TargetState& target) {
    const TranslationReport report = reporter.Report(review, target);
    const bool lines = reporter.AsksForLines(report.entry);
    const std::vector<ExplainedBinding> bindings = ExplainBindings(
        report, BindingsToExplain(report, reporter, lines || arguments.Has("all")), configuration.policy);
    if (console.json()) {
      console.out() << Dumped(ExplanationJson(report.entry, bindings)) << '\n';
    } else {
      console.out() << (first ? "" : "\n") << RenderExplanation(report.entry, bindings, layout);
      if (bindings.empty() && target.presence == Presence::kPresent) {
        console.out() << (lines ? "  no segment stands there\n"
                                : "  nothing is told of it; `--all` explains the segments that are current\n");
      }
    }
    first = false;
  });
  if (first) console.Info("no language that is asked for has or needs a translation of it");
  return kDone;
}

}  // namespace lockstep
