#include <algorithm>
#include <utility>

#include "stages/match_score.h"
#include "store/fuzzy_index.h"
#include "store/keys.h"
#include "store/memory.h"
#include "store/memory_codec.h"
#include "store/memory_keys.h"

namespace lockstep {
namespace {

template <typename Value>
void InsertSorted(const Value& value, std::vector<Value>& sorted) {
  const auto place = std::lower_bound(sorted.begin(), sorted.end(), value);
  if (place == sorted.end() || *place != value) sorted.insert(place, value);
}

// Of more contexts than are kept, the smallest stay: whatever the order in which they came.
void AddContext(const Pairing& pairing, Variant& variant) {
  if (!pairing.context) return;
  InsertSorted(*pairing.context, variant.contexts);
  if (variant.contexts.size() > Variant::kMaxContexts) variant.contexts.pop_back();
}

void AddBringer(const Pairing& pairing, const Bringer& by, Variant& variant) {
  if (variant.runs.empty()) {
    variant.origin = pairing.origin.empty() ? by.origin : pairing.origin;
    variant.made_ms = pairing.made_ms == 0 ? by.time_ms : pairing.made_ms;
  }
  InsertSorted(by.run, variant.runs);
}

bool IsBefore(const Contribution& a, const Contribution& b) {
  return std::pair(a.source, a.target) < std::pair(b.source, b.target);
}

std::vector<Contribution> Tally(const std::vector<Pairing>& pairings) {
  std::vector<Contribution> each;
  each.reserve(pairings.size());
  for (const Pairing& pairing : pairings)
    each.push_back({MatchKey(pairing.source), MatchKey(pairing.target), pairing.used ? 1U : 0U});
  std::sort(each.begin(), each.end(), IsBefore);
  std::vector<Contribution> tally;
  for (const Contribution& one : each) {
    const bool is_known = !tally.empty() && !IsBefore(tally.back(), one);
    if (is_known) tally.back().count += one.count;
    if (!is_known) tally.push_back(one);
  }
  return tally;
}

}  // namespace

MemoryChanges::Touched& MemoryChanges::Touch(const LanguagePair& pair, TextKey source) {
  const auto [found, is_new] = units_[pair].try_emplace(source);
  Touched& touched = found->second;
  if (is_new) {
    ++touched_;
    touched.unit = MemoryReader(*view_).Find(pair, source);
    touched.was_known = touched.unit.has_value();
    touched.was_ambiguous = touched.unit && touched.unit->variants.size() > 1;
  }
  return touched;
}

Variant& MemoryChanges::VariantOf(const LanguagePair& pair, const Pairing& pairing) {
  Touched& touched = Touch(pair, MatchKey(pairing.source));
  if (!touched.unit) touched.unit = Unit{pairing.source, pairing.traits, {}};
  std::vector<Variant>& variants = touched.unit->variants;
  const auto place =
      std::lower_bound(variants.begin(), variants.end(), pairing.target,
                       [](const Variant& variant, const std::string& target) { return variant.target < target; });
  if (place != variants.end() && place->target == pairing.target) return *place;
  Variant fresh;
  fresh.target = pairing.target;
  return *variants.insert(place, std::move(fresh));
}

void MemoryChanges::Bring(const LanguagePair& pair, const Pairing& pairing, const Bringer& by) {
  Variant& variant = VariantOf(pair, pairing);
  AddBringer(pairing, by, variant);
  AddContext(pairing, variant);
}

void MemoryChanges::ChangeUse(const LanguagePair& pair, const Contribution& was, const Contribution& now) {
  Touched& touched = Touch(pair, now.source);
  if (!touched.unit) return;  // forgotten since
  for (Variant& variant : touched.unit->variants) {
    if (MatchKey(variant.target) != now.target) continue;
    variant.uses += now.count;
    variant.uses -= std::min<std::uint64_t>(variant.uses, was.count);
  }
}

void MemoryChanges::Contribute(const DocumentKey& key, const std::string& source_lang,
                               const std::vector<Pairing>& pairings, const Bringer& by) {
  const std::string record_key = ContributionKey(key);
  const std::optional<std::string> value = view_->Get(record_key);
  const ContributionRecord was = value ? DecodeContributions(record_key, *value) : ContributionRecord{source_lang, {}};
  const ContributionRecord now{source_lang, Tally(pairings)};
  if (value ? was == now : now.contributions.empty()) return;

  const LanguagePair pair{source_lang, key.lang};
  for (const Pairing& pairing : pairings) {
    Variant& variant = VariantOf(pair, pairing);
    AddContext(pairing, variant);
    // One run of the site's own is enough: the memory would grow with every night.
    if (variant.of_site && !variant.runs.empty()) continue;
    variant.of_site = true;
    AddBringer(pairing, by, variant);
  }
  for (const Contribution& old : was.contributions) {
    const bool stays = was.source_lang == source_lang &&
                       std::binary_search(now.contributions.begin(), now.contributions.end(), old, IsBefore);
    if (!stays) ChangeUse({was.source_lang, key.lang}, old, {old.source, old.target, 0});
  }
  for (const Contribution& fresh : now.contributions) {
    const auto old = std::lower_bound(was.contributions.begin(), was.contributions.end(), fresh, IsBefore);
    const bool known = was.source_lang == source_lang && old != was.contributions.end() && !IsBefore(fresh, *old);
    const Contribution before = known ? *old : Contribution{fresh.source, fresh.target, 0};
    if (before != fresh) ChangeUse(pair, before, fresh);
  }
  now.contributions.empty() ? others_.Delete(record_key) : others_.Put(record_key, Encode(now));
}

void MemoryChanges::Withdraw(const DocumentKey& key) {
  const std::string record_key = ContributionKey(key);
  const std::optional<std::string> value = view_->Get(record_key);
  if (value) Contribute(key, DecodeContributions(record_key, *value).source_lang, {}, {});
}

std::size_t MemoryChanges::ForgetRun(const LanguagePair& pair, TextKey source, std::uint64_t id) {
  Touched& touched = Touch(pair, source);
  if (!touched.unit) return 0;
  std::size_t gone = 0;
  std::erase_if(touched.unit->variants, [&](Variant& variant) {
    if (std::erase(variant.runs, id) == 0 || !variant.runs.empty()) return false;
    ++gone;
    return true;
  });
  return gone;
}

const std::optional<FuzzyManifest>& MemoryChanges::ManifestOf(const LanguagePair& pair) {
  const auto [found, is_new] = manifests_.try_emplace(pair);
  if (is_new) found->second = MemoryReader(*view_).Manifest(pair);
  return found->second;
}

void MemoryChanges::PutUnits(const LanguagePair& pair, Batch& batch) {
  for (const auto& [source, touched] : units_[pair]) {
    const bool stays = touched.unit && !touched.unit->variants.empty();
    if (!stays && !touched.was_known) continue;
    const std::string key = UnitKey(pair, source);
    stays ? batch.Put(key, Encode(*touched.unit)) : batch.Delete(key);
    const bool is_ambiguous = stays && touched.unit->variants.size() > 1;
    // The index knows of a unit that it is there, and whether it is ambiguous. A mark that is there already tells
    // whether an older form is in the index.
    if (stays == touched.was_known && is_ambiguous == touched.was_ambiguous) continue;
    const std::optional<FuzzyManifest>& manifest = ManifestOf(pair);
    if (!manifest) continue;
    const std::string mark = UnindexedKey(pair, manifest->generation, source);
    if (!view_->Get(mark)) batch.Put(mark, EncodeUnindexed(touched.was_known));
  }
}

void MemoryChanges::PutInto(Batch& batch) {
  for (const auto& [pair, units] : units_) PutUnits(pair, batch);
  for (const Batch::Change& change : others_.changes()) {
    change.value ? batch.Put(change.key, *change.value) : batch.Delete(change.key);
  }
  units_.clear();
  touched_ = 0;
  others_ = Batch();
}

std::uint64_t ForgetRun(Engine& engine, std::uint64_t id) {
  constexpr std::size_t kAtOnce = 1000;
  std::uint64_t gone = 0;
  const std::unique_ptr<View> view = engine.Snapshot();
  const MemoryReader reader(*view);
  for (const LanguagePair& pair : reader.Pairs()) {
    MemoryChanges changes(*view);
    std::size_t touched = 0;
    const auto write = [&] {
      Batch batch;
      changes.PutInto(batch);
      // With what goes first: a kill leaves nothing uncounted that nobody knows of.
      if (!batch.empty()) batch.Put(ForgottenKey(pair), EncodeForgotten());
      if (!batch.empty()) engine.Write(batch, false);
      touched = 0;
    };
    reader.ForEachUnit(pair, [&](TextKey source, const Unit& unit) {
      const auto brought = [&](const Variant& variant) {
        return std::binary_search(variant.runs.begin(), variant.runs.end(), id);
      };
      if (std::none_of(unit.variants.begin(), unit.variants.end(), brought)) return true;
      gone += changes.ForgetRun(pair, source, id);
      if (++touched == kAtOnce) write();
      return true;
    });
    write();
  }
  UpdateIndexes(engine);
  return gone;
}

}  // namespace lockstep
