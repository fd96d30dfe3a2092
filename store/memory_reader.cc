#include "stages/match_score.h"
#include "store/keys.h"
#include "store/memory.h"
#include "store/memory_codec.h"
#include "store/memory_keys.h"

namespace lockstep {

std::optional<Unit> MemoryReader::Find(const LanguagePair& pair, TextKey source) const {
  const std::string key = UnitKey(pair, source);
  const std::optional<std::string> value = view_->Get(key);
  if (!value) return std::nullopt;
  return DecodeUnit(key, *value);
}

std::vector<LanguagePair> MemoryReader::Pairs() const {
  return PairsWith(kUnitTag, *view_);
}

std::optional<FuzzyManifest> MemoryReader::Manifest(const LanguagePair& pair) const {
  const std::string key = ManifestKey(pair);
  const std::optional<std::string> value = view_->Get(key);
  if (!value) return std::nullopt;
  return DecodeManifest(key, *value);
}

void MemoryReader::ForEachUnit(const LanguagePair& pair, const std::function<bool(TextKey, const Unit&)>& visit) const {
  view_->Scan(PairPrefix(kUnitTag, pair), [&](std::string_view key, std::string_view value) {
    const std::optional<UnitName> name = DecodeUnitKey(key);
    return !name || visit(name->source, DecodeUnit(key, value));
  });
}

std::vector<LanguagePair> PairsWith(char tag, const View& view) {
  std::vector<LanguagePair> pairs;
  std::string from(1, tag);
  for (bool more = true; more;) {
    more = false;
    view.Scan({&tag, 1}, from, [&](std::string_view key, std::string_view) {
      if (std::optional<LanguagePair> pair = TakePair(tag, key)) {
        from = PairPrefix(tag, *pair) + std::string(16, '\xff');  // behind all keys of the pair
        pairs.push_back(*std::move(pair));
        more = true;
      }
      return false;
    });
  }
  return pairs;
}

}  // namespace lockstep
