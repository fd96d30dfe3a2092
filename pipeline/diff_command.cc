#include "pipeline/diff_command.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "pipeline/configuration.h"
#include "pipeline/diff_rendering.h"
#include "pipeline/pager.h"
#include "pipeline/points_in_time.h"
#include "pipeline/reason_rendering.h"
#include "pipeline/review_query.h"
#include "pipeline/store_access.h"
#include "pipeline/translation_report.h"
#include "pipeline/translation_walk.h"

namespace lockstep {
namespace {

// Enough of an entry to sort by: the entries themselves are made again when their turn comes, so that memory does not
// grow with what is stale.
struct Turn {
  std::string lang;
  Urgency severity = Urgency::kNone;
  std::int64_t since_ms = 0;
  std::string collection;
  std::string ref;
};

// By language; in it the most severe first, of those the oldest.
bool operator<(const Turn& a, const Turn& b) {
  return std::tie(a.lang, b.severity, a.since_ms, a.collection, a.ref) <
         std::tie(b.lang, a.severity, b.since_ms, b.collection, b.ref);
}

// What the filters took is sorted by, not the rest of the review.
Turn TurnOf(const DiffEntry& entry) {
  Turn turn{entry.key.lang, Urgency::kNone, INT64_MAX, entry.key.collection, entry.key.ref};
  for (const DiffItem& item : entry.items) {
    turn.severity = std::max(turn.severity, item.reason.severity);
    if (item.reason.since) turn.since_ms = std::min(turn.since_ms, item.reason.since->time_ms);
  }
  return turn;
}

std::vector<Turn> TurnsOf(const TranslationWalk& walk, TranslationReporter& reporter) {
  std::vector<Turn> turns;
  walk.ForEach([&](const DocumentKey& review, const TargetState& target) {
    const DiffEntry entry = reporter.Report(review, target).entry;
    if (!entry.items.empty()) turns.push_back(TurnOf(entry));
  });
  std::sort(turns.begin(), turns.end());
  return turns;
}

void Print(const DiffEntry& entry, bool is_first, bool markdown, const Layout& layout, Console& console) {
  if (console.json()) {
    console.out() << Dumped(DiffJson(entry)) << '\n';
    return;
  }
  console.out() << (is_first ? "" : "\n") << (markdown ? RenderDiffMarkdown(entry) : RenderDiffText(entry, layout));
}

}  // namespace

int RunDiff(const Arguments& arguments, Console& console) {
  const Configuration configuration = LoadConfiguration(arguments, console);
  const std::optional<StoreSession> session = OpenSyncedStore(arguments, configuration, console);
  if (!session) return kFailed;
  const StoreReader reader = session->store.Reader();
  const ReviewQuery query = ReadQuery(arguments, configuration, reader, NowMs());
  const TranslationWalk walk(reader, configuration, query);
  const Locales locales(configuration.locales);
  TranslationReporter reporter(reader, locales, configuration, query);

  const std::vector<Turn> turns = TurnsOf(walk, reporter);
  if (turns.empty()) console.Info("there is nothing to show");
  const bool markdown = arguments.Value("format") == "markdown";
  const Layout layout = LayoutOf(arguments, console);
  const Pager pager(console, console.options().terminal && !turns.empty() && !arguments.Has("no-pager"));
  for (const Turn& turn : turns) {
    walk.Find(turn.collection, turn.ref, turn.lang, [&](const DocumentKey& review, const TargetState& target) {
      Print(reporter.Report(review, target).entry, &turn == turns.data(), markdown, layout, console);
    });
  }
  return kDone;
}

}  // namespace lockstep
