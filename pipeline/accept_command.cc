#include "pipeline/accept_command.h"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/configuration.h"
#include "pipeline/points_in_time.h"
#include "pipeline/reason_rendering.h"
#include "pipeline/review_binder.h"
#include "pipeline/review_query.h"
#include "pipeline/site_documents.h"
#include "pipeline/store_access.h"
#include "pipeline/translation_report.h"
#include "pipeline/translation_walk.h"
#include "pipeline/user_name.h"
#include "pipeline/version.h"
#include "stages/acceptance.h"
#include "stages/bindings.h"
#include "store/bound_versions.h"

namespace lockstep {
namespace {

using Json = nlohmann::ordered_json;

// The bindings of one translation that are to be accepted, or whose acceptance is to be taken back.
struct Selection {
  DocumentKey key;
  std::vector<std::string> paths;  // of its two documents
  std::vector<std::size_t> bindings;
};

// What is selected, and what could not be.
struct Selected {
  std::vector<Selection> translations;
  std::uint64_t segments = 0;
  std::uint64_t absent = 0;  // translations that are not there: nothing can be bound
};

// Collects the bindings that `wanted` chooses of each report.
template <typename Wanted>
Selected Select(const TranslationWalk& walk, TranslationReporter& reporter, const Wanted& wanted) {
  Selected selected;
  walk.ForEach([&](const DocumentKey& review, const TargetState& target) {
    const TranslationReport report = reporter.Report(review, target);
    const DiffEntry& entry = report.entry;
    if (target.presence != Presence::kPresent) {
      selected.absent += entry.items.empty() ? 0 : 1;
      return;
    }
    const std::set<std::size_t> bindings = wanted(report);
    if (bindings.empty()) return;
    selected.segments += bindings.size();
    selected.translations.push_back(
        {entry.key, {entry.source_path, entry.target_path}, {bindings.begin(), bindings.end()}});
  });
  return selected;
}

// What people see on disk must be what is bound. Throws StoreError where a file is another than the last sync read.
void ExpectSynced(const std::vector<Selection>& translations, const Configuration& configuration,
                  const StoreReader& reader) {
  for (const Selection& selection : translations) {
    if (reader.IsUnbound(selection.key.collection, selection.key.ref)) {
      throw StoreError(fmt::format("the last sync did not come to {}/{}; run `lockstep sync` first",
                                   selection.key.collection, selection.key.ref));
    }
    for (const std::string& path : selection.paths) ExpectSynced(path, configuration, reader);
  }
}

// The run that accepted last, of those that still hold; "" = none does.
std::string LastAcceptance(const TranslationWalk& walk, TranslationReporter& reporter) {
  Moment last;
  walk.ForEach([&](const DocumentKey& review, const TargetState& target) {
    for (const Binding& binding : reporter.Report(review, target).translation.bindings) {
      if (!binding.acceptances.empty() && binding.acceptances.back().when.time_ms >= last.time_ms) {
        last = binding.acceptances.back().when;
      }
    }
  });
  return last.by;
}

// What is done to bindings: a person's word is given, or taken back. The query must outlive this object.
class Change {
 public:
  Change(const Arguments& arguments, const ReviewQuery& query, const std::filesystem::path& site)
      : query_(&query),
        undo_(arguments.Has("undo")),
        word_{
            arguments.Has("by") ? *arguments.Value("by") : UserName(site), arguments.Value("reason").value_or(""), {}},
        is_everything_(query.IsEverything()) {
    if (const auto run = arguments.Number("run")) run_ = fmt::format("run {}", *run);
    if (is_everything_ && !undo_ && !arguments.Has("all")) {
      throw UsageError("say what to accept: a review, a file, FILE:LINE, a filter such as --section, or --all");
    }
    if (word_.who.empty()) throw UsageError("--by: expected a name");
  }

  const Word& word() const { return word_; }
  bool undo() const { return undo_; }

  Selected Choose(const TranslationWalk& walk, TranslationReporter& reporter) {
    if (!undo_) return Select(walk, reporter, Told);
    if (run_.empty() && is_everything_) run_ = LastAcceptance(walk, reporter);
    if (run_.empty() && is_everything_) return {};
    Selected selected =
        Select(walk, reporter, [&](const TranslationReport& report) { return Accepted(report, reporter); });
    selected.absent = 0;  // what is not there was never accepted
    return selected;
  }

  void Record(const RunRecord& run) { word_.when = {run.begin_ms, fmt::format("run {}", run.id)}; }

  void Do(Binding& binding, const Outline& source, const Outline& target) const {
    if (undo_) {
      TakeBack(binding, JoinTexts(source, binding.source), JoinTexts(target, binding.target));
    } else {
      Accept(binding, word_);
    }
  }

 private:
  static std::set<std::size_t> Told(const TranslationReport& report) {
    std::set<std::size_t> bindings;
    for (const DiffItem& item : report.entry.items) bindings.insert(item.binding.value());
    return bindings;
  }

  std::set<std::size_t> Accepted(const TranslationReport& report, const TranslationReporter& reporter) const {
    std::set<std::size_t> bindings;
    for (std::size_t i = 0; i < report.translation.bindings.size(); ++i) {
      const Binding& binding = report.translation.bindings[i];
      if (!IsAcceptedBy(binding, run_)) continue;
      if (query_->TakesCurrent(report.sections[i]) && reporter.TakesPlace(report, binding)) bindings.insert(i);
    }
    return bindings;
  }

  const ReviewQuery* query_;
  bool undo_;
  Word word_;
  bool is_everything_;
  std::string run_;  // whose acceptances are taken back; "" = of any run
};

void Apply(const Selection& selection, const Change& change, Store& store) {
  BoundVersions bound = BoundVersions::Load(store.Reader(), selection.key).value();
  for (const std::size_t number : selection.bindings) {
    change.Do(bound.record.bindings[number], bound.source.outline, bound.target.outline);
  }
  store.PutBindings(selection.key.collection, selection.key.ref, {std::move(bound.record)}, {});
}

// The run that recorded it, or nothing where there was nothing to record.
std::optional<RunRecord> Write(const Selected& selected, Change& change, const Arguments& arguments, Store& store) {
  if (selected.translations.empty()) return std::nullopt;
  RunRecord run = store.BeginRun({.command = "accept",
                                  .version = Version(),
                                  .begin_ms = NowMs(),
                                  .host = HostName(),
                                  .arguments = arguments.words});
  change.Record(run);
  for (const Selection& selection : selected.translations) Apply(selection, change, store);
  run.end_ms = NowMs();
  store.FinishRun(run);
  return run;
}

std::string Count(std::uint64_t number, const char* what) {
  return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
}

void PrintJson(const Selected& selected, const Change& change, const std::optional<RunRecord>& run, bool dry_run,
               Console& console) {
  Json translations = Json::array();
  for (const Selection& selection : selected.translations) {
    translations.push_back({{"collection", selection.key.collection},
                            {"ref", selection.key.ref},
                            {"lang", selection.key.lang},
                            {"segments", selection.bindings.size()}});
  }
  console.out() << Dumped({{"version", 1},
                           {"command", "accept"},
                           {"dry_run", dry_run},
                           {"undo", change.undo()},
                           {"run", run ? Json(run->id) : Json()},
                           {"by", change.undo() ? Json() : Json(change.word().who)},
                           {"reason", change.undo() ? Json() : OrNull(change.word().why)},
                           {"segments", selected.segments},
                           {"absent", selected.absent},
                           {"translations", std::move(translations)}})
                << '\n';
}

void PrintText(const Selected& selected, const Change& change, const std::optional<RunRecord>& run, bool dry_run,
               Console& console) {
  for (const Selection& selection : selected.translations) {
    console.out() << fmt::format("{}/{}  {}  {}\n", Printable(selection.key.collection), Printable(selection.key.ref),
                                 selection.key.lang, Count(selection.bindings.size(), "segment"));
  }
  const std::string what = change.undo() ? "taken back" : "accepted";
  const std::string total =
      fmt::format("{} of {}", Count(selected.segments, "segment"), Count(selected.translations.size(), "translation"));
  if (selected.translations.empty()) {
    console.out() << (change.undo() ? "there is no such acceptance\n" : "there is nothing to accept\n");
  } else if (dry_run) {
    console.out() << fmt::format("{} would be {}\n", total, what);
  } else if (change.undo()) {
    console.out() << fmt::format("{} {}\n", total, what);
  } else {
    console.out() << fmt::format("{} {}; `lockstep accept --undo --run {}` takes it back\n", total, what, run->id);
  }
  if (selected.absent > 0) {
    console.Info(
        fmt::format("{} not there: only what is there can be accepted",
                    selected.absent == 1 ? "1 document is" : fmt::format("{} documents are", selected.absent)));
  }
}

}  // namespace

int RunAccept(const Arguments& arguments, Console& console) {
  const Configuration configuration = LoadConfiguration(arguments, console);
  std::optional<StoreSession> session = OpenSyncedStore(arguments, configuration, console);
  if (!session) return kFailed;
  const StoreReader reader = session->store.Reader();
  const ReviewQuery query = ReadQuery(arguments, configuration, reader, NowMs());
  Change change(arguments, query, configuration.site);
  const TranslationWalk walk(reader, configuration, query);
  const Locales locales(configuration.locales);
  TranslationReporter reporter(reader, locales, configuration, query);

  const Selected selected = change.Choose(walk, reporter);
  ExpectSynced(selected.translations, configuration, reader);
  const bool dry_run = arguments.Has("dry-run");
  const std::optional<RunRecord> run = dry_run ? std::nullopt : Write(selected, change, arguments, session->store);
  if (console.json()) {
    PrintJson(selected, change, run, dry_run, console);
  } else {
    PrintText(selected, change, run, dry_run, console);
  }
  return kDone;
}

}  // namespace lockstep
