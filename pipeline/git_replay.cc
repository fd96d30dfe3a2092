#include "pipeline/git_replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "pipeline/file_reader.h"
#include "pipeline/git_plan.h"
#include "pipeline/git_replay_worker.h"
#include "pipeline/site_walk.h"
#include "pipeline/workers.h"
#include "stages/model/hash.h"

namespace lockstep {
namespace {

using Trees = std::pair<std::optional<ObjectId>, std::optional<ObjectId>>;

// A document that differs between two trees; a side that does not have it is null.
struct Difference {
  const std::string& path;
  const PathMatch& match;
  const ObjectId* then;
  const ObjectId* now;
};

SyncChange::Kind KindOf(const Difference& difference) {
  return difference.then == nullptr  ? SyncChange::Kind::kAdded
         : difference.now == nullptr ? SyncChange::Kind::kRemoved
                                     : SyncChange::Kind::kChanged;
}

// What a commit does to the documents.
struct Survey {
  std::uint64_t added = 0, changed = 0, removed = 0;
  std::vector<GitFile> gone;
  std::vector<GitFile> come;  // only where something is gone: else nothing can have been renamed
  std::uint64_t size() const { return added + changed + removed; }
};

// The documents of the site in the repository's trees.
class Documents {
 public:
  Documents(const GitRepository& repository, const SiteRules& rules)
      : repository_(&repository), rules_(&rules), heads_(rules) {}

  template <typename Visit>  // void(const Difference&)
  void ForEach(const Trees& trees, const Visit& visit) const {
    repository_->Compare(
        trees.first, trees.second, [&](std::string_view directory) { return heads_.Reaches(directory); },
        [&](const std::string& path, const ObjectId* then, const ObjectId* now) {
          if (const std::optional<PathMatch> match = MatchPath(path, *rules_)) visit({path, *match, then, now});
        });
  }

  Survey Look(const Trees& trees) const {
    Survey survey;
    ForEach(trees, [&](const Difference& found) {
      ++(found.then == nullptr ? survey.added : found.now == nullptr ? survey.removed : survey.changed);
      if (found.now == nullptr) survey.gone.push_back({found.path, *found.then});
    });
    if (survey.gone.empty() || survey.added == 0) return survey;
    ForEach(trees, [&](const Difference& found) {
      if (found.then == nullptr) survey.come.push_back({found.path, *found.now});
    });
    return survey;
  }

 private:
  const GitRepository* repository_;
  const SiteRules* rules_;
  PatternHeads heads_;
};

// The versions that the repository does not have: how many, and the first.
struct Missing {
  std::uint64_t count = 0;
  std::string first;
  void Add(const std::string& what) {
    if (count++ == 0) first = what;
  }
};

// Carries the store from commit to commit.
class Replayer {
 public:
  Replayer(const Configuration& configuration, const Locales& locales, const GitRepository& repository, Store& store,
           const SyncOptions& options, ReplayResult& result)
      : repository_(&repository),
        documents_(repository, configuration.rules),
        settling_ms_(configuration.settling_ms),
        store_(&store),
        writer_(&store, options),
        result_(&result),
        workers_(std::max(options.jobs, 1U),
                 [&, this] { return ReplayWorker(configuration, locales, store, writer_, touched_); }) {}

  void Run(ReplayPlan& plan, const std::optional<HistoryRecord>& known, Console& console);

  const Missing& missing() const { return missing_; }

 private:
  std::set<std::string> FindSeen(const GitCommit& then, const GitCommit& now) const;
  bool Has(const std::string& path, const ObjectId* blob) const;
  void Step(const GitCommit& commit, bool lost);
  std::set<std::string> MoveRenamed(const Survey& survey, const GitCommit& commit);
  void Apply(const Difference& difference, const std::set<std::string>& moved, const GitCommit& commit);
  void Remove(const std::string& path);
  void RemoveUnlisted(const GitCommit& commit);
  void BindTouched(const GitCommit& commit);
  void Await();
  void Finish(const GitCommit& last);

  const GitRepository* repository_;
  Documents documents_;
  std::int64_t settling_ms_;
  Store* store_;
  SyncWriter writer_;
  ReplayResult* result_;
  SyncResult counts_;  // of the run's record
  HistoryRecord position_;
  std::optional<ObjectId> base_;  // the tree that the store was brought up to
  std::set<std::string> seen_;    // documents that stand as the last commit has them already
  Missing missing_;
  TouchedReviews touched_;
  Workers<ReplayWorker::Task> workers_;  // behind all that its threads use
};

void Replayer::Run(ReplayPlan& plan, const std::optional<HistoryRecord>& known, Console& console) {
  const GitCommit last = plan.line.At(plan.line.size() - 1);
  if (known) position_ = *known;
  if (plan.base) base_ = plan.base->tree;
  if (known && !known->under_way.empty()) {  // killed: its run is this one
    writer_.Now();
    store_->Reader().ForEachUnbound([&](const std::string& collection, const std::string& ref) {
      touched_.Add(ReviewName{collection, ref});
    });
  } else if (plan.base) {
    seen_ = FindSeen(*plan.base, last);
  }
  for (std::uint64_t i = plan.first; i < plan.line.size(); ++i) {
    const GitCommit commit = plan.line.At(i);
    try {
      Step(commit, plan.lost && i == plan.first);
      position_ = {Hex(commit.id), commit.time_ms, ""};
    } catch (const GitMissing& missing) {  // its documents come with the next commit that can be read
      missing_.Add(fmt::format("commit {}: {}", Abbreviated(commit.id), missing.what()));
    }
    console.Progress("replay", i - plan.first + 1, plan.count());
  }
  Finish(last);
}

// True where the store has the document `path` as `blob` has it, or where neither is there.
bool Replayer::Has(const std::string& path, const ObjectId* blob) const {
  const std::optional<FileRecord> file = store_->Reader().File(path);
  if (!file || blob == nullptr) return !file && blob == nullptr;
  try {
    const auto text = repository_->Read(*blob, kMaxFileSize);
    const auto* bytes = std::get_if<std::string>(&text);
    return bytes != nullptr && Hash64(*bytes) == file->content_hash;
  } catch (const GitMissing&) {
    return false;
  }
}

// A sync without --git may have been here: what stands in the store as the last commit has it, and no longer as the
// commit has it up to which the history was replayed, was seen. Its way there would go through older versions.
std::set<std::string> Replayer::FindSeen(const GitCommit& then, const GitCommit& now) const {
  std::set<std::string> seen;
  try {
    documents_.ForEach({then.tree, now.tree}, [&](const Difference& found) {
      if (!Has(found.path, found.then) && Has(found.path, found.now)) seen.insert(found.path);
    });
  } catch (const GitMissing&) {  // the commit that brought what is missing, or took it away, will tell of it
  }
  return seen;
}

void Replayer::Step(const GitCommit& commit, bool lost) {
  const Trees trees{base_, commit.tree};
  const Survey survey = documents_.Look(trees);
  if (survey.size() > 0 || lost) {
    position_.under_way = Hex(commit.id);
    store_->PutHistory(position_);
    const std::set<std::string> moved = MoveRenamed(survey, commit);
    documents_.ForEach(trees, [&](const Difference& found) {
      if (!seen_.contains(found.path)) Apply(found, moved, commit);
    });
    if (lost) RemoveUnlisted(commit);
    Await();
    BindTouched(commit);
    counts_.added += survey.added;
    counts_.changed += survey.changed;
    counts_.removed += survey.removed;
    result_->versions += survey.size();
  }
  base_ = commit.tree;
}

// The new paths of documents that had another one. What is known of them goes there.
std::set<std::string> Replayer::MoveRenamed(const Survey& survey, const GitCommit& commit) {
  std::set<std::string> moved;
  if (survey.come.empty() || !base_) return moved;
  for (const GitRename& rename : repository_->FindRenames(*base_, commit.tree, survey.gone, survey.come)) {
    if (seen_.contains(rename.from) || seen_.contains(rename.to)) continue;
    writer_.Move(rename.from, rename.to);
    moved.insert(rename.to);
  }
  return moved;
}

void Replayer::Apply(const Difference& difference, const std::set<std::string>& moved, const GitCommit& commit) {
  const std::string& path = difference.path;
  if (result_->touched) result_->touched->insert(path);
  if (counts_.changes.size() < kMaxRunChanges) counts_.changes.push_back({KindOf(difference), path});
  if (difference.now == nullptr) return Remove(path);
  try {
    workers_.Give(
        VersionTask{path, difference.match, repository_->Read(*difference.now, kMaxFileSize), moved.contains(path)});
  } catch (const GitMissing&) {
    missing_.Add(fmt::format("{} in commit {}", path, Abbreviated(commit.id)));
  }
}

void Replayer::Remove(const std::string& path) {
  const std::optional<FileRecord> file = store_->Reader().File(path);
  if (!file) return;
  if (file->key) touched_.Add(*file->key);
  writer_.Remove(path);
}

// Where it cannot be told what the store was brought up to: what it knows and `commit` does not have is gone.
void Replayer::RemoveUnlisted(const GitCommit& commit) {
  const std::unique_ptr<View> before = store_->engine().Snapshot();
  StoreReader::FileCursor files = StoreReader(*before).Files();
  const auto skip_to = [&](const std::string* path) {
    for (; files.Valid() && (path == nullptr || files.path() < *path); files.Next()) Remove(std::string(files.path()));
  };
  documents_.ForEach({std::nullopt, commit.tree}, [&](const Difference& found) {
    skip_to(&found.path);
    if (files.Valid() && files.path() == found.path) files.Next();
  });
  skip_to(nullptr);
}

void Replayer::BindTouched(const GitCommit& commit) {
  const Occasion occasion{{commit.time_ms, Hex(commit.id)}, Evidence::kGit, settling_ms_};
  for (const ReviewName& review : touched_.Take()) workers_.Give(BindTask{review, occasion});
  Await();
}

void Replayer::Await() {
  if (!workers_.Wait()) workers_.Finish();  // throws what the worker threw
}

void Replayer::Finish(const GitCommit& last) {
  workers_.Finish();
  const HistoryRecord reached{Hex(last.id), last.time_ms, ""};
  writer_.Finish(counts_, reached);
  if (!counts_.run && store_->Reader().History() != reached) store_->PutHistory(reached);
}

// What the user should know of the history as a whole.
void Warn(const Configuration& configuration, std::string_view code, std::string message, Console& console) {
  Diagnostic diagnostic;
  diagnostic.severity = Severity::kWarning;
  diagnostic.code = code;
  diagnostic.message = std::move(message);
  diagnostic.where.path = configuration.site.string();
  console.Report(diagnostic);
}

// A store without history, that a sync filled from the files: what it assumes of them, the history knows better. But
// what people said or did is nowhere else.
void StartOver(const Configuration& configuration, Store& store, Console& console) {
  bool precious = false;
  store.Reader().ForEachTranslation([&](const TranslationRecord& translation) {
    precious =
        precious || std::any_of(translation.bindings.begin(), translation.bindings.end(),
                                [](const Binding& binding) { return binding.evidence >= Evidence::kPropagated; });
    return !precious;
  });
  if (precious) {
    throw GitError("the store was filled without the history, and translations were imported or accepted since",
                   "replay into another store: `lockstep sync --git --store DIR`");
  }
  Warn(configuration, "history-anew", "the store was filled without the history: it is made anew from it", console);
  store.ForgetDocuments();
}

void CountOnly(const GitRepository& repository, const SiteRules& rules, ReplayPlan& plan, ReplayResult& result,
               Missing& missing) {
  const Documents documents(repository, rules);
  std::optional<ObjectId> base = plan.base ? std::optional(plan.base->tree) : std::nullopt;
  for (std::uint64_t i = plan.first; i < plan.line.size(); ++i) {
    const GitCommit commit = plan.line.At(i);
    try {
      documents.ForEach({base, commit.tree}, [&](const Difference&) { ++result.versions; });
      base = commit.tree;
    } catch (const GitMissing& what) {
      missing.Add(fmt::format("commit {}: {}", Abbreviated(commit.id), what.what()));
    }
  }
}

std::string TextOf(const Missing& missing) {
  const bool one = missing.count == 1;
  return fmt::format(
      "{} not in the repository (a partial clone), the first: {}; {} passed over; to see all, run `git fetch --refetch "
      "--no-filter`, then `lockstep sync --git` with a new store",
      one ? "1 version of a document is" : fmt::format("{} versions of documents are", missing.count), missing.first,
      one ? "it was" : "they were");
}

}  // namespace

ReplayResult Replay(const Configuration& configuration, const Locales& locales, const View& known, Store* store,
                    const SyncOptions& options, Console& console) {
  ReplayResult result;
  const GitRepository repository(configuration.site);
  const std::optional<ObjectId> head = repository.Head();
  if (!head) {
    Warn(configuration, "history-empty", "nothing was committed yet: there is no history to replay", console);
    return result;
  }
  const std::optional<HistoryRecord> history = StoreReader(known).History();
  const bool is_first = !history || history->commit.empty();
  ReplayPlan plan = PlanReplay(repository, *head, history);
  if (!plan.notice.empty()) Warn(configuration, plan.code, plan.notice, console);
  result.commits = plan.count();
  result.head = Hex(*head);
  if (is_first) result.touched.reset();

  Missing missing;
  if (store == nullptr) {
    CountOnly(repository, configuration.rules, plan, result, missing);
  } else if (plan.line.size() > 0) {
    if (!history && store->Reader().Files().Valid()) StartOver(configuration, *store, console);
    Replayer replayer(configuration, locales, repository, *store, options, result);
    replayer.Run(plan, history, console);
    missing = replayer.missing();
  }
  console.ClearProgress();
  if (missing.count > 0) Warn(configuration, "history-missing", TextOf(missing), console);
  result.missing = missing.count;
  if (is_first && result.versions == 0) {
    Warn(configuration, "history-empty",
         "no commit has a document of the site's collections: the history tells nothing of them", console);
  }
  return result;
}

}  // namespace lockstep
