// What the commands of the translation memory share: the store, open; the language pairs that are meant; a run.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "locales/locale.h"
#include "pipeline/command.h"
#include "pipeline/configuration.h"
#include "pipeline/console.h"
#include "stages/facts.h"
#include "stages/model/unit.h"
#include "store/memory.h"
#include "store/session.h"

namespace lockstep {

// The language of texts of which nobody said it; it stands for every language.
inline constexpr std::string_view kAnyLanguage = "und";

// The store of the command line. `to_fill`: it is made where there is none, and may take memory to be fast. Throws
// StoreError.
StoreSession OpenTmStore(const Arguments& arguments, const Configuration& configuration, bool to_fill,
                         Console& console);

// The pairs that --lang means: those into that language (and into any) or, where the memory knows it as another
// region's, into that; where the memory has none, those from it; all pairs where it is not given. Throws StoreError
// where the memory has none of them.
std::vector<LanguagePair> PairsMeant(const Arguments& arguments, const MemoryReader& reader);

// Makes the indexes of `pairs` ready to be asked, and says so where that took a while: nobody has asked before.
void PrepareIndexes(const std::vector<LanguagePair>& pairs, Engine& engine, Console& console);

// The facts of texts in any language; each language's tables are made once. Not thread-safe.
class FactTools {
 public:
  explicit FactTools(const Locales& locales) : locales_(&locales) {}
  MatchTraits TraitsOf(const std::string& lang, const std::string& text);
  // See stages/repair.h.
  std::optional<std::string> Repair(const LanguagePair& pair, const std::string& text, const Match& match);

 private:
  const FactFinder& FinderFor(const std::string& lang);

  const Locales* locales_;
  std::map<std::string, FactFinder> finders_;
};

// Throws StoreError where one of `files` can be read once only (a pipe): what is wrong with files is found before
// anything is taken, so that they are read twice.
void ExpectReadableTwice(const std::vector<std::string>& files);

// A run of a command that changes the memory: begun at once, finished by Finish.
class TmRun {
 public:
  TmRun(const Arguments& arguments, Store& store);
  std::uint64_t id() const { return run_.id; }
  Bringer By(const std::string& origin) const { return {run_.id, run_.begin_ms, origin}; }
  // Makes the indexes and the run safe.
  void Finish();

 private:
  Store* store_;
  RunRecord run_;
};

// Units brought one after the other, written some at a time.
class MemoryFiller {
 public:
  // `locales` and `store` must outlive this object.
  MemoryFiller(const Locales& locales, Store& store, Bringer by)
      : facts_(locales), engine_(&store.engine()), changes_(*engine_), by_(std::move(by)) {}

  void Add(const LanguagePair& pair, Pairing pairing);
  void Write();
  std::uint64_t added() const { return added_; }

 private:
  FactTools facts_;
  Engine* engine_;
  MemoryChanges changes_;
  Bringer by_;
  std::uint64_t added_ = 0;
  std::uint64_t unwritten_ = 0;
};

}  // namespace lockstep
