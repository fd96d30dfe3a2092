#include "stages/segment_keys.h"

#include <xxhash.h>

#include <algorithm>
#include <string>
#include <vector>

#include "stages/front_matter.h"
#include "stages/normalization.h"

namespace lockstep {
namespace {

std::uint64_t Hash(std::string_view text) {
  return XXH3_64bits(text.data(), text.size());
}

// Sorted and joined by a character that no normalized text holds.
std::string JoinSorted(std::vector<std::string> items) {
  std::sort(items.begin(), items.end());
  std::string joined;
  for (const std::string& item : items) joined.append(item).push_back('\n');
  return joined;
}

}  // namespace

SegmentKeys KeysOf(std::string_view normalized_text, const std::vector<Fact>& facts) {
  const std::string loose = LooseText(normalized_text);
  const std::uint64_t loose_key = Hash(loose);
  const std::uint64_t masked_key = facts.empty() ? loose_key : Hash(LooseText(MaskFacts(normalized_text, facts)));
  return {Hash(normalized_text), loose_key, masked_key};
}

SegmentKeys KeysOfList(const YamlNode& list, const FactFinder& finder) {
  std::vector<std::string> texts;
  std::vector<std::string> loose;
  std::vector<std::string> masked;
  for (const YamlNode& item : list.items) {
    const std::string text = FieldText(item);
    texts.push_back(text);
    loose.push_back(LooseText(text));
    masked.push_back(LooseText(MaskFacts(text, finder.Find(text))));
  }
  return {Hash(JoinSorted(std::move(texts))), Hash(JoinSorted(std::move(loose))), Hash(JoinSorted(std::move(masked)))};
}

}  // namespace lockstep
