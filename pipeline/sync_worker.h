// What becomes of one file: read, compare, prepare, one batch. Each thread of a sync has a worker of its own.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/site_walk.h"
#include "pipeline/sync.h"
#include "stages/preparation.h"

namespace lockstep {

// A file whose stamp differs from what the store knows.
struct SyncTask {
  WalkEntry entry;
  std::optional<FileRecord> known;
};

// A document at a path that the store did not know, to be compared with those that are gone.
struct Arrival {
  std::string path;
  std::uint64_t content_hash = 0;
  DocumentKey key;
  std::uint64_t text_hash = 0;  // TextHash of the document
  bool is_new = true;           // false: a run that was killed has put it already
};

// The smallest `kMax` of the values added, whatever their order; the rest are only counted.
template <typename T, std::size_t kMax>
class FirstOf {
 public:
  template <typename Less>
  void Add(T value, Less less) {
    ++added_;
    kept_.push_back(std::move(value));
    if (kept_.size() >= 2 * kMax) Trim(less);
  }
  template <typename Less>
  std::vector<T> Take(Less less) {
    Trim(less);
    return std::move(kept_);
  }
  std::uint64_t added() const { return added_; }

 private:
  template <typename Less>
  void Trim(Less less) {
    std::sort(kept_.begin(), kept_.end(), less);
    if (kept_.size() > kMax) kept_.erase(kept_.begin() + kMax, kept_.end());
  }
  std::vector<T> kept_;
  std::uint64_t added_ = 0;
};

// What a sync has found so far, from all threads.
class SyncTally {
 public:
  // `remembers_reported`: what TakeReported gives grows with the files that something is reported of.
  explicit SyncTally(bool remembers_reported = false) : remembers_reported_(remembers_reported) {}

  void Count(SyncChange change);
  void Arrived(Arrival arrival);
  void Report(Diagnostic diagnostic);
  void Suppressed(std::uint64_t count);
  std::atomic<std::uint64_t> read = 0;

  // The path of a document that was made anew and that the store knew something of before.
  void Touched(const std::string& path);

  std::vector<Arrival> TakeArrivals();
  // The paths of Touched and Arrived.
  std::set<std::string> TakeTouched() { return std::move(touched_); }
  // The paths of what was reported, where the tally remembers them.
  std::set<std::string> TakeReported() { return std::move(reported_); }
  // True where a document came, went, changed or failed.
  bool HasChanges() const { return changes_.added() > 0; }
  // Adds the counts, the changes and the diagnostics to `result`. Nothing may be added afterwards.
  void MoveTo(SyncResult& result);

 private:
  std::mutex mutex_;
  std::uint64_t counts_[5] = {};  // by SyncChange::Kind
  FirstOf<SyncChange, SyncResult::kMaxListed> changes_;
  FirstOf<Diagnostic, SyncResult::kMaxListed> diagnostics_;
  std::uint64_t suppressed_ = 0;
  std::uint64_t errors_ = 0;
  std::uint64_t warnings_ = 0;
  bool remembers_reported_;
  std::set<std::string> reported_;
  std::vector<Arrival> arrivals_;
  std::set<std::string> touched_;
};

// The writing side of a sync: a run's record precedes the first change; a dry run writes nothing.
class SyncWriter {
 public:
  // `options` must outlive this object; `command` is what the run is called.
  SyncWriter(Store* store, const SyncOptions& options, std::string command = "sync")
      : store_(store), options_(&options), command_(std::move(command)) {}

  void PutDocument(const std::string& path, const std::optional<FileRecord>& before, const FileRecord& file,
                   const DocumentRecord& document, const std::vector<Diagnostic>& diagnostics);
  void PutUnusable(const std::string& path, const FileRecord& file, const std::vector<Diagnostic>& diagnostics);
  void PutFile(const std::string& path, const FileRecord& file);
  void Remove(const std::string& path);
  void Move(const std::string& from, const std::string& to);
  void TakeOver(const std::string& from, const std::string& to);  // see Store
  // This run, begun if it was not: what new bindings say of when they were made.
  Moment Now();
  bool HasBegun() const { return run_.has_value(); }
  // Begins this run, even if there will be nothing to write: in the place of one that never finished.
  void Resume();
  // Ends the run, if there was one, with the counts of `result`, which gets its record; `history` as in FinishRun.
  void Finish(SyncResult& result, const std::optional<HistoryRecord>& history = std::nullopt);

 private:
  void Begin();
  Store* store_;
  const SyncOptions* options_;
  std::string command_;
  std::mutex mutex_;
  std::optional<RunRecord> run_;
};

class SyncWorker {
 public:
  // `may_be_renamed`: files that are new to the store are Arrivals; otherwise they are counted as added at once.
  SyncWorker(const Configuration& configuration, const Locales& locales, bool may_be_renamed, SyncWriter& writer,
             SyncTally& tally);

  void Do(SyncTask task);

 private:
  void PutUsable(const SyncTask& task, FileRecord file, const Document& document, const Diagnostics& diags);
  void PutFailed(const SyncTask& task, FileRecord file, const std::vector<Diagnostic>& diagnostics);

  const Configuration* configuration_;
  std::uint32_t rules_hash_;
  bool may_be_renamed_;
  Toolbox tools_;
  SyncWriter* writer_;
  SyncTally* tally_;
};

// The store's form of a document that is usable.
DocumentRecord RecordOf(const Document& document, std::uint64_t content_hash);

// Of a document's language and its text without the front matter: what stays the same where a file and its ref get
// other names. 0 where there is too little text to tell documents apart.
std::uint64_t TextHash(const DocumentRecord& document);

}  // namespace lockstep
