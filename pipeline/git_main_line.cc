#include "pipeline/git_main_line.h"

#include <fmt/format.h>

namespace lockstep {

MainLine::MainLine(const GitRepository& repository, const ObjectId& head,
                   const std::function<bool(const GitCommit&)>& stop)
    : repository_(&repository) {
  std::optional<ObjectId> next = head;
  while (next) {
    const std::optional<GitCommit> commit = repository.Commit(*next);
    if (!commit) return;
    if (stop(*commit)) {
      stop_ = commit;
      return;
    }
    if (size_ % kStride == 0) marks_.push_back(commit->id);
    ++size_;
    next = commit->parent;
  }
}

const GitCommit& MainLine::At(std::uint64_t index) {
  const std::uint64_t back = size_ - 1 - index;
  const std::uint64_t mark = back / kStride;
  if (block_.empty() || loaded_ != mark) {
    block_.clear();
    std::optional<ObjectId> next = marks_[mark];
    while (next && block_.size() < kStride) {
      const std::optional<GitCommit> commit = repository_->Commit(*next);
      if (!commit) break;
      block_.push_back(*commit);
      next = commit->parent;
    }
    loaded_ = mark;
  }
  const std::uint64_t at = back % kStride;
  if (at >= block_.size()) {
    throw GitError("the git repository changed while it was read", "run `lockstep sync --git` again");
  }
  return block_[at];
}

}  // namespace lockstep
