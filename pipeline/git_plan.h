// Where a replay goes on: which commits of the main line the store has not seen.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "pipeline/git_main_line.h"
#include "pipeline/git_repository.h"
#include "store/records.h"

namespace lockstep {

struct ReplayPlan {
  explicit ReplayPlan(MainLine main_line) : line(std::move(main_line)) {}

  MainLine line;
  std::uint64_t first = 0;        // the first of its commits that is new
  std::optional<GitCommit> base;  // what the store was brought up to; nothing: nothing, or what cannot be told
  bool lost = false;              // the store was brought up to a commit that the repository has not
  std::string code;               // of the warning `notice`
  std::string notice;             // what the user should know about it; "" = nothing

  std::uint64_t count() const { return line.size() - first; }
};

// `known` is how far the store got. Usually that is a commit of the main line of `head`. Where the branch was
// rewritten or another one checked out, the commits behind the newest that both have are new. Where the commit is gone
// from the repository, those of a later time are. `repository` must outlive the plan. Throws GitError.
ReplayPlan PlanReplay(const GitRepository& repository, const ObjectId& head, const std::optional<HistoryRecord>& known);

// The first digits of an id, for people.
std::string Abbreviated(const ObjectId& id);

}  // namespace lockstep
