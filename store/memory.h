// The translation memory in the store: units by language pair, where they are used, and what runs brought.
//
// A unit is a source text with all its translations into one language. Translations of the site contribute to units
// and use them; imports bring them. A unit stays when nothing uses it any more: the memory remembers what was said
// once.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "stages/model/document.h"
#include "stages/model/unit.h"
#include "store/engine.h"
#include "store/memory_records.h"

namespace lockstep {

// The language pairs that have records of `tag` (see memory_keys.h), sorted. Seeks from pair to pair.
std::vector<LanguagePair> PairsWith(char tag, const View& view);

class MemoryReader {
 public:
  // `view` must outlive this object.
  explicit MemoryReader(const View& view) : view_(&view) {}

  std::optional<Unit> Find(const LanguagePair& pair, TextKey source) const;
  // The language pairs that have units, sorted.
  std::vector<LanguagePair> Pairs() const;
  // What there is of the pair's fuzzy index; nothing where nobody has asked for it yet.
  std::optional<FuzzyManifest> Manifest(const LanguagePair& pair) const;
  // Every unit of a pair, by key, until `visit` returns false.
  void ForEachUnit(const LanguagePair& pair, const std::function<bool(TextKey, const Unit&)>& visit) const;

 private:
  const View* view_;
};

// Who brings pairings.
struct Bringer {
  std::uint64_t run = 0;
  std::int64_t time_ms = 0;
  std::string origin;  // "sync", the name of a file
};

// Changes to the memory that are written together. Between construction and the writing of the batch, nothing else may
// change the memory.
class MemoryChanges {
 public:
  // `view` must outlive this object.
  explicit MemoryChanges(const View& view) : view_(&view) {}

  // Adds what somebody brings, whether the memory has it already or not.
  void Bring(const LanguagePair& pair, const Pairing& pairing, const Bringer& by);
  // `pairings` is what the translation `key` says today; what it said before and does not say now is used there no
  // longer. Its document in `source_lang` is the source.
  void Contribute(const DocumentKey& key, const std::string& source_lang, const std::vector<Pairing>& pairings,
                  const Bringer& by);
  // The translation `key` is no more: it uses nothing.
  void Withdraw(const DocumentKey& key);
  // Takes away what only the run `id` brought, of one unit; returns how many variants went. That the site uses them
  // stays known, in case they are brought again.
  std::size_t ForgetRun(const LanguagePair& pair, TextKey source, std::uint64_t id);

  // How many units it has looked at since it was put into a batch.
  std::size_t units() const { return touched_; }
  void PutInto(Batch& batch);

 private:
  struct Touched {
    std::optional<Unit> unit;
    bool was_known = false;      // the unit was in the store before
    bool was_ambiguous = false;  // and had several variants
  };
  Touched& Touch(const LanguagePair& pair, TextKey source);
  Variant& VariantOf(const LanguagePair& pair, const Pairing& pairing);
  void PutUnits(const LanguagePair& pair, Batch& batch);
  const std::optional<FuzzyManifest>& ManifestOf(const LanguagePair& pair);
  void ChangeUse(const LanguagePair& pair, const Contribution& was, const Contribution& now);

  const View* view_;
  std::map<LanguagePair, std::map<TextKey, Touched>> units_;
  std::size_t touched_ = 0;                                         // units of all pairs
  std::map<LanguagePair, std::optional<FuzzyManifest>> manifests_;  // of the pairs' indexes, once they are known
  Batch others_;
};

// Takes away what only the run `id` brought to the memory, some units at a time, and marks the language pairs it was
// in, for RecountForgotten; returns how many variants went. The index is brought up to date.
std::uint64_t ForgetRun(Engine& engine, std::uint64_t id);

// Counts anew how often the site uses each variant of `pair`, from what the translations say; returns whether the
// memory has all that they say. Memory is bounded.
bool RecountUses(Engine& engine, const LanguagePair& pair);
// The same where a run was forgotten, for what was brought again since. Where the memory has all that the site says
// (again), nothing forgotten is left to be counted, and the mark goes.
void RecountForgotten(Engine& engine);

}  // namespace lockstep
