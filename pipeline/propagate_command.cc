#include "pipeline/propagate_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/configuration.h"
#include "pipeline/reason_rendering.h"
#include "pipeline/review_query.h"
#include "pipeline/site_documents.h"
#include "pipeline/site_languages.h"
#include "pipeline/store_access.h"
#include "pipeline/translation_report.h"
#include "pipeline/translation_walk.h"
#include "pipeline/translation_writer.h"
#include "pipeline/unified_diff.h"
#include "stages/keying.h"
#include "stages/propagation.h"

namespace lockstep {
namespace {

using Json = nlohmann::ordered_json;

// What one translation takes over.
struct Plan {
  TranslationChange change;
  std::vector<Propagation> done;
};

class Propagator {
 public:
  Propagator(const StoreReader& reader, const Locales& locales, const Configuration& configuration,
             const ReviewQuery& query)
      : configuration_(&configuration),
        reporter_(reader, locales, configuration, query),
        documents_(configuration, locales, reader),
        languages_(configuration, reader),
        tools_(locales) {}

  // Nothing where there is nothing to take over. Throws NotSynced.
  std::optional<Plan> Make(const DocumentKey& review, const TargetState& target) {
    if (target.presence != Presence::kPresent || !target.source->usable || !target.target->usable) return std::nullopt;
    const TranslationReport report = reporter_.Report(review, target);
    const TranslationBinder::Loaded& loaded = report.translation;
    const SiteDocument source = documents_.Load(target.source->path);
    SiteDocument translation = documents_.Load(target.target->path);
    left_out_ += CountVerbatim(report.entry);
    const std::vector<Propagation> found =
        FindPropagations(source.document, translation.document, loaded.bindings, report.findings,
                         LinksOf(*target.source, *target.target),
                         {tools_.For(source.document.key.lang).facts, tools_.For(translation.document.key.lang).facts});
    if (found.empty()) return std::nullopt;
    Propagated made = Propagate(translation.document, found, documents_.PreparerFor(target.target->path));
    if (made.done.empty()) return std::nullopt;
    Plan plan;
    plan.change = {report.entry.key,
                   target.source->path,
                   target.target->path,
                   std::move(made.document),
                   translation.state,
                   std::move(translation.document.source.text),
                   {}};
    for (std::size_t i = 0; i < made.done.size(); ++i) {
      for (const PlannedEdit::Written& written : made.done[i].edit.written) {
        const Range range{made.where[i].begin + written.range.begin, made.where[i].begin + written.range.end};
        plan.change.made.push_back({loaded.bindings[written.item].source, {range}});
      }
    }
    plan.done = std::move(made.done);
    left_out_ -= CountWritten(report.entry, plan.done);
    return plan;
  }

  // Lines of code, HTML and the like that stay as they are, of all that Make looked at.
  std::size_t left_out() const { return left_out_; }

 private:
  static bool IsVerbatimOfSource(const DiffItem& item) { return item.is_verbatim && !item.reason.is_addition; }

  static std::size_t CountVerbatim(const DiffEntry& entry) {
    return static_cast<std::size_t>(std::count_if(entry.items.begin(), entry.items.end(), IsVerbatimOfSource));
  }

  // Of those, what is taken over.
  static std::size_t CountWritten(const DiffEntry& entry, const std::vector<Propagation>& done) {
    std::set<std::size_t> written;
    for (const Propagation& one : done) {
      for (const PlannedEdit::Written& line : one.edit.written) written.insert(line.item);
    }
    return static_cast<std::size_t>(std::count_if(entry.items.begin(), entry.items.end(), [&](const DiffItem& item) {
      return IsVerbatimOfSource(item) && item.binding && written.contains(*item.binding);
    }));
  }

  LinkLanguages LinksOf(const IndexEntry& source, const IndexEntry& target) {
    const std::optional<PathMatch> match = MatchPath(source.path, configuration_->rules);
    const bool has_text = match && !match->lang_text.empty();
    return {has_text ? match->lang_text : source.key.lang,
            languages_.Of(target.key.collection, target.key.lang).path_text};
  }

  const Configuration* configuration_;
  TranslationReporter reporter_;
  SiteDocuments documents_;
  SiteLanguages languages_;
  Toolbox tools_;
  std::size_t left_out_ = 0;
};

std::string Words(Carried what, std::size_t count) {
  const char* s = count == 1 ? "" : "s";
  switch (what) {
    case Carried::kField: return fmt::format("{} copied field{}", count, s);
    case Carried::kDerived: return fmt::format("{} derived field{}", count, s);
    case Carried::kScore: return fmt::format("{} score line{}", count, s);
    case Carried::kReference: return fmt::format("{} reference{}", count, s);
    case Carried::kVerbatim: return fmt::format("{} piece{} of code", count, s);
    case Carried::kFigures: return fmt::format("{} sentence{} to look at", count, s);
  }
  return "";
}

std::string Summary(const std::map<Carried, std::size_t>& counts) {
  std::string text;
  for (const auto& [what, count] : counts) text += (text.empty() ? "" : ", ") + Words(what, count);
  return text;
}

Json PlanJson(const Plan& plan, const std::string& diff, bool is_written, const std::string& problem) {
  Json changes = Json::array();
  for (const Propagation& one : plan.done) changes.push_back({{"kind", Name(one.what)}, {"place", one.place}});
  return {{"version", 1},
          {"command", "propagate"},
          {"collection", plan.change.key.collection},
          {"ref", plan.change.key.ref},
          {"lang", plan.change.key.lang},
          {"path", plan.change.path},
          {"written", is_written},
          {"problem", OrNull(problem)},
          {"changes", std::move(changes)},
          {"diff", diff}};
}

// Shows what is taken over, and writes it where that is asked for.
class Output {
 public:
  Output(const Arguments& arguments, const Configuration& configuration, const Locales& locales, Store& store,
         Console& console)
      : console_(&console) {
    if (arguments.Has("write")) writer_.emplace(configuration, locales, store, arguments, Evidence::kPropagated);
  }

  void Take(const Plan& plan) {
    const TranslationChange& change = plan.change;
    const std::string diff = UnifiedDiff(change.path, change.before, change.document.source.text);
    std::string problem;
    if (writer_) problem = Write(change);
    for (const Propagation& one : plan.done) counts_[one.what] += problem.empty() ? 1 : 0;
    ++translations_;
    if (console_->json()) {
      console_->out() << Dumped(PlanJson(plan, diff, writer_ && problem.empty(), problem)) << '\n';
    } else {
      console_->out() << diff;
    }
  }

  void LeaveOut(const std::string& why) {
    refused_ = true;
    console_->Failure("file", why, "");
  }

  // `left_out`: lines that stay as they are.
  int Finish(std::size_t left_out) {
    const std::optional<RunRecord> run = writer_ ? writer_->Finish(*console_) : std::nullopt;
    if (translations_ == 0) {
      if (!refused_) console_->Info("there is nothing to take over");
    } else if (!writer_) {
      console_->Info(fmt::format("{} would be written; --write does it", Summary(counts_)));
    } else if (run) {
      console_->Info(fmt::format("{} written; run {}", Summary(counts_), run->id));
    }
    if (left_out > 0) {
      console_->Info(fmt::format("not taken over: {} line{} of code, HTML or formulas; `lockstep diff` shows them",
                                 left_out, left_out == 1 ? "" : "s"));
    }
    return refused_ ? kFailed : kDone;
  }

 private:
  // Why it was not written, or "".
  std::string Write(const TranslationChange& change) {
    try {
      writer_->Write(change);
      return "";
    } catch (const WriteRefused& refused) {
      LeaveOut(fmt::format("{}: {}", change.path, refused.what()));
      return refused.what();
    }
  }

  Console* console_;
  std::optional<TranslationWriter> writer_;
  std::map<Carried, std::size_t> counts_;
  std::size_t translations_ = 0;
  bool refused_ = false;
};

}  // namespace

int RunPropagate(const Arguments& arguments, Console& console) {
  const Configuration configuration = LoadConfiguration(arguments, console);
  std::optional<StoreSession> session = OpenSyncedStore(arguments, configuration, console);
  if (!session) return kFailed;
  const std::unique_ptr<View> known = session->store.engine().Snapshot();
  const StoreReader reader(*known);
  const ReviewQuery query = ReadReviews(arguments, configuration, reader);
  const TranslationWalk walk(reader, configuration, query);
  const Locales locales(configuration.locales);
  Propagator propagator(reader, locales, configuration, query);
  Output output(arguments, configuration, locales, session->store, console);
  walk.ForEach([&](const DocumentKey& review, const TargetState& target) {
    try {
      if (const std::optional<Plan> plan = propagator.Make(review, target)) output.Take(*plan);
    } catch (const NotSynced& error) {
      output.LeaveOut(error.what());
    }
  });
  return output.Finish(propagator.left_out());
}

}  // namespace lockstep
