#include "pipeline/status_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "locales/unicode.h"
#include "pipeline/configuration.h"
#include "pipeline/console.h"
#include "pipeline/cross_diagnostics.h"
#include "pipeline/review_state.h"
#include "store/session.h"

namespace lockstep {
namespace {

using Json = nlohmann::ordered_json;

struct Tally {
  std::uint64_t current = 0, missing = 0, orphan = 0;
  std::uint64_t words = 0;  // of the target documents
  std::uint64_t reviews() const { return current + missing + orphan; }

  void Add(const TargetState& state) {
    ++(state.state == ReviewState::kCurrent ? current : state.state == ReviewState::kMissing ? missing : orphan);
    if (state.target != nullptr) words += state.target->words;
  }
  void Add(const Tally& other) {
    current += other.current;
    missing += other.missing;
    orphan += other.orphan;
    words += other.words;
  }
};

// Which of the (review, language) pairs are asked for.
struct Filter {
  std::set<std::string> langs;  // empty = all
  std::optional<std::string> collection;
  std::optional<std::string> state;

  bool Takes(const TargetState& target) const {
    return (langs.empty() || langs.contains(target.lang)) && (!state || *state == Name(target.state));
  }
};

Filter FilterOf(const Arguments& arguments, const SiteRules& rules) {
  Filter filter{.langs = {}, .collection = arguments.Value("collection"), .state = arguments.Value("state")};
  for (const std::string& lang : arguments.Values("lang")) {
    const std::optional<std::string> tag = CanonicalLanguageTag(lang);
    if (!tag)
      throw UsageError(
          fmt::format("--lang: \"{}\" is no language tag, expected one such as \"ja\" or \"pt-BR\"", lang));
    filter.langs.insert(*tag);
  }
  const auto named = [&](const Collection& collection) { return collection.name == *filter.collection; };
  if (filter.collection && std::none_of(rules.collections.begin(), rules.collections.end(), named)) {
    throw UsageError(fmt::format("--collection: the site has no collection \"{}\"", *filter.collection));
  }
  return filter;
}

std::string Dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Calls `visit` for each (review, target language) that the filter takes, by collection, ref and language.
template <typename Visit>
void ForEachTarget(const StoreReader& reader, const SiteRules& rules, const Filter& filter, Visit visit) {
  TargetLanguages found(rules);
  reader.ForEachReview([&](const std::vector<IndexEntry>& review) {
    for (const IndexEntry& entry : review) found.See(entry);
  });
  const std::set<std::string> configured(rules.targets.begin(), rules.targets.end());
  reader.ForEachReview([&](const std::vector<IndexEntry>& review) {
    const std::string& collection = review.front().key.collection;
    if (filter.collection && *filter.collection != collection) return;
    const std::set<std::string>& targets = configured.empty() ? found.Of(collection) : configured;
    for (const TargetState& target : StatesOf(review, rules.source_lang, targets)) {
      if (filter.Takes(target)) visit(review.front().key, target);
    }
  });
}

// The reason for a state that needs none of the texts.
Json ReasonsOf(ReviewState state) {
  if (state == ReviewState::kCurrent) return Json::array();
  return Json::array({{{"state", Name(state)},
                       {"class", "structure"},
                       {"severity", "high"},
                       {"field", nullptr},
                       {"old", nullptr},
                       {"new", nullptr},
                       {"source_line", nullptr},
                       {"target_line", nullptr},
                       {"source_text", nullptr},
                       {"target_text", nullptr},
                       {"since", nullptr}}});
}

Json JsonOf(const DocumentKey& key, const TargetState& target) {
  const auto path = [](const IndexEntry* entry) { return entry == nullptr ? Json() : Json(entry->path); };
  return {{"collection", key.collection},
          {"ref", key.ref},
          {"lang", target.lang},
          {"source_path", path(target.source)},
          {"target_path", path(target.target)},
          {"state", Name(target.state)},
          {"severity", target.state == ReviewState::kCurrent ? "none" : "high"},
          {"since", nullptr},
          {"reasons", ReasonsOf(target.state)}};
}

std::string LineOf(const DocumentKey& key, const TargetState& target, const Console& console) {
  const Style style = target.state == ReviewState::kCurrent ? Style::kGreen : Style::kYellow;
  const IndexEntry* shown = target.target != nullptr ? target.target : target.source;
  return fmt::format("{} {:<8} {}/{}  {}\n", console.Paint(style, fmt::format("{:<8}", Name(target.state))),
                     target.lang, Printable(key.collection), Printable(key.ref),
                     console.Paint(Style::kDim, Printable(shown->path)));
}

int PrintList(const StoreReader& reader, const SiteRules& rules, const Filter& filter, Console& console) {
  ForEachTarget(reader, rules, filter, [&](const DocumentKey& key, const TargetState& target) {
    console.out() << (console.json() ? Dumped(JsonOf(key, target)) + "\n" : LineOf(key, target, console));
  });
  return kDone;
}

std::string Grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

std::vector<std::string> Row(const std::string& lang, const std::string& name, const Tally& tally) {
  const std::uint64_t wanted = tally.current + tally.missing;
  // Cut, not rounded: 100 % means that nothing is left to do.
  const std::string share = wanted == 0 ? "-" : fmt::format("{} %", tally.current * 100 / wanted);
  return {lang,
          name,
          Grouped(tally.reviews()),
          Grouped(tally.current),
          Grouped(tally.missing),
          Grouped(tally.orphan),
          share,
          Grouped(tally.words)};
}

int PrintTable(const std::map<std::string, Tally>& by_lang, const Tally& total, Console& console) {
  if (console.json()) {
    Json languages = Json::array();
    for (const auto& [lang, tally] : by_lang) {
      languages.push_back({{"lang", lang},
                           {"reviews", tally.reviews()},
                           {"current", tally.current},
                           {"missing", tally.missing},
                           {"orphan", tally.orphan},
                           {"words", tally.words}});
    }
    console.out() << Dumped({{"version", 1}, {"command", "status"}, {"languages", languages}}) << '\n';
    return kDone;
  }
  std::vector<std::vector<std::string>> rows = {
      {"", "language", "reviews", "current", "missing", "orphan", "share", "words"}};
  for (const auto& [lang, tally] : by_lang) rows.push_back(Row(lang, LanguageName(lang), tally));
  if (by_lang.size() > 1) rows.push_back(Row("", "all", total));
  console.out() << RenderTable(rows, {false, false, true, true, true, true, true, true}, console);
  return kDone;
}

int PrintSummary(const StoreReader& reader, const SiteRules& rules, const Filter& filter, Console& console) {
  std::map<std::string, Tally> by_lang;
  ForEachTarget(reader, rules, filter,
                [&](const DocumentKey&, const TargetState& target) { by_lang[target.lang].Add(target); });
  Tally total;
  for (const auto& [lang, tally] : by_lang) total.Add(tally);
  return PrintTable(by_lang, total, console);
}

int PrintDiagnostics(const StoreReader& reader, const Configuration& configuration, Console& console) {
  const std::vector<Diagnostic> derived = FindCrossDiagnostics(reader, configuration);
  auto next = derived.begin();
  const auto print = [&](const Diagnostic& diagnostic) {
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
  const Configuration configuration = LoadConfiguration(arguments, console);
  const Filter filter = FilterOf(arguments, configuration.rules);
  const std::string directory = configuration.store.string();
  if (!StoreExists(directory)) {
    console.Failure("store", fmt::format("there is no store in {}", directory), "run `lockstep sync` first");
    return kFailed;
  }
  StoreLock::Options lock{.command = "status", .create = false};
  if (const auto wait = arguments.Number("wait", 0, 86'400)) lock.wait = std::chrono::seconds(*wait);
  const StoreSession session = OpenStore(directory, lock);
  const StoreReader reader = session.store.Reader();
  if (!reader.LastRun()) {
    console.Failure("store", fmt::format("the store in {} is empty", directory), "run `lockstep sync` first");
    return kFailed;
  }
  if (arguments.Has("diagnostics")) return PrintDiagnostics(reader, configuration, console);
  if (arguments.Has("list")) return PrintList(reader, configuration.rules, filter, console);
  return PrintSummary(reader, configuration.rules, filter, console);
}

}  // namespace lockstep
