#include "pipeline/analyse_command.h"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "locales/unicode.h"
#include "pipeline/analysis.h"
#include "pipeline/grouped.h"
#include "pipeline/review_query.h"
#include "pipeline/review_state.h"
#include "pipeline/tm_session.h"
#include "pipeline/translation_binder.h"
#include "pipeline/translation_walk.h"
#include "stages/memory_feed.h"
#include "store/fuzzy_index.h"
#include "store/memory_lookup.h"

namespace lockstep {
namespace {

using Json = nlohmann::ordered_json;

constexpr LookupOptions kBest{.threshold = 50, .limit = 1};

// The memory of one pair of languages, open, and the work into the target language.
class Work {
 public:
  Work(const View& view, const LanguagePair& pair, const Locales& locales)
      : index_(view, pair),
        facts_(std::make_unique<FactTools>(locales)),
        lookup_(
            view, index_, pair,
            [facts = facts_.get(), pair](const std::string& text) { return facts->TraitsOf(pair.source, text); },
            [](const std::string&, const Match&) { return std::nullopt; }) {}

  void Add(std::uint64_t file, const std::string& text, const SegmentContext& context) {
    analysis_.Add(file, text, context, [&](const std::string& wanted, const SegmentContext& at) {
      std::vector<Match> matches = lookup_.Find({wanted, at}, kBest);
      return matches.empty() ? std::nullopt : std::optional(std::move(matches.front()));
    });
  }
  const Analysis& analysis() const { return analysis_; }

 private:
  FuzzyIndex index_;
  std::unique_ptr<FactTools> facts_;
  MemoryLookup lookup_;
  Analysis analysis_;
};

using WorkByLanguage = std::map<std::string, std::unique_ptr<Work>>;

// The segments of the source that have no translation, or one that was made for another wording.
std::vector<bool> NeedWork(const TargetState& target, std::size_t segments, TranslationBinder& binder) {
  std::vector<bool> needed(segments, true);
  if (target.presence != Presence::kPresent) return needed;
  for (const Binding& binding : binder.Load(*target.source, *target.target).bindings) {
    if (binding.target.empty() || binding.source_basis) continue;
    for (const std::uint32_t source : binding.source) needed[source] = false;
  }
  return needed;
}

class Analyser {
 public:
  Analyser(const Configuration& configuration, const View& view, bool all)
      : rules_(&configuration.rules),
        locales_(configuration.locales),
        view_(&view),
        reader_(view),
        binder_(reader_, locales_, configuration.policy),
        all_(all) {}

  WorkByLanguage Run(const TranslationWalk& walk, Console& console) {
    std::uint64_t translations = 0, done = 0;
    walk.ForEach([&](const DocumentKey&, const TargetState&) { ++translations; });
    WorkByLanguage work;
    walk.ForEach([&](const DocumentKey&, const TargetState& target) {
      console.Progress("analyse", ++done, translations);
      if (target.source != nullptr) Add(target, done, work);
    });
    console.ClearProgress();
    return work;
  }

 private:
  void Add(const TargetState& target, std::uint64_t file, WorkByLanguage& work) {
    std::unique_ptr<Work>& of_lang = work[target.lang];
    if (!of_lang) of_lang = std::make_unique<Work>(*view_, LanguagePair{rules_->source_lang, target.lang}, locales_);
    std::optional<DocumentRecord> document = reader_.Document(target.source->path);
    if (!document) return;
    const Outline outline{std::move(document->key), std::move(document->segments)};
    const std::vector<bool> needed =
        all_ ? std::vector<bool>(outline.segments.size(), true) : NeedWork(target, outline.segments.size(), binder_);
    for (std::size_t n = 0; n < outline.segments.size(); ++n) {
      if (needed[n] && IsFed(outline.segments[n]))
        of_lang->Add(file, outline.segments[n].text, ContextOf(outline, n, n));
    }
  }

  const SiteRules* rules_;
  Locales locales_;
  const View* view_;
  StoreReader reader_;
  TranslationBinder binder_;
  bool all_;
};

template <typename Visit>
void ForEachBand(const Analysis& analysis, const Visit& visit) {
  for (std::size_t n = 0; n < kBands; ++n) {
    const Band band = static_cast<Band>(n);
    visit(Name(band), analysis.Of(band));
  }
}

Json JsonOf(const Amount& amount) {
  return {{"segments", amount.segments}, {"words", amount.words}, {"characters", amount.characters}};
}

void PrintJson(const WorkByLanguage& work, Console& console) {
  Json languages = Json::array();
  for (const auto& [lang, of_lang] : work) {
    Json bands = Json::array();
    ForEachBand(of_lang->analysis(), [&](const char* name, const Amount& amount) {
      Json band = {{"band", name}};
      band.update(JsonOf(amount));
      bands.push_back(std::move(band));
    });
    languages.push_back({{"lang", lang},
                         {"bands", std::move(bands)},
                         {"repeated_within_files", JsonOf(of_lang->analysis().repeated_within())},
                         {"total", JsonOf(of_lang->analysis().Total())}});
  }
  console.out() << Json{{"version", 1}, {"command", "analyse"}, {"languages", std::move(languages)}}.dump() << '\n';
}

void PrintCsv(const WorkByLanguage& work, Console& console) {
  console.out() << "language,band,segments,words,characters\n";
  for (const auto& [lang, of_lang] : work) {
    ForEachBand(of_lang->analysis(), [&, &name = lang](const char* band, const Amount& amount) {
      console.out() << fmt::format("{},{},{},{},{}\n", name, band, amount.segments, amount.words, amount.characters);
    });
  }
}

void PrintTables(const WorkByLanguage& work, Console& console) {
  bool first = true;
  for (const auto& [lang, of_lang] : work) {
    const Amount total = of_lang->analysis().Total();
    std::vector<std::vector<std::string>> rows = {{LanguageName(lang), "segments", "words", "characters", "share"}};
    const auto add = [&](const std::string& name, const Amount& amount) {
      const std::string share =
          total.words == 0 ? "-" : fmt::format("{}%", (amount.words * 200 + total.words) / (2 * total.words));
      rows.push_back({name, Grouped(amount.segments), Grouped(amount.words), Grouped(amount.characters), share});
    };
    ForEachBand(of_lang->analysis(), [&](const char* name, const Amount& amount) { add(name, amount); });
    add("all", total);
    if (!std::exchange(first, false)) console.out() << '\n';
    console.out() << RenderTable(rows, {false, true, true, true, true}, console);
  }
}

}  // namespace

int RunAnalyse(const Arguments& arguments, Console& console) {
  const Configuration configuration = LoadConfiguration(arguments, console);
  const ReviewQuery scope = ReadScope(arguments, configuration.rules);
  StoreSession session = OpenTmStore(arguments, configuration, false, console);
  Engine& engine = session.store.engine();
  PrepareIndexes(MemoryReader(engine).Pairs(), engine, console);
  const std::unique_ptr<View> view = engine.Snapshot();
  const StoreReader reader(*view);
  const TranslationWalk walk(reader, configuration, scope);
  const WorkByLanguage work = Analyser(configuration, *view, arguments.Has("all")).Run(walk, console);
  if (console.json()) {
    PrintJson(work, console);
  } else if (arguments.Has("csv")) {
    PrintCsv(work, console);
  } else {
    PrintTables(work, console);
  }
  return kDone;
}

}  // namespace lockstep
