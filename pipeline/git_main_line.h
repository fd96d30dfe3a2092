// The commits of a repository's main line, oldest first.
//
// Git knows a commit's parents, not its children, so the line is walked once from its end. Of all ids only every
// kStride-th is kept, and the commits between two of them are walked again when they are asked for: memory stays small
// whatever the length of the history.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "pipeline/git_repository.h"

namespace lockstep {

class MainLine {
 public:
  static constexpr std::uint64_t kStride = 1024;

  // `head` and its first parents, down to one for which `stop` holds (which is not part of the line), to the first
  // commit of all, or to where the repository has no more. `repository` must outlive this object. Throws GitError.
  MainLine(const GitRepository& repository, const ObjectId& head, const std::function<bool(const GitCommit&)>& stop);

  std::uint64_t size() const { return size_; }
  // The commit for which `stop` held.
  const std::optional<GitCommit>& stop() const { return stop_; }
  // The commit at `index`, 0 the oldest. Cheap where the indices grow.
  const GitCommit& At(std::uint64_t index);

 private:
  const GitRepository* repository_;
  std::uint64_t size_ = 0;
  std::optional<GitCommit> stop_;
  std::vector<ObjectId> marks_;   // newest first
  std::vector<GitCommit> block_;  // the commits from a mark to the next, newest first
  std::uint64_t loaded_ = 0;      // the number of that mark, where block_ is not empty
};

}  // namespace lockstep
