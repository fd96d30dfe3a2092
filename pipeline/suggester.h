// What the translation memory offers for the segments that are to be translated.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "locales/locale.h"
#include "pipeline/console.h"
#include "stages/diff_entry.h"
#include "stages/model/unit.h"
#include "stages/model/work_package.h"
#include "store/engine.h"
#include "store/memory_lookup.h"

namespace lockstep {

// Opens the memory of a language when it is asked for it first. Not thread-safe.
class Suggester {
 public:
  // `engine`, `locales` and `console` must outlive this object.
  Suggester(Engine& engine, const Locales& locales, std::string source_lang, Console& console);
  ~Suggester();

  // The best matches for a source text in `lang`, repaired where that can be.
  std::vector<Match> Find(const std::string& lang, const LookupQuery& query, const LookupOptions& options);

  // Gives the unit, where it needs work, its suggestions: as AddTo of an entry, with codes that are those of its source
  // where they stand for the same. `context` is its source's.
  void AddTo(PackageUnit& unit, const std::string& lang, const SegmentContext& context);

  // Gives the items that are to be translated their suggestions: kMost at most, none that the translation says already.
  void AddTo(DiffEntry& entry);
  static constexpr std::size_t kMost = 3;

 private:
  struct Memory;
  std::vector<Match> FindOther(const std::string& lang, const LookupQuery& query, const std::string& present);
  Memory& MemoryOf(const std::string& lang);

  Engine* engine_;
  const Locales* locales_;
  std::string source_lang_;
  Console* console_;
  std::map<std::string, std::unique_ptr<Memory>> memories_;
};

}  // namespace lockstep
