#include "store/memory_upkeep.h"

#include <algorithm>

#include "stages/match_score.h"
#include "store/codec.h"
#include "store/fuzzy_index.h"
#include "store/keys.h"
#include "store/memory.h"
#include "store/memory_codec.h"
#include "store/memory_keys.h"

namespace lockstep {
namespace {

// Writes what it is given some records at a time.
class Batches {
 public:
  explicit Batches(Engine& engine) : engine_(&engine) {}
  void Put(const std::string& key, const std::string& value) {
    batch_.Put(key, value);
    WriteIfLong();
  }
  void Delete(std::string_view key) {
    batch_.Delete(key);
    WriteIfLong();
  }
  void Write() {
    if (!batch_.empty()) engine_->Write(batch_, false);
    batch_ = Batch();
  }

 private:
  void WriteIfLong() {
    if (batch_.changes().size() >= 1000) Write();
  }

  Engine* engine_;
  Batch batch_;
};

void DropDerived(Engine& engine) {
  Batches batches(engine);
  for (const char tag : {kUseTag, kFuzzyTag, kUnindexedTag}) {
    engine.Scan({&tag, 1}, [&](std::string_view key, std::string_view) {
      batches.Delete(key);
      return true;
    });
  }
  batches.Write();
}

void RebuildUses(Engine& engine) {
  Batches batches(engine);
  engine.Scan({&kContributionTag, 1}, [&](std::string_view key, std::string_view value) {
    const std::optional<DocumentKey> translation = DecodeContributionKey(key);
    if (!translation) return true;
    const ContributionRecord record = DecodeContributions(key, value);
    const LanguagePair pair{record.source_lang, translation->lang};
    for (const Contribution& item : record.contributions) {
      batches.Put(UseKey(pair, item.source, item.target, *translation), EncodeUse(item.count));
    }
    return true;
  });
  batches.Write();
}

void RebuildUnits(Engine& engine) {
  const MemoryReader reader(engine);
  Batches batches(engine);
  for (const LanguagePair& pair : reader.Pairs()) {
    reader.ForEachUnit(pair, [&](TextKey source, const Unit& stored) {
      Unit unit = stored;
      for (Variant& variant : unit.variants) {
        variant.uses = 0;
        for (const MemoryReader::Place& place : reader.PlacesOf(pair, source, variant.target)) {
          variant.uses += place.count;
        }
      }
      if (unit != stored) batches.Put(UnitKey(pair, source), Encode(unit));
      batches.Put(UnindexedKey(pair, 0, source), EncodeUnindexed(false));
      return true;
    });
  }
  batches.Write();
}

std::string CheckUnit(std::string_view key, std::string_view value) {
  const std::optional<UnitName> name = DecodeUnitKey(key);
  if (!name) return "no key of a unit";
  return MatchKey(DecodeUnit(key, value).source) == name->source ? "" : "the unit's key is that of another text";
}

std::string CheckUse(const View& view, std::string_view key, std::string_view value) {
  const std::optional<Use> use = DecodeUseKey(key);
  if (!use) return "no key of a use";
  const DocumentKey translation{use->collection, use->ref, use->unit.pair.target};
  const std::string record_key = ContributionKey(translation);
  const std::optional<std::string> record = view.Get(record_key);
  const Contribution expected{use->unit.source, use->target, DecodeUse(key, value)};
  if (record) {
    const std::vector<Contribution> items = DecodeContributions(record_key, *record).contributions;
    if (std::find(items.begin(), items.end(), expected) != items.end()) return "";
  }
  return "the memory has a use that its translation does not say";
}

// The pages of a shard are checked with the manifest that names it.
std::string CheckIndexOf(const View& view, std::string_view key, std::string_view value) {
  std::string_view rest = key;
  const std::optional<LanguagePair> pair = TakePair(kFuzzyTag, rest);
  if (!pair) return "no key of the fuzzy index";
  if (key != ManifestKey(*pair)) return "";
  for (const FuzzyManifest::Shard& entry : DecodeManifest(key, value).shards) {
    const FuzzyShard shard(view, ShardPrefix(*pair, entry.id));
    for (const IndexedText& text : shard.Texts()) {
      if (!view.Get(UnitKey(*pair, text.key))) return "the fuzzy index has a unit that is not there";
    }
  }
  return "";
}

}  // namespace

std::string CheckMemoryRecord(const View& view, std::string_view key, std::string_view value) {
  switch (key.front()) {
    case kUnitTag: return CheckUnit(key, value);
    case kUseTag: return CheckUse(view, key, value);
    case kFuzzyTag: return CheckIndexOf(view, key, value);
    default: return "";
  }
}

void RebuildMemory(Engine& engine) {
  DropDerived(engine);
  RebuildUses(engine);
  RebuildUnits(engine);
  UpdateIndexes(engine);
  for (const LanguagePair& pair : PairsWith(kFuzzyTag, engine)) MarkForgotten(engine, pair);
}

}  // namespace lockstep
