#include "pipeline/status_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>

#include "locales/unicode.h"
#include "pipeline/console.h"
#include "pipeline/cross_diagnostics.h"
#include "pipeline/grouped.h"
#include "pipeline/health.h"
#include "pipeline/metrics.h"
#include "pipeline/reason_rendering.h"
#include "pipeline/review_query.h"
#include "pipeline/store_access.h"
#include "pipeline/verdict_walk.h"
#include "stages/keying.h"

namespace lockstep {
namespace {

using Json = nlohmann::ordered_json;

// Whatever its state: it says something that the source does not.
bool IsAhead(const Verdict& verdict) {
  return std::any_of(verdict.reasons.begin(), verdict.reasons.end(),
                     [](const Reason& reason) { return reason.state == State::kAhead; });
}

struct Tally {
  std::map<State, std::uint64_t> by_state;
  std::uint64_t ahead = 0;  // whatever their state
  std::uint64_t words = 0;  // of the target documents

  std::uint64_t Of(State state) const {
    const auto found = by_state.find(state);
    return found == by_state.end() ? 0 : found->second;
  }
  std::uint64_t reviews() const {
    return std::accumulate(by_state.begin(), by_state.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const auto& state) { return sum + state.second; });
  }
  void Add(const Judged& judged) {
    ++by_state[judged.verdict.state];
    ahead += IsAhead(judged.verdict) ? 1 : 0;
    if (judged.target.target != nullptr) words += judged.target.target->words;
  }
  void Add(const Tally& other) {
    for (const auto& [state, count] : other.by_state) by_state[state] += count;
    ahead += other.ahead;
    words += other.words;
  }
};

Style StyleOf(State state) {
  return state == State::kCurrent ? Style::kGreen : state == State::kStale ? Style::kRed : Style::kYellow;
}

std::string LineOf(const DocumentKey& key, const Judged& judged, const Console& console) {
  const State state = judged.verdict.state;
  const IndexEntry* shown = judged.target.target != nullptr ? judged.target.target : judged.target.source;
  return fmt::format("{} {:<6} {:<8} {}/{}  {}\n", console.Paint(StyleOf(state), fmt::format("{:<8}", Name(state))),
                     Name(judged.verdict.severity), judged.target.lang, Printable(key.collection), Printable(key.ref),
                     console.Paint(Style::kDim, Printable(shown->path)));
}

// What is asked for: a part of the site, and of it the documents that are in a state.
struct Filter {
  ReviewQuery scope;
  std::optional<std::string> state;

  bool Takes(const Verdict& verdict) const {
    return !state || *state == Name(verdict.state) || (*state == Name(State::kAhead) && IsAhead(verdict));
  }
};

// Calls `visit` for each translation that the filter takes, by collection, ref and language.
template <typename Visit>
void ForEachTaken(const StoreReader& reader, const Configuration& configuration, const Filter& filter,
                  const Visit& visit) {
  ForEachVerdict(reader, configuration, filter.scope, [&](const DocumentKey& review, const Judged& judged) {
    if (filter.Takes(judged.verdict)) visit(review, judged);
  });
}

int PrintList(const StoreReader& reader, const Configuration& configuration, const Filter& filter, Console& console) {
  ForEachTaken(reader, configuration, filter, [&](const DocumentKey& key, const Judged& judged) {
    console.out() << (console.json() ? Dumped(TranslationJson(key, judged)) + "\n" : LineOf(key, judged, console));
  });
  return kDone;
}

std::vector<std::string> Row(const std::string& lang, const std::string& name, const Tally& tally) {
  const std::uint64_t wanted = tally.reviews() - tally.Of(State::kOrphan);
  // Cut, not rounded: 100 % means that nothing is left to do.
  const std::string share = wanted == 0 ? "-" : fmt::format("{}%", tally.Of(State::kCurrent) * 100 / wanted);
  return {lang,
          name,
          Grouped(tally.reviews()),
          Grouped(tally.Of(State::kCurrent)),
          Grouped(tally.Of(State::kStale)),
          Grouped(tally.Of(State::kSuspect)),
          Grouped(tally.Of(State::kMissing)),
          Grouped(tally.Of(State::kOrphan)),
          Grouped(tally.ahead),
          share,
          Grouped(tally.words)};
}

int PrintTable(const std::map<std::string, Tally>& by_lang, const Tally& total, Console& console) {
  if (console.json()) {
    Json languages = Json::array();
    for (const auto& [lang, tally] : by_lang) {
      languages.push_back({{"lang", lang},
                           {"reviews", tally.reviews()},
                           {"current", tally.Of(State::kCurrent)},
                           {"stale", tally.Of(State::kStale)},
                           {"suspect", tally.Of(State::kSuspect)},
                           {"missing", tally.Of(State::kMissing)},
                           {"orphan", tally.Of(State::kOrphan)},
                           {"ahead", tally.ahead},
                           {"words", tally.words}});
    }
    console.out() << Dumped({{"version", 1}, {"command", "status"}, {"languages", languages}}) << '\n';
    return kDone;
  }
  std::vector<std::vector<std::string>> rows = {
      {"", "language", "reviews", "current", "stale", "suspect", "missing", "orphan", "ahead", "share", "words"}};
  for (const auto& [lang, tally] : by_lang) rows.push_back(Row(lang, LanguageName(lang), tally));
  if (by_lang.size() > 1) rows.push_back(Row("", "all", total));
  console.out() << RenderTable(rows, {false, false, true, true, true, true, true, true, true, true, true}, console);
  return kDone;
}

int PrintSummary(const StoreReader& reader, const Configuration& configuration, const Filter& filter,
                 Console& console) {
  std::map<std::string, Tally> by_lang;
  ForEachTaken(reader, configuration, filter,
               [&](const DocumentKey&, const Judged& judged) { by_lang[judged.target.lang].Add(judged); });
  Tally total;
  for (const auto& [lang, tally] : by_lang) total.Add(tally);
  return PrintTable(by_lang, total, console);
}

// Of a file that was never a document, its path says what it can.
bool IsInScope(const std::string& path, const ReviewQuery& scope, const SiteRules& rules, const StoreReader& reader) {
  if (scope.IsEverything()) return true;
  const std::optional<FileRecord> file = reader.File(path);
  const std::optional<PathMatch> match = MatchPath(path, rules);
  const DocumentKey key = file && file->key ? *file->key
                          : match           ? DocumentKey{match->collection->name, "", match->lang}
                                            : DocumentKey();
  return scope.TakesLanguage(key.lang) && (!scope.collection || *scope.collection == key.collection);
}

int PrintDiagnostics(const StoreReader& reader, const Configuration& configuration, const ReviewQuery& scope,
                     Console& console) {
  std::vector<Diagnostic> derived;
  FindCrossDiagnostics(reader, configuration, nullptr,
                       [&](Diagnostic diagnostic) { derived.push_back(std::move(diagnostic)); });
  std::sort(derived.begin(), derived.end());
  auto next = derived.begin();
  const auto print = [&](const Diagnostic& diagnostic) {
    if (!IsInScope(diagnostic.where.path, scope, configuration.rules, reader)) return;
    console.out() << (console.json() ? RenderJson(diagnostic) + "\n"
                                     : RenderText(diagnostic, console.options().color_out));
  };
  reader.ForEachDiagnostic([&](const Diagnostic& stored) {
    while (next != derived.end() && *next < stored) print(*next++);
    print(stored);
  });
  while (next != derived.end()) print(*next++);
  return kDone;
}

}  // namespace

int RunStatus(const Arguments& arguments, Console& console) {
  if (arguments.Has("health")) return RunHealth(arguments, console);
  const Configuration configuration = LoadConfiguration(arguments, console);
  const Filter filter{ReadScope(arguments, configuration.rules), arguments.Value("state")};
  const std::optional<StoreSession> session = OpenSyncedStore(arguments, configuration, console);
  if (!session) return kFailed;
  const StoreReader reader = session->store.Reader();
  if (const auto file = arguments.Value("metrics-file")) WriteMetrics(*file, reader, configuration);
  if (arguments.Has("diagnostics")) return PrintDiagnostics(reader, configuration, filter.scope, console);
  if (arguments.Has("list")) return PrintList(reader, configuration, filter, console);
  return PrintSummary(reader, configuration, filter, console);
}

}  // namespace lockstep
