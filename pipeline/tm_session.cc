#include "pipeline/tm_session.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "locales/unicode.h"
#include "pipeline/document_loading.h"
#include "pipeline/points_in_time.h"
#include "pipeline/store_access.h"
#include "pipeline/version.h"
#include "stages/match_score.h"
#include "stages/repair.h"
#include "store/fuzzy_index.h"

namespace lockstep {
namespace {

constexpr std::uint64_t kAtOnce = 2000;  // pairings
// An index of fewer texts is made in no time.
constexpr std::uint64_t kTold = 10'000;
// Units come in no order of their keys: with the usual buffer, tables would be merged a dozen times.
constexpr std::size_t kFillBuffer = std::size_t{16} << 20;

bool Means(const std::string& lang, const std::string& of_pair) {
  if (of_pair == lang || of_pair == kAnyLanguage) return true;
  const std::vector<std::string> fallbacks = LanguageFallbacks(of_pair);
  return std::find(fallbacks.begin(), fallbacks.end(), lang) != fallbacks.end();
}

std::string Names(const std::vector<LanguagePair>& pairs) {
  std::string names;
  for (const LanguagePair& pair : pairs) names += (names.empty() ? "" : ", ") + pair.source + " to " + pair.target;
  return names;
}

}  // namespace

StoreSession OpenTmStore(const Arguments& arguments, const Configuration& configuration, bool to_fill,
                         Console& console) {
  StoreOptions engine;
  if (to_fill) engine.write_buffer_size = kFillBuffer;
  return OpenStore(configuration.store.string(), LockOptions(arguments, console, to_fill), engine);
}

std::vector<LanguagePair> PairsMeant(const Arguments& arguments, const MemoryReader& reader) {
  const std::string lang = LanguageArgument(arguments, "lang");
  std::vector<LanguagePair> all = reader.Pairs();
  if (all.empty()) {
    throw StoreError(
        "the translation memory is empty; run `lockstep sync`, `lockstep tm import` or `lockstep tm build`");
  }
  if (lang.empty()) return all;
  for (std::string LanguagePair::*const side : {&LanguagePair::target, &LanguagePair::source}) {
    std::vector<LanguagePair> meant = all;
    std::erase_if(meant, [&](const LanguagePair& pair) { return !Means(lang, pair.*side); });
    if (!meant.empty()) return meant;
    std::set<std::string> known;
    for (const LanguagePair& pair : all) known.insert(pair.*side);
    const std::optional<std::string> near = LanguageAmong(lang, known);
    if (!near) continue;
    std::erase_if(all, [&](const LanguagePair& pair) { return pair.*side != *near; });
    return all;
  }
  throw StoreError(fmt::format("the translation memory has nothing in \"{}\"; it has {}", lang, Names(all)));
}

void PrepareIndexes(const std::vector<LanguagePair>& pairs, Engine& engine, Console& console) {
  for (const LanguagePair& pair : pairs) {
    const std::uint64_t texts = MakeIndex(engine, pair);
    if (texts < kTold) continue;
    console.Info(fmt::format("the memory was asked for the first time: an index of its {} texts from {} to {} was made",
                             texts, pair.source, pair.target));
  }
}

const FactFinder& FactTools::FinderFor(const std::string& lang) {
  auto found = finders_.find(lang);
  if (found == finders_.end()) found = finders_.emplace(lang, FactFinder(locales_->For(lang))).first;
  return found->second;
}

MatchTraits FactTools::TraitsOf(const std::string& lang, const std::string& text) {
  return lockstep::TraitsOf(text, FinderFor(lang).Find(text));
}

std::optional<std::string> FactTools::Repair(const LanguagePair& pair, const std::string& text, const Match& match) {
  const FactRepairer repairer(FinderFor(pair.source), FinderFor(pair.target), locales_->For(pair.target));
  return repairer.Repair(text, match.source, match.target);
}

TmRun::TmRun(const Arguments& arguments, Store& store)
    : store_(&store),
      run_(store.BeginRun({.command = arguments.command->name,
                           .version = Version(),
                           .begin_ms = NowMs(),
                           .host = HostName(),
                           .arguments = arguments.words})) {}

void ExpectReadableTwice(const std::vector<std::string>& files) {
  for (const std::string& file : files) {
    std::error_code unknown;  // whoever reads it says why
    if (!std::filesystem::is_other(file, unknown)) continue;
    throw StoreError(fmt::format(
        "cannot read {} twice, as it is no regular file; write what comes from there to a file first", file));
  }
}

void TmRun::Finish() {
  RecountForgotten(store_->engine());
  MakeIndexes(store_->engine());
  run_.end_ms = NowMs();
  store_->FinishRun(run_);
}

void MemoryFiller::Add(const LanguagePair& pair, Pairing pairing) {
  pairing.traits = facts_.TraitsOf(pair.source, pairing.source);
  changes_.Bring(pair, pairing, by_);
  ++added_;
  if (++unwritten_ == kAtOnce) Write();
}

void MemoryFiller::Write() {
  Batch batch;
  changes_.PutInto(batch);
  if (!batch.empty()) engine_->Write(batch, false);
  unwritten_ = 0;
}

}  // namespace lockstep
