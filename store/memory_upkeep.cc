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

void DropIndexes(Engine& engine) {
  for (const char tag : {kFuzzyTag, kUnindexedTag}) DeleteAll({&tag, 1}, engine);
}

// True where the memory has all that the translation says.
bool HasAll(const View& view, const LanguagePair& pair, const std::vector<Contribution>& said) {
  const MemoryReader reader(view);
  return std::all_of(said.begin(), said.end(), [&](const Contribution& item) {
    const std::optional<Unit> unit = reader.Find(pair, item.source);
    return unit && std::any_of(unit->variants.begin(), unit->variants.end(),
                               [&](const Variant& variant) { return MatchKey(variant.target) == item.target; });
  });
}

// A translation of which something is lost is heard again. Where an import was forgotten, what it brought is no loss.
void HearAgain(Engine& engine, bool forgotten_too) {
  engine.Scan({&kContributionTag, 1}, [&](std::string_view key, std::string_view value) {
    const DocumentKey translation = DecodeContributionKey(key).value();
    const ContributionRecord record = DecodeContributions(key, value);
    const LanguagePair pair{record.source_lang, translation.lang};
    if ((!forgotten_too && engine.Get(ForgottenKey(pair))) || HasAll(engine, pair, record.contributions)) return true;
    Batch batch;
    batch.Delete(key);
    batch.Put(UnfedKey(translation), EncodeUnfed());
    engine.Write(batch, false);
    return true;
  });
}

std::string CheckUnit(std::string_view key, std::string_view value) {
  const std::optional<UnitName> name = DecodeUnitKey(key);
  if (!name) return "no key of a unit";
  return MatchKey(DecodeUnit(key, value).source) == name->source ? "" : "the unit's key is that of another text";
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
    case kFuzzyTag: return CheckIndexOf(view, key, value);
    default: return "";
  }
}

void HearSiteAgain(Engine& engine) {
  HearAgain(engine, true);
  for (const LanguagePair& pair : MemoryReader(engine).Pairs()) RecountUses(engine, pair);
}

void RebuildMemory(Engine& engine) {
  DropIndexes(engine);
  HearAgain(engine, false);
  for (const LanguagePair& pair : MemoryReader(engine).Pairs()) RecountUses(engine, pair);
}

}  // namespace lockstep
