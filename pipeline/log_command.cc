#include "pipeline/log_command.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "pipeline/console.h"
#include "pipeline/reason_rendering.h"
#include "pipeline/store_access.h"
#include "pipeline/utc_time.h"

namespace lockstep {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kDefaultLimit = 20;

const char* OutcomeOf(const RunRecord& run) {
  return run.finished ? "finished" : "unfinished";
}

std::string DurationOf(const RunRecord& run) {
  if (!run.finished || run.begin_ms == 0) return "";
  return fmt::format("{:.2f} s", static_cast<double>(run.end_ms - run.begin_ms) / 1000);
}

std::uint64_t ChangesOf(const RunRecord& run) {
  return run.added + run.changed + run.removed + run.renamed + run.failed;
}

std::string Counted(std::uint64_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

// Of a run that never ended, or of one that was loaded without its times: "".
std::string TimeOf(std::int64_t time_ms) {
  return time_ms == 0 ? "" : UtcTime(time_ms);
}

Json ChangeJson(const RunChange& change) {
  return {{"kind", Name(change.kind)},
          {"path", change.path},
          {"old_path", change.old_path.empty() ? Json() : Json(change.old_path)}};
}

Json JsonOf(const RunRecord& run, bool with_changes) {
  Json json = {{"version", 1},
               {"run", run.id},
               {"command", run.command},
               {"arguments", run.arguments},
               {"outcome", OutcomeOf(run)},
               {"begin", OrNull(TimeOf(run.begin_ms))},
               {"end", OrNull(TimeOf(run.end_ms))},
               {"host", run.host},
               {"lockstep", run.version},
               {"documents", run.documents},
               {"added", run.added},
               {"changed", run.changed},
               {"removed", run.removed},
               {"renamed", run.renamed},
               {"failed", run.failed},
               {"errors", run.errors},
               {"warnings", run.warnings}};
  if (!with_changes) return json;
  json["changes"] = Json::array();
  for (const RunChange& change : run.changes) json["changes"].push_back(ChangeJson(change));
  return json;
}

void PrintJson(const RunRecord& run, bool with_changes, Console& console) {
  console.out() << Dumped(JsonOf(run, with_changes)) << '\n';
}

// The newest first.
int PrintRuns(std::vector<RunRecord> runs, std::size_t limit, Console& console) {
  std::reverse(runs.begin(), runs.end());
  const std::size_t shown = std::min(limit, runs.size());
  if (console.json()) {
    for (std::size_t i = 0; i < shown; ++i) PrintJson(runs[i], false, console);
    return kDone;
  }
  std::vector<std::vector<std::string>> rows = {{"run", "begin", "command", "outcome", "documents", "duration"}};
  for (std::size_t i = 0; i < shown; ++i) {
    const RunRecord& run = runs[i];
    rows.push_back({std::to_string(run.id), TimeOf(run.begin_ms), Printable(run.command), OutcomeOf(run),
                    TellCounts(run), DurationOf(run)});
  }
  console.out() << RenderTable(rows, {true, false, false, false, false, false}, console);
  if (shown < runs.size()) {
    console.Info(fmt::format("{} not shown; see --limit", Counted(runs.size() - shown, "older run")));
  }
  return kDone;
}

int PrintRun(const RunRecord& run, Console& console) {
  if (console.json()) {
    PrintJson(run, true, console);
    return kDone;
  }
  const auto line = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) console.out() << fmt::format("{:<12} {}\n", name, Printable(value));
  };
  line("run", std::to_string(run.id));
  line("command", run.arguments.empty() ? run.command : fmt::format("lockstep {}", fmt::join(run.arguments, " ")));
  line("outcome", OutcomeOf(run));
  line("begin", TimeOf(run.begin_ms));
  line("end", TimeOf(run.end_ms));
  line("duration", DurationOf(run));
  line("host", run.host);
  line("lockstep", run.version);
  line("documents", run.documents == 0 ? "" : std::to_string(run.documents));
  line("changes", TellCounts(run));
  line("diagnostics", fmt::format("{}, {}", Counted(run.errors, "error"), Counted(run.warnings, "warning")));
  if (!run.changes.empty()) console.out() << '\n';
  for (const RunChange& change : run.changes) {
    const std::string from = change.old_path.empty() ? "" : Printable(change.old_path) + " -> ";
    console.out() << fmt::format("{:<8} {}{}\n", Name(change.kind), from, Printable(change.path));
  }
  const std::uint64_t all = ChangesOf(run);
  if (!run.changes.empty() && all > run.changes.size()) {
    console.out() << fmt::format("... and {} more\n", all - run.changes.size());
  }
  return kDone;
}

// The number that the operand is: "12".
std::uint64_t RunId(const std::string& operand) {
  const bool digits = !operand.empty() && operand.size() <= 18 &&
                      std::all_of(operand.begin(), operand.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits) throw UsageError(fmt::format("\"{}\" is no run, expected a number such as 12", operand));
  return std::stoull(operand);
}

}  // namespace

std::string TellCounts(const RunRecord& run) {
  std::vector<std::string> parts;
  const auto add = [&](std::uint64_t count, std::string_view what) {
    if (count > 0) parts.push_back(fmt::format("{} {}", count, what));
  };
  add(run.added, "added");
  add(run.changed, "changed");
  add(run.removed, "removed");
  add(run.renamed, "renamed");
  add(run.failed, "failed");
  return parts.empty() ? "-" : fmt::format("{}", fmt::join(parts, ", "));
}

RunRecord KnownRun(const StoreReader& reader, std::uint64_t id) {
  std::optional<RunRecord> found, last;
  reader.ForEachRun([&](const RunRecord& run) {
    if (run.id == id) found = run;
    last = run;
  });
  if (found) return *found;
  throw UsageError(
      fmt::format("the store knows no run {}{}", id, last ? fmt::format("; its last is {}", last->id) : ""));
}

int RunLog(const Arguments& arguments, Console& console) {
  const auto limit = static_cast<std::size_t>(arguments.Number("limit").value_or(kDefaultLimit));
  const bool one = !arguments.operands.empty();
  const std::uint64_t wanted = one ? RunId(arguments.operands.front()) : 0;
  const Configuration configuration = LoadConfiguration(arguments, console);
  const std::optional<StoreSession> session = OpenSyncedStore(arguments, configuration, console);
  if (!session) return kFailed;
  const StoreReader reader = session->store.Reader();
  if (one) return PrintRun(KnownRun(reader, wanted), console);
  std::vector<RunRecord> runs;
  reader.ForEachRun([&](const RunRecord& run) { runs.push_back(run); });
  return PrintRuns(std::move(runs), limit, console);
}

}  // namespace lockstep
