#include "store/memory_json.h"

#include "stages/match_score.h"
#include "store/json_parts.h"
#include "store/memory_codec.h"

namespace lockstep {
namespace {

Json VariantJson(const Variant& variant, bool all) {
  Json contexts = Json::array();
  for (const SegmentContext& context : variant.contexts)
    contexts.push_back({Hash(context.previous), Hash(context.next)});
  Json json = {{"target", TextJson(variant.target)},
               {"origin", TextJson(variant.origin)},
               {"runs", variant.runs},
               {"of_site", variant.of_site},
               {"contexts", std::move(contexts)}};
  if (all) json["made_ms"] = variant.made_ms;
  return json;
}

Variant VariantOf(const Json& json) {
  Variant variant;
  variant.target = TextOf(json.at("target"));
  variant.origin = TextOf(json.at("origin"));
  for (const Json& run : json.at("runs")) variant.runs.push_back(NumberIn<std::uint64_t>(run, "runs"));
  variant.of_site = json.at("of_site").get<bool>();
  for (const Json& context : json.at("contexts")) {
    variant.contexts.push_back({HashOf(context.at(0)), HashOf(context.at(1))});
  }
  if (json.contains("made_ms")) variant.made_ms = NumberOf<std::int64_t>(json, "made_ms");
  return variant;
}

LoadedRecord UnitOf(const Json& json) {
  const Json& languages = json.at("languages");
  const LanguagePair pair{TextOf(languages.at(0)), TextOf(languages.at(1))};
  Unit unit;
  unit.source = TextOf(json.at("unit"));
  unit.traits = {NumberOf<std::uint32_t>(json, "facts"), NumberOf<std::uint32_t>(json, "codes")};
  for (const Json& variant : json.at("variants")) unit.variants.push_back(VariantOf(variant));
  return {UnitKey(pair, MatchKey(unit.source)), Encode(unit)};
}

LoadedRecord ContributionsOf(const Json& json) {
  ContributionRecord record;
  record.source_lang = TextOf(json.at("source_lang"));
  for (const Json& item : json.at("items")) {
    record.contributions.push_back(
        {HashOf(item.at(0)), HashOf(item.at(1)), NumberIn<std::uint32_t>(item.at(2), "items")});
  }
  return {ContributionKey(KeyOfJson(json.at("contributions"))), Encode(record)};
}

}  // namespace

Json UnitJson(const UnitName& name, const Unit& unit, bool all) {
  Json variants = Json::array();
  for (const Variant& variant : unit.variants) variants.push_back(VariantJson(variant, all));
  return {{"unit", TextJson(unit.source)},
          {"languages", {TextJson(name.pair.source), TextJson(name.pair.target)}},
          {"facts", unit.traits.facts},
          {"codes", unit.traits.codes},
          {"variants", std::move(variants)}};
}

Json ContributionsJson(const DocumentKey& key, const ContributionRecord& record) {
  Json items = Json::array();
  for (const Contribution& item : record.contributions) {
    items.push_back({Hash(item.source), Hash(item.target), item.count});
  }
  return {{"contributions", KeyJson(key)}, {"source_lang", TextJson(record.source_lang)}, {"items", std::move(items)}};
}

Json ForgottenJson(const LanguagePair& pair) {
  return {{"forgotten", {TextJson(pair.source), TextJson(pair.target)}}};
}

Json UnfedJson(const DocumentKey& translation) {
  return {{"unfed", KeyJson(translation)}};
}

std::optional<LoadedRecord> MemoryRecordOf(const Json& line) {
  if (line.contains("unit")) return UnitOf(line);
  if (line.contains("contributions")) return ContributionsOf(line);
  if (line.contains("forgotten")) {
    const Json& languages = line.at("forgotten");
    return LoadedRecord{ForgottenKey({TextOf(languages.at(0)), TextOf(languages.at(1))}), EncodeForgotten()};
  }
  if (line.contains("unfed")) return LoadedRecord{UnfedKey(KeyOfJson(line.at("unfed"))), EncodeUnfed()};
  return std::nullopt;
}

}  // namespace lockstep
