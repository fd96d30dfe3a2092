#include "pipeline/git_plan.h"

#include <fmt/format.h>

#include "pipeline/utc_time.h"

namespace lockstep {
namespace {

// All of it: nothing was replayed yet.
ReplayPlan WholeLine(const GitRepository& repository, const ObjectId& head) {
  ReplayPlan plan(MainLine(repository, head, [](const GitCommit&) { return false; }));
  if (repository.IsShallow() && plan.line.size() > 0) {
    plan.code = "history-cut-off";
    plan.notice = fmt::format(
        "the history is cut off before {} (a shallow clone): what went stale earlier is not seen; for all of it, run "
        "`git fetch --unshallow`, then `lockstep sync --git` with a new store",
        Abbreviated(plan.line.At(0).id));
  }
  return plan;
}

// `known` is not on the line: new is what does not lead to it.
ReplayPlan BehindFork(const GitRepository& repository, MainLine line, const GitCommit& known) {
  std::uint64_t first = 0;
  for (std::uint64_t end = line.size(); first < end;) {
    const std::uint64_t middle = first + (end - first) / 2;
    repository.IsAncestor(line.At(middle).id, known.id) ? first = middle + 1 : end = middle;
  }
  ReplayPlan plan(std::move(line));
  plan.first = first;
  plan.base = known;
  plan.code = "history-rewritten";
  const std::string was =
      fmt::format("HEAD is no longer behind {}, up to which the history was replayed: ", Abbreviated(known.id));
  if (first == plan.line.size()) {
    plan.notice = was + "it went back";
  } else if (first == 0) {
    plan.notice = was + "the two have no commit in common, all of it is replayed";
  } else {
    plan.notice = was + fmt::format("going on from {}, where they part", Abbreviated(plan.line.At(first - 1).id));
  }
  return plan;
}

ReplayPlan AfterTime(const GitRepository& repository, const ObjectId& head, const HistoryRecord& known) {
  const auto is_old = [&](const GitCommit& commit) { return commit.time_ms <= known.time_ms; };
  ReplayPlan plan(MainLine(repository, head, is_old));
  plan.lost = true;
  plan.code = "history-lost";
  plan.notice = fmt::format(
      "the repository no longer has the commit {}, up to which the history was replayed: going on with what was "
      "committed after {}",
      known.commit.substr(0, 10), UtcTime(known.time_ms));
  return plan;
}

}  // namespace

ReplayPlan PlanReplay(const GitRepository& repository, const ObjectId& head,
                      const std::optional<HistoryRecord>& known) {
  if (!known || known->commit.empty()) return WholeLine(repository, head);
  const std::optional<ObjectId> id = ParseObjectId(known->commit);
  const std::optional<GitCommit> commit = id ? repository.Commit(*id) : std::nullopt;
  if (!commit) return AfterTime(repository, head, *known);
  MainLine line(repository, head, [&](const GitCommit& found) { return found.id == commit->id; });
  if (!line.stop()) return BehindFork(repository, std::move(line), *commit);
  ReplayPlan plan(std::move(line));
  plan.base = commit;
  return plan;
}

std::string Abbreviated(const ObjectId& id) {
  return Hex(id).substr(0, 10);
}

}  // namespace lockstep
