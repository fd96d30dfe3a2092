#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "locales/unicode.h"
#include "pipeline/grouped.h"
#include "pipeline/log_command.h"
#include "pipeline/tm_command.h"
#include "pipeline/tm_session.h"
#include "store/fuzzy_index.h"
#include "store/memory_upkeep.h"

namespace lockstep {
namespace {

using Json = nlohmann::ordered_json;

// Without --list, as many inconsistencies are shown.
constexpr std::size_t kShown = 10;

// A source that the site translates in several ways.
struct Inconsistency {
  Unit unit;               // the most used variant first
  std::uint64_t uses = 0;  // of all variants
};

struct PairStats {
  LanguagePair pair;
  std::uint64_t units = 0;
  std::uint64_t variants = 0;
  std::uint64_t used = 0;  // variants that stand in the site
  std::uint64_t words = 0;
  std::uint64_t inconsistent = 0;
  std::vector<Inconsistency> inconsistencies;  // the most used first
};

std::uint64_t InUse(const Unit& unit) {
  return static_cast<std::uint64_t>(
      std::count_if(unit.variants.begin(), unit.variants.end(), [](const Variant& v) { return v.uses > 0; }));
}

Inconsistency InconsistencyOf(Unit unit) {
  std::erase_if(unit.variants, [](const Variant& variant) { return variant.uses == 0; });
  std::stable_sort(unit.variants.begin(), unit.variants.end(),
                   [](const Variant& a, const Variant& b) { return a.uses > b.uses; });
  Inconsistency inconsistency{std::move(unit)};
  for (const Variant& variant : inconsistency.unit.variants) inconsistency.uses += variant.uses;
  return inconsistency;
}

bool MattersMore(const Inconsistency& a, const Inconsistency& b) {
  return std::tuple(b.uses, std::string_view(a.unit.source)) < std::tuple(a.uses, std::string_view(b.unit.source));
}

// Keeps no more than `most` inconsistencies, so that memory is bounded.
PairStats StatsOf(const LanguagePair& pair, const MemoryReader& reader, std::size_t most) {
  PairStats stats;
  stats.pair = pair;
  const auto trim = [&] {
    std::sort(stats.inconsistencies.begin(), stats.inconsistencies.end(), MattersMore);
    if (stats.inconsistencies.size() > most) stats.inconsistencies.resize(most);
  };
  reader.ForEachUnit(pair, [&](TextKey, const Unit& unit) {
    ++stats.units;
    stats.variants += unit.variants.size();
    stats.words += CountWords(unit.source);
    const std::uint64_t in_use = InUse(unit);
    stats.used += in_use;
    if (in_use < 2) return true;
    ++stats.inconsistent;
    stats.inconsistencies.push_back(InconsistencyOf(unit));
    if (stats.inconsistencies.size() >= 2 * most) trim();
    return true;
  });
  trim();
  return stats;
}

Json JsonOf(const Inconsistency& inconsistency) {
  Json targets = Json::array();
  for (const Variant& variant : inconsistency.unit.variants) {
    targets.push_back({{"target", variant.target}, {"uses", variant.uses}});
  }
  return {{"source", inconsistency.unit.source}, {"uses", inconsistency.uses}, {"targets", std::move(targets)}};
}

Json JsonOf(const PairStats& stats) {
  Json inconsistencies = Json::array();
  for (const Inconsistency& inconsistency : stats.inconsistencies) inconsistencies.push_back(JsonOf(inconsistency));
  return {{"source_lang", stats.pair.source},
          {"target_lang", stats.pair.target},
          {"units", stats.units},
          {"variants", stats.variants},
          {"used", stats.used},
          {"words", stats.words},
          {"inconsistent", stats.inconsistent},
          {"inconsistencies", std::move(inconsistencies)}};
}

void PrintTable(const std::vector<PairStats>& all, Console& console) {
  std::vector<std::vector<std::string>> rows = {
      {"from", "to", "sources", "translations", "in use", "words", "inconsistent"}};
  for (const PairStats& stats : all) {
    rows.push_back({stats.pair.source, stats.pair.target, Grouped(stats.units), Grouped(stats.variants),
                    Grouped(stats.used), Grouped(stats.words), Grouped(stats.inconsistent)});
  }
  console.out() << RenderTable(rows, {false, false, true, true, true, true, true}, console);
}

void PrintInconsistencies(const PairStats& stats, Console& console) {
  if (stats.inconsistencies.empty()) return;
  console.out() << fmt::format("\nSources with several translations in use, {} to {}:\n", stats.pair.source,
                               stats.pair.target);
  for (const Inconsistency& inconsistency : stats.inconsistencies) {
    console.out() << fmt::format("\n{}\n", console.Paint(Style::kBold, Printable(inconsistency.unit.source)));
    for (const Variant& variant : inconsistency.unit.variants) {
      console.out() << fmt::format("  {:>5}  {}\n", variant.uses, Printable(variant.target));
    }
  }
  if (stats.inconsistent > stats.inconsistencies.size()) {
    console.out() << fmt::format("\n... and {} more; --list shows them\n",
                                 stats.inconsistent - stats.inconsistencies.size());
  }
}

}  // namespace

int RunTmStats(const Arguments& arguments, Console& console) {
  const Configuration configuration = LoadConfiguration(arguments, console);
  StoreSession session = OpenTmStore(arguments, configuration, false, console);
  const MemoryReader reader(session.store.engine());
  std::vector<PairStats> all;
  for (const LanguagePair& pair : PairsMeant(arguments, reader)) {
    all.push_back(StatsOf(pair, reader, arguments.Has("list") ? 1'000'000 : kShown));
  }
  if (console.json()) {
    Json pairs = Json::array();
    for (const PairStats& stats : all) pairs.push_back(JsonOf(stats));
    console.out() << Json{{"version", 1}, {"command", "tm stats"}, {"pairs", std::move(pairs)}}.dump(
                         -1, ' ', false, Json::error_handler_t::replace)
                  << '\n';
    return kDone;
  }
  PrintTable(all, console);
  for (const PairStats& stats : all) PrintInconsistencies(stats, console);
  return kDone;
}

int RunTmForget(const Arguments& arguments, Console& console) {
  const Configuration configuration = LoadConfiguration(arguments, console);
  StoreSession session = OpenTmStore(arguments, configuration, false, console);
  const auto id = static_cast<std::uint64_t>(arguments.Number("run").value());
  const RunRecord run_to_undo = KnownRun(session.store.Reader(), id);
  TmRun forgetting(arguments, session.store);
  const std::uint64_t gone = ForgetRun(session.store.engine(), id);
  const bool was_sync = run_to_undo.command == "sync";
  if (was_sync) HearSiteAgain(session.store.engine());
  forgetting.Finish();
  if (console.json()) {
    const Json json = {{"version", 1},
                       {"command", "tm forget"},
                       {"run", forgetting.id()},
                       {"forgotten_run", id},
                       {"translations", gone}};
    console.out() << json.dump() << '\n';
    return kDone;
  }
  console.out() << fmt::format("{} translation{} that only run {} brought {} forgotten\n", gone, gone == 1 ? "" : "s",
                               id, gone == 1 ? "is" : "are");
  if (was_sync)
    console.Info(fmt::format("run {} was a sync: the next `lockstep sync` brings back what the site still says", id));
  return kDone;
}

}  // namespace lockstep
