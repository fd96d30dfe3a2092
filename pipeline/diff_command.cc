#include "pipeline/diff_command.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <tuple>
#include <vector>

#include "pipeline/configuration.h"
#include "pipeline/diff_page.h"
#include "pipeline/diff_rendering.h"
#include "pipeline/page_frame.h"
#include "pipeline/pager.h"
#include "pipeline/points_in_time.h"
#include "pipeline/reason_rendering.h"
#include "pipeline/review_query.h"
#include "pipeline/store_access.h"
#include "pipeline/suggester.h"
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
    if (!entry.empty()) turns.push_back(TurnOf(entry));
  });
  std::sort(turns.begin(), turns.end());
  return turns;
}

// The entries in the form that is asked for, as they come.
class Printer {
 public:
  Printer(const Arguments& arguments, const Configuration& configuration, Console& console)
      : form_(arguments.Value("format").value_or("text")),
        layout_(LayoutOf(arguments, console)),
        site_(configuration.site.filename().string()),
        out_(&console.out()) {}

  // Forms that people read on a terminal.
  bool IsPaged() const { return form_ == "text" || form_ == "markdown"; }

  void Begin() {
    if (form_ == "csv") *out_ << DiffCsvHead();
    if (form_ == "html") *out_ << DiffPageHead(site_, formatter_);
  }

  void Print(const DiffEntry& entry) {
    if (form_ == "json") {
      *out_ << Dumped(DiffJson(entry)) << '\n';
    } else if (form_ == "csv") {
      *out_ << DiffCsv(entry);
    } else if (form_ == "html") {
      *out_ << DiffPageEntry(entry, formatter_);
    } else {
      *out_ << (is_first_ ? "" : "\n")
            << (form_ == "markdown" ? RenderDiffMarkdown(entry) : RenderDiffText(entry, layout_));
    }
    is_first_ = false;
  }

  void End() {
    if (form_ == "html") *out_ << (is_first_ ? "<p>There is nothing to show.</p>\n" : "") << PageEnd();
  }

 private:
  std::string form_;
  Layout layout_;
  std::string site_;
  Formatter formatter_{"en"};
  std::ostream* out_;
  bool is_first_ = true;
};

}  // namespace

int RunDiff(const Arguments& arguments, Console& console) {
  const Configuration configuration = LoadConfiguration(arguments, console);
  Printer printer(arguments, configuration, console);
  const Pager pager(console, console.options().terminal && printer.IsPaged() && !arguments.Has("no-pager"));
  std::optional<StoreSession> session = OpenSyncedStore(arguments, configuration, console);
  if (!session) return kFailed;
  const StoreReader reader = session->store.Reader();
  const ReviewQuery query = ReadQuery(arguments, configuration, reader, NowMs());
  const TranslationWalk walk(reader, configuration, query);
  const Locales locales(configuration.locales);
  TranslationReporter reporter(reader, locales, configuration, query);

  const std::vector<Turn> turns = TurnsOf(walk, reporter);
  if (turns.empty()) console.Info("there is nothing to show");
  Suggester suggester(session->store.engine(), locales, configuration.rules.source_lang, console);
  printer.Begin();
  for (const Turn& turn : turns) {
    walk.Find(turn.collection, turn.ref, turn.lang, [&](const DocumentKey& review, const TargetState& target) {
      DiffEntry entry = reporter.Report(review, target).entry;
      suggester.AddTo(entry);
      printer.Print(entry);
    });
  }
  printer.End();
  return kDone;
}

}  // namespace lockstep
