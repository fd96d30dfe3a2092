#include "pipeline/sync.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "pipeline/cross_diagnostics.h"
#include "pipeline/memory_feeder.h"
#include "pipeline/review_binder.h"
#include "pipeline/site_walk.h"
#include "pipeline/sync_worker.h"
#include "pipeline/workers.h"
#include "store/bound_versions.h"

namespace lockstep {
namespace {

// A document that the store knows and the site no longer has.
struct Departure {
  std::string path;
  FileRecord record;
};

// Merges the walk with the store's records: `same`, `task` or `gone` is called for each path, in order.
class Merge {
 public:
  Merge(const Configuration& configuration, const View& known, SyncTally& tally, SyncResult& result, Console& console)
      : configuration_(&configuration),
        walk_(configuration.site, configuration.rules),
        files_(StoreReader(known).Files()),
        rules_hash_(RulesHash(configuration)),
        tally_(&tally),
        result_(&result),
        console_(&console) {}

  bool StoreIsEmpty() const { return !files_.Valid(); }

  // `give` takes a task, and returns false where no more are wanted.
  using Give = std::function<bool(SyncTask)>;
  std::vector<Departure> Run(const Give& give) {
    while (std::optional<WalkEntry> entry = walk_.Next()) {
      SkipTo(entry->path);
      if (entry->problem) {
        Block(*entry);
      } else if (!Compare(*std::move(entry), give)) {
        break;
      }
    }
    SkipTo({});
    if (blocked_.empty()) ReportIdlePatterns();
    return std::move(gone_);
  }

 private:
  // What the store knows before `path` (all of it where that is empty) is gone, unless the walk could not look there.
  void SkipTo(std::string_view path) {
    for (; files_.Valid() && (path.empty() || files_.path() < path); files_.Next()) {
      const FileRecord record = files_.record();
      if (!IsBlocked(files_.path())) {
        gone_.push_back({std::string(files_.path()), record});
      } else {
        ++result_->files;
        ++result_->unchanged;
        result_->unusable += record.usable ? 0 : 1;
      }
    }
  }

  // A directory hides what lies in it, a file only itself: of `a.md`, too, `a.mdx` begins with the name.
  bool IsBlocked(std::string_view path) const {
    return blocked_.ends_with('/') ? path.starts_with(blocked_) : path == blocked_;
  }

  void Block(const WalkEntry& entry) {
    tally_->Report(*entry.problem);
    blocked_ = entry.path;
  }

  bool Compare(WalkEntry entry, const Give& give) {
    ++result_->files;
    fruitful_.insert(entry.match.collection);
    std::optional<FileRecord> known;
    if (files_.Valid() && files_.path() == entry.path) {
      known = files_.record();
      files_.Next();
    }
    if (known && known->stamp == entry.stamp && !known->racy && known->rules_hash == rules_hash_) {
      ++result_->unchanged;
      result_->unusable += known->usable ? 0 : 1;
      return true;
    }
    console_->Progress("sync", result_->files, 0);
    return give({std::move(entry), std::move(known)});
  }

  // A pattern that takes no file is misspelt, most likely. Requires that the walk saw all of the site.
  void ReportIdlePatterns() {
    for (std::size_t i = 0; i < configuration_->patterns.size(); ++i) {
      const Collection& collection = configuration_->rules.collections[i];
      if (fruitful_.contains(&collection)) continue;
      Diagnostic diagnostic;
      diagnostic.severity = Severity::kWarning;
      diagnostic.code = "config-pattern";
      diagnostic.message =
          fmt::format("no file for the collection \"{}\": nothing matches \"{}\"{}", collection.name, collection.files,
                      collection.source.empty() ? "" : fmt::format(" or \"{}\"", collection.source));
      diagnostic.where = configuration_->patterns[i];
      tally_->Report(diagnostic);
    }
  }

  const Configuration* configuration_;
  SiteWalk walk_;
  StoreReader::FileCursor files_;
  std::uint32_t rules_hash_;
  std::string blocked_;  // the last place that could not be looked into
  std::vector<Departure> gone_;
  std::set<const Collection*> fruitful_;  // those that a file was found for
  SyncTally* tally_;
  SyncResult* result_;
  Console* console_;
};

// Between the walk and the workers: keeps the first tasks back until it is clear that nothing big is going on, or the
// guard was asked. Nothing is written before. Memory: as many tasks as the guard takes for harmless.
class Sluice {
 public:
  Sluice(SyncGuard* guard, Workers<SyncTask>& workers) : guard_(guard), workers_(&workers) {}

  bool Give(SyncTask task) {
    if (guard_ != nullptr && !guard_->IsNeeded()) guard_ = nullptr;
    if (guard_ == nullptr) return workers_->Give(std::move(task));
    held_.push_back(std::move(task));
    return guard_->IsHarmless(held_.size()) || Open(true);
  }
  // The walk is over; `gone` documents were not there any more.
  void Finish(std::size_t gone) {
    const std::size_t touched = held_.size() + gone;
    if (guard_ != nullptr && touched > 0) Open(guard_->IsNeeded() && !guard_->IsHarmless(touched));
  }

 private:
  bool Open(bool suspicious) {
    if (suspicious) guard_->Examine();
    guard_ = nullptr;
    return std::all_of(held_.begin(), held_.end(), [&](SyncTask& task) { return workers_->Give(std::move(task)); });
  }

  SyncGuard* guard_;
  Workers<SyncTask>* workers_;
  std::vector<SyncTask> held_;
};

// The paths of `gone` that arrivals have taken over: new path -> index into `gone`. The same bytes count first, then
// the same review and language, then the same text in the same language. Each departure is given away once, in order of
// the paths.
class Renames {
 public:
  Renames(const std::vector<Arrival>& arrivals, const std::vector<Departure>& gone, const StoreReader& known)
      : taken_(gone.size(), false) {
    Find(arrivals, &Arrival::content_hash, gone, [](const Departure& d) { return d.record.content_hash; });
    Find(arrivals, &Arrival::key, gone, [](const Departure& d) { return d.record.key.value_or(DocumentKey()); });
    if (found_.size() < std::min(arrivals.size(), gone.size())) {
      Find(arrivals, &Arrival::text_hash, gone, [&](const Departure& d) {
        const std::optional<DocumentRecord> document = known.Document(d.path);
        return document ? TextHash(*document) : 0;
      });
    }
  }

  // The departure that has become `path`, an index; nothing where the document is new.
  std::optional<std::size_t> Of(const std::string& path) const {
    const auto found = found_.find(path);
    return found == found_.end() ? std::nullopt : std::optional(found->second);
  }
  bool IsTaken(std::size_t departure) const { return taken_[departure]; }

 private:
  template <typename Value, typename ValueOf>
  void Find(const std::vector<Arrival>& arrivals, Value Arrival::*member, const std::vector<Departure>& gone,
            const ValueOf& value_of) {
    std::multimap<Value, std::size_t> index;
    for (std::size_t i = 0; i < gone.size(); ++i) {
      Value value = taken_[i] ? Value() : value_of(gone[i]);
      if (value != Value()) index.emplace(std::move(value), i);
    }
    for (const Arrival& arrival : arrivals) {
      const auto same = found_.contains(arrival.path) ? index.end() : index.find(arrival.*member);
      if (same == index.end()) continue;
      taken_[same->second] = true;
      found_.emplace(arrival.path, same->second);
      index.erase(same);
    }
  }

  std::map<std::string, std::size_t> found_;
  std::vector<bool> taken_;
};

// The documents that a killed run had put, before it could tell whether they had come from others: no bindings count in
// them yet. Those that are gone again are none.
void AddLeftOver(const View& known, const std::vector<Departure>& gone, std::vector<Arrival>& arrivals) {
  const StoreReader reader(known);
  const auto is_gone = [&](const std::string& path) {
    const auto found =
        std::lower_bound(gone.begin(), gone.end(), path,
                         [](const Departure& departure, const std::string& p) { return departure.path < p; });
    return found != gone.end() && found->path == path;
  };
  reader.ForEachUnbound([&](const std::string& collection, const std::string& ref) {
    for (const IndexEntry& entry : reader.Review(collection, ref)) {
      const std::optional<DocumentRecord> document = reader.Document(entry.path);
      if (!document || is_gone(entry.path) || HasBindings(known, entry.key, entry.path)) continue;
      arrivals.push_back({entry.path, document->content_hash, document->key, TextHash(*document), false});
    }
  });
}

// Forgets what is gone, or hands it to what it has become, and says of what came whether it is new.
void Settle(const std::vector<Arrival>& arrivals, const std::vector<Departure>& gone, const StoreReader& known,
            SyncWriter& writer, SyncTally& tally) {
  const Renames renames(arrivals, gone, known);
  for (const Arrival& arrival : arrivals) {
    const std::optional<std::size_t> departure = renames.Of(arrival.path);
    if (!departure) {
      if (arrival.is_new) tally.Count({SyncChange::Kind::kAdded, arrival.path});
      continue;
    }
    writer.TakeOver(gone[*departure].path, arrival.path);
    tally.Count({SyncChange::Kind::kRenamed, arrival.path, gone[*departure].path});
  }
  for (std::size_t i = 0; i < gone.size(); ++i) {
    if (renames.IsTaken(i)) continue;
    writer.Remove(gone[i].path);
    tally.Count({SyncChange::Kind::kRemoved, gone[i].path});
  }
}

// The last sync that did not finish is what this one has to do with; a run of another command is told of.
std::optional<RunRecord> UnfinishedRun(const View& known) {
  const StoreReader reader(known);
  const std::optional<RunRecord> last = reader.LastRun();
  for (const std::optional<RunRecord>& run : {reader.LastRunOf("sync", last), last}) {
    if (run && !run->finished) return run;
  }
  return std::nullopt;
}

// What the store says of the documents that a replay brought in. Of those that the sync has read again, it has told.
void ReportReplayed(const StoreReader& reader, const std::set<std::string>* paths, SyncTally& tally) {
  const std::set<std::string> told = tally.TakeReported();
  const auto report = [&](const Diagnostic& diagnostic) {
    if (!told.contains(diagnostic.where.path)) tally.Report(diagnostic);
  };
  if (paths == nullptr) return reader.ForEachDiagnostic(report);
  for (const std::string& path : *paths) {
    for (const Diagnostic& diagnostic : reader.DiagnosticsOf(path)) report(diagnostic);
  }
}

}  // namespace

SyncResult Sync(const Configuration& configuration, const Locales& locales, const View& known, Store* store,
                const SyncOptions& options, Console& console) {
  SyncResult result;
  SyncTally tally(options.replayed);  // who replays reads few files anew
  SyncWriter writer(store, options);
  result.unfinished = UnfinishedRun(known);
  Merge merge(configuration, known, tally, result, console);
  const bool may_be_renamed = !merge.StoreIsEmpty();

  Workers<SyncTask> workers(std::max(options.jobs, 1U), [&, may_be_renamed] {
    return SyncWorker(configuration, locales, may_be_renamed, writer, tally);
  });
  // What the store never knew cannot be lost.
  Sluice sluice(may_be_renamed ? options.guard : nullptr, workers);
  const std::vector<Departure> gone = merge.Run([&](SyncTask task) { return sluice.Give(std::move(task)); });
  sluice.Finish(gone.size());
  workers.Finish();
  console.ClearProgress();

  if (result.files == 0 && !gone.empty() && !options.may_lose_all) {
    throw StoreError(
        fmt::format("no document is left in {}, though the store knows {}; nothing was changed: is a disk not "
                    "mounted, or another branch checked out? `lockstep sync --force` forgets them",
                    configuration.site.string(), gone.size()));
  }
  const bool resumes = result.unfinished && result.unfinished->command == "sync";
  if (resumes) writer.Resume();  // not before the guard was asked: nothing may be written until then
  std::vector<Arrival> arrivals = tally.TakeArrivals();
  if (result.unfinished && !gone.empty()) AddLeftOver(known, gone, arrivals);
  Settle(arrivals, gone, StoreReader(known), writer, tally);
  std::set<std::string> touched = tally.TakeTouched();
  if (store != nullptr) {
    const unsigned jobs = std::max(options.jobs, 1U);
    BindReviews(configuration, locales, *store, writer, jobs, console);
    FeedMemory(locales, *store, jobs, console);
  }
  if (store != nullptr && options.replayed) ReportReplayed(store->Reader(), options.replayed_paths, tally);
  if (store != nullptr && (options.replayed || tally.HasChanges())) {
    const bool all = !may_be_renamed || (options.replayed && options.replayed_paths == nullptr);
    if (options.replayed_paths != nullptr)
      touched.insert(options.replayed_paths->begin(), options.replayed_paths->end());
    FindCrossDiagnostics(store->Reader(), configuration, all ? nullptr : &touched,
                         [&](Diagnostic diagnostic) { tally.Report(std::move(diagnostic)); });
  }
  tally.MoveTo(result);
  result.unusable += result.failed;
  writer.Finish(result);
  return result;
}

void AskGuard(const Configuration& configuration, const View& known, SyncGuard& guard, Console& console) {
  SyncResult result;
  SyncTally tally;
  Merge merge(configuration, known, tally, result, console);
  if (merge.StoreIsEmpty() || !guard.IsNeeded()) return;
  std::uint64_t touched = 0;
  const std::vector<Departure> gone = merge.Run([&](const SyncTask& /*task*/) { return guard.IsHarmless(++touched); });
  console.ClearProgress();
  if (!guard.IsHarmless(touched + gone.size())) guard.Examine();
}

}  // namespace lockstep
