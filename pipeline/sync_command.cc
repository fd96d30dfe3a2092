#include "pipeline/sync_command.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "pipeline/git_replay.h"
#include "pipeline/grouped.h"
#include "pipeline/guards.h"
#include "pipeline/metrics.h"
#include "pipeline/points_in_time.h"
#include "pipeline/reason_rendering.h"
#include "pipeline/store_access.h"
#include "pipeline/sync.h"
#include "pipeline/version.h"
#include "store/empty_view.h"
#include "store/heartbeat.h"

namespace lockstep {
namespace {

using Json = nlohmann::ordered_json;

SyncOptions OptionsOf(const Arguments& arguments) {
  return {.jobs = arguments.Jobs(),
          .now_ms = NowMs(),
          .arguments = arguments.words,
          .clock = NowMs,
          .may_lose_all = arguments.Has("force")};
}

// What is allocated by one thread is freed by another, LevelDB's own: each of malloc's arenas (eight a processor by
// default) would come to hold as much as all of them ever did. And malloc takes ever larger blocks from its arenas
// instead of the system, up to 32 MB, once one was freed: then they fall to pieces, and memory grows with the site.
void KeepHeapFlat([[maybe_unused]] unsigned jobs) {
#ifdef __GLIBC__
  // NOLINTBEGIN(concurrency-mt-unsafe): before any thread is started
  mallopt(M_ARENA_MAX, static_cast<int>(jobs));
  mallopt(M_MMAP_THRESHOLD, 64 << 10);
  mallopt(M_TRIM_THRESHOLD, 256 << 10);
  // NOLINTEND(concurrency-mt-unsafe)
#endif
}

// What monitors look at: the heartbeat, also of a run with nothing to do, and the metrics.
void TellTheWorld(const Arguments& arguments, const Configuration& configuration, const SyncResult& result,
                  const SyncOptions& options, const StoreReader& reader) {
  WriteHeartbeat(configuration.store.string(),
                 {.begin_ms = options.now_ms, .end_ms = NowMs(), .documents = result.files, .version = Version()});
  if (const auto file = arguments.Value("metrics-file")) WriteMetrics(*file, reader, configuration);
}

// True where a replay was killed: it was allowed when it began, and a site half-way through its history is nothing to
// compare with.
bool ReplayIsUnderWay(const StoreReader& reader) {
  const std::optional<HistoryRecord> history = reader.History();
  return history && !history->under_way.empty();
}

// What another command left undone can only be done by running it again. The first sync after it says so, and has taken
// over whatever it had done.
bool WasTold(const RunRecord& run, const std::string& directory) {
  if (run.command == "sync") return false;
  const std::optional<Heartbeat> last = ReadHeartbeat(directory);
  return last && last->end_ms > run.begin_ms;
}

// What a sync did: the history first, where it was asked for.
struct Outcome {
  std::optional<ReplayResult> replay;
  SyncResult sync;
};

Outcome SyncOrTry(const Arguments& arguments, const Configuration& configuration, Console& console) {
  const Locales locales(configuration.locales);
  SyncOptions options = OptionsOf(arguments);
  KeepHeapFlat(options.jobs);
  const bool dry_run = arguments.Has("dry-run");
  const std::string directory = configuration.store.string();
  Outcome outcome;
  const auto replay = [&](const View& known, Store* store) {
    if (!arguments.Has("git")) return;
    outcome.replay = Replay(configuration, locales, known, store, options, console);
    options.replayed = outcome.replay->versions > 0;
    options.replayed_paths = outcome.replay->touched ? &*outcome.replay->touched : nullptr;
  };
  if (dry_run && !StoreExists(directory)) {
    replay(EmptyView(), nullptr);
    outcome.sync = Sync(configuration, locales, EmptyView(), nullptr, options, console);
    return outcome;
  }
  StoreLock::Options lock = LockOptions(arguments, console, !dry_run);
  // A run that is under way is a reason to leave; who only reads is waited for.
  if (arguments.Has("if-idle")) lock.gives_way = [](const LockHolder& holder) { return !IsReader(holder); };
  StoreSession session = OpenStore(directory, lock);
  Store* const store = dry_run ? nullptr : &session.store;
  const bool guarded = !arguments.Has("force") && !dry_run;
  if (guarded && arguments.Has("git") && !ReplayIsUnderWay(session.store.Reader())) {
    const std::unique_ptr<View> known = session.store.engine().Snapshot();
    SiteGuard guard(configuration, locales, *known, options, console);
    AskGuard(configuration, *known, guard, console);
  }
  replay(session.store.engine(), store);
  const std::unique_ptr<View> known = session.store.engine().Snapshot();
  SiteGuard guard(configuration, locales, *known, options, console);
  if (guarded) options.guard = &guard;
  outcome.sync = Sync(configuration, locales, *known, store, options, console);
  std::optional<RunRecord>& unfinished = outcome.sync.unfinished;
  if (unfinished && WasTold(*unfinished, directory)) unfinished.reset();
  if (!dry_run) TellTheWorld(arguments, configuration, outcome.sync, options, session.store.Reader());
  return outcome;
}

void AppendCount(std::string& line, std::uint64_t count, std::string_view what) {
  if (count > 0) line += fmt::format("{}{} {}", line.empty() ? "" : ", ", Grouped(count), what);
}

std::string Summary(const SyncResult& result, bool dry_run, double seconds) {
  std::string changes;
  AppendCount(changes, result.changed, "changed");
  AppendCount(changes, result.added, "added");
  AppendCount(changes, result.removed, "removed");
  AppendCount(changes, result.renamed, "renamed");
  if (!changes.empty() && dry_run) changes = "would be " + changes;
  if (changes.empty() && result.failed == 0) changes = dry_run ? "nothing would change" : "nothing changed";
  AppendCount(changes, result.unusable, "not usable");
  return fmt::format("{} document{}: {}; {:.2f} s\n", Grouped(result.files), result.files == 1 ? "" : "s", changes,
                     seconds);
}

// What is said of a run that was killed, or whose machine went down.
std::string Unfinished(const RunRecord& run, bool dry_run) {
  const std::string begun =
      run.begin_ms == 0 ? "" : fmt::format(", begun {:%Y-%m-%d %H:%M:%S} UTC", fmt::gmtime(run.begin_ms / 1000));
  const std::string_view advice = run.command != "sync" ? "run it again"
                                  : dry_run             ? "`lockstep sync` does what it left undone"
                                                        : "this one did what it left undone";
  return fmt::format("run {} ({}{}) did not finish; {}", run.id, run.command, begun, advice);
}

std::string HistorySummary(const ReplayResult& replay, bool dry_run) {
  if (replay.commits == 0) return "history: no new commit\n";
  return fmt::format("history: {} commit{}, {} version{} of documents{}\n", Grouped(replay.commits),
                     replay.commits == 1 ? "" : "s", Grouped(replay.versions), replay.versions == 1 ? "" : "s",
                     dry_run ? " would be replayed" : " replayed");
}

void PrintChanges(const SyncResult& result, Console& console) {
  for (const SyncChange& change : result.changes) {
    const std::string from = change.old_path.empty() ? "" : Printable(change.old_path) + " -> ";
    console.out() << fmt::format("{:<8} {}{}\n", Name(change.kind), from, Printable(change.path));
  }
  const std::uint64_t all = result.added + result.changed + result.removed + result.renamed + result.failed;
  if (all > result.changes.size())
    console.out() << fmt::format("... and {} more\n", Grouped(all - result.changes.size()));
}

Json JsonOf(const ReplayResult& replay) {
  return {{"commits", replay.commits},
          {"versions", replay.versions},
          {"missing", replay.missing},
          {"head", replay.head.empty() ? Json() : Json(replay.head)}};
}

Json JsonOf(const Outcome& outcome, bool dry_run, bool list) {
  const SyncResult& result = outcome.sync;
  Json json = {{"version", 1},
               {"command", "sync"},
               {"dry_run", dry_run},
               {"documents", result.files},
               {"read", result.read},
               {"added", result.added},
               {"changed", result.changed},
               {"removed", result.removed},
               {"renamed", result.renamed},
               {"failed", result.failed},
               {"unchanged", result.unchanged},
               {"unusable", result.unusable},
               {"run", result.run ? Json(result.run->id) : Json()},
               {"unfinished_run", result.unfinished ? Json(result.unfinished->id) : Json()}};
  if (outcome.replay) json["git"] = JsonOf(*outcome.replay);
  if (!list) return json;
  json["changes"] = Json::array();
  for (const SyncChange& change : result.changes) {
    json["changes"].push_back({{"kind", Name(change.kind)},
                               {"path", change.path},
                               {"old_path", change.old_path.empty() ? Json() : Json(change.old_path)}});
  }
  return json;
}

int LeaveTo(const LockHolder& holder, Console& console) {
  console.Info(fmt::format("nothing is done: {} is at work", Describe(holder)));
  if (console.json()) {
    const Json json = {{"version", 1},        {"command", "sync"},        {"skipped", true},      {"pid", holder.pid},
                       {"host", holder.host}, {"holder", holder.command}, {"since", holder.since}};
    console.out() << Dumped(json) << '\n';
  }
  return kDone;
}

int Report(const Outcome& outcome, const Arguments& arguments, double seconds, Console& console) {
  const SyncResult& result = outcome.sync;
  const bool dry_run = arguments.Has("dry-run");
  if (result.unfinished) console.Info(Unfinished(*result.unfinished, dry_run));
  for (const Diagnostic& diagnostic : result.diagnostics) console.Report(diagnostic);
  if (result.suppressed > 0) console.Info(fmt::format("{} more diagnostics are not shown", Grouped(result.suppressed)));
  if (console.json()) {
    console.out() << Dumped(JsonOf(outcome, dry_run, arguments.Has("list"))) << '\n';
    return kDone;
  }
  if (arguments.Has("list")) PrintChanges(result, console);
  if (outcome.replay) console.out() << HistorySummary(*outcome.replay, dry_run);
  console.out() << Summary(result, dry_run, seconds);
  return kDone;
}

}  // namespace

int RunSync(const Arguments& arguments, Console& console) {
  const auto begin = std::chrono::steady_clock::now();
  const Configuration configuration = LoadConfiguration(arguments, console);
  try {
    const Outcome outcome = SyncOrTry(arguments, configuration, console);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    return Report(outcome, arguments, seconds.count(), console);
  } catch (const StoreBusy& busy) {
    if (!arguments.Has("if-idle")) throw;
    return LeaveTo(busy.holder, console);
  }
}

}  // namespace lockstep
