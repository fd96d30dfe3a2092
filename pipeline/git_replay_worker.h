// What becomes of one version of a document in the history, and of the reviews that a commit touched. Each thread of a
// replay has a worker of its own, for all commits.
#pragma once

#include <cstdint>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <variant>

#include "pipeline/configuration.h"
#include "pipeline/git_repository.h"
#include "pipeline/review_binder.h"
#include "pipeline/sync_worker.h"
#include "stages/preparation.h"
#include "store/store.h"

namespace lockstep {

// The reviews that a commit touched; from all threads.
class TouchedReviews {
 public:
  void Add(const DocumentKey& key) { Add(ReviewName{key.collection, key.ref}); }
  void Add(ReviewName name) {
    const std::lock_guard lock(mutex_);
    names_.insert(std::move(name));
  }
  std::set<ReviewName> Take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(names_, {});
  }

 private:
  std::mutex mutex_;
  std::set<ReviewName> names_;
};

// A document as a commit has it.
struct VersionTask {
  std::string path;
  PathMatch match;
  std::variant<std::string, GitRepository::TooLarge> text;
  bool moved = false;  // it had another path before
};

// A review all of whose documents of the commit are in the store.
struct BindTask {
  ReviewName review;
  Occasion occasion;
};

class ReplayWorker {
 public:
  using Task = std::variant<VersionTask, BindTask>;

  ReplayWorker(const Configuration& configuration, const Locales& locales, Store& store, SyncWriter& writer,
               TouchedReviews& touched);

  void Do(Task task);

 private:
  void Put(VersionTask task);

  const Configuration* configuration_;
  std::uint32_t rules_hash_;
  Toolbox tools_;
  ReviewBinder binder_;
  StoreReader reader_;
  SyncWriter* writer_;
  TouchedReviews* touched_;
};

}  // namespace lockstep
