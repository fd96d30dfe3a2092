// Counts how often the site uses what the memory has.
#include <algorithm>
#include <vector>

#include "stages/match_score.h"
#include "store/keys.h"
#include "store/memory.h"
#include "store/memory_codec.h"
#include "store/memory_keys.h"

namespace lockstep {
namespace {

// Bounds the memory that counting takes.
constexpr std::uint64_t kUsesAtOnce = std::uint64_t{1} << 20;

using Visit = std::function<void(const Contribution&)>;

void ForEachContribution(const View& view, const LanguagePair& pair, const Visit& visit) {
  view.Scan({&kContributionTag, 1}, [&](std::string_view key, std::string_view value) {
    const std::optional<DocumentKey> translation = DecodeContributionKey(key);
    if (!translation || translation->lang != pair.target) return true;
    const ContributionRecord record = DecodeContributions(key, value);
    if (record.source_lang != pair.source) return true;
    for (const Contribution& item : record.contributions) visit(item);
    return true;
  });
}

// Adds up what is said of the same variant.
void Join(std::vector<Contribution>& uses) {
  std::sort(uses.begin(), uses.end());
  std::vector<Contribution> joined;
  for (const Contribution& use : uses) {
    const bool same = !joined.empty() && joined.back().source == use.source && joined.back().target == use.target;
    same ? void(joined.back().count += use.count) : joined.push_back(use);
  }
  uses = std::move(joined);
}

// `begin` to `end` are the uses of the unit.
template <typename Iterator>
void SetUses(Iterator begin, Iterator end, Unit& unit) {
  for (Variant& variant : unit.variants) {
    const TextKey target = MatchKey(variant.target);
    const auto use = std::find_if(begin, end, [&](const Contribution& said) { return said.target == target; });
    variant.uses = use == end ? 0 : use->count;
    variant.of_site = variant.of_site || variant.uses > 0;
  }
}

// How many of the uses of `unit`, `begin` to `end`, are of a variant that it has.
template <typename Iterator>
std::uint64_t CountKnown(Iterator begin, Iterator end, const Unit& unit) {
  std::uint64_t known = 0;
  for (; begin != end; ++begin) {
    known += std::any_of(unit.variants.begin(), unit.variants.end(),
                         [&](const Variant& variant) { return MatchKey(variant.target) == begin->target; });
  }
  return known;
}

}  // namespace

// Part by part of the keys, each with all uses of its units.
bool RecountUses(Engine& engine, const LanguagePair& pair) {
  constexpr std::size_t kWriteAtOnce = 1000;
  const std::unique_ptr<View> view = engine.Snapshot();
  std::uint64_t all = 0;
  ForEachContribution(*view, pair, [&](const Contribution&) { ++all; });
  const std::uint64_t parts = all / kUsesAtOnce + 1;
  const TextKey size_of_part = UINT64_MAX / parts;
  bool has_all = true;
  for (std::uint64_t part = 0; part < parts; ++part) {
    const auto is_ours = [&](TextKey source) { return std::min(source / size_of_part, parts - 1) == part; };
    std::vector<Contribution> uses;
    ForEachContribution(*view, pair, [&](const Contribution& item) {
      if (is_ours(item.source)) uses.push_back(item);
    });
    Join(uses);
    Batch batch;
    auto at = uses.begin();
    std::uint64_t known = 0;
    MemoryReader(*view).ForEachUnit(pair, [&](TextKey source, const Unit& stored) {
      if (!is_ours(source)) return true;
      at = std::find_if(at, uses.end(), [&](const Contribution& use) { return use.source >= source; });
      const auto end = std::find_if(at, uses.end(), [&](const Contribution& use) { return use.source != source; });
      Unit unit = stored;
      SetUses(at, end, unit);
      known += CountKnown(at, end, unit);
      at = end;
      if (unit != stored) batch.Put(UnitKey(pair, source), Encode(unit));
      if (batch.changes().size() >= kWriteAtOnce) engine.Write(std::exchange(batch, {}), false);
      return true;
    });
    if (!batch.empty()) engine.Write(batch, false);
    has_all = has_all && known == uses.size();
  }
  return has_all;
}

void RecountForgotten(Engine& engine) {
  for (const LanguagePair& pair : PairsWith(kForgottenTag, engine)) {
    if (!RecountUses(engine, pair)) continue;
    Batch batch;
    batch.Delete(ForgottenKey(pair));
    engine.Write(batch, false);
  }
}

}  // namespace lockstep
