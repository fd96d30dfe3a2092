// Bindings as JSON, for dumps.
#include "store/json_parts.h"

namespace lockstep {
namespace {

// A run's clock time is no content: the same files give the same dump whenever they are read.
Json MomentJson(const Moment& moment, bool all) {
  Json json = {{"by", TextJson(moment.by)}};
  if (all || !moment.Run()) json["time_ms"] = moment.time_ms;
  return json;
}

Moment MomentOf(const Json& json) {
  Moment moment{.time_ms = 0, .by = TextOf(json.at("by"))};
  if (json.contains("time_ms")) moment.time_ms = NumberOf<std::int64_t>(json, "time_ms");
  return moment;
}

Json AcceptanceJson(const Acceptance& acceptance, bool all) {
  Json json = {
      {"who", TextJson(acceptance.who)}, {"why", TextJson(acceptance.why)}, {"when", MomentJson(acceptance.when, all)}};
  if (acceptance.source_basis) json["source_basis"] = TextJson(*acceptance.source_basis);
  if (acceptance.target_basis) json["target_basis"] = TextJson(*acceptance.target_basis);
  json["evidence"] = Name(acceptance.evidence);
  json["bound"] = MomentJson(acceptance.bound, all);
  if (acceptance.source_edited) json["source_edited"] = MomentJson(*acceptance.source_edited, all);
  if (acceptance.source_moved) json["source_moved"] = MomentJson(*acceptance.source_moved, all);
  if (acceptance.doubtful) json["doubtful"] = true;
  return json;
}

Acceptance AcceptanceOf(const Json& json) {
  Acceptance acceptance;
  acceptance.who = TextOf(json.at("who"));
  acceptance.why = TextOf(json.at("why"));
  acceptance.when = MomentOf(json.at("when"));
  if (json.contains("source_basis")) acceptance.source_basis = TextOf(json.at("source_basis"));
  if (json.contains("target_basis")) acceptance.target_basis = TextOf(json.at("target_basis"));
  acceptance.evidence = EnumOf(json.at("evidence"), Evidence::kAccept, "evidence");
  acceptance.bound = MomentOf(json.at("bound"));
  if (json.contains("source_edited")) acceptance.source_edited = MomentOf(json.at("source_edited"));
  if (json.contains("source_moved")) acceptance.source_moved = MomentOf(json.at("source_moved"));
  if (json.contains("doubtful")) acceptance.doubtful = json.at("doubtful").get<bool>();
  return acceptance;
}

Json ClearingJson(const Clearing& clearing, bool all) {
  Json json = {{"since", MomentJson(clearing.since, all)},
               {"when", MomentJson(clearing.when, all)},
               {"evidence", Name(clearing.evidence)}};
  if (clearing.taken_back) json["taken_back"] = true;
  return json;
}

Clearing ClearingOf(const Json& json) {
  return {.since = MomentOf(json.at("since")),
          .when = MomentOf(json.at("when")),
          .evidence = EnumOf(json.at("evidence"), Evidence::kAccept, "evidence"),
          .taken_back = json.contains("taken_back") && json.at("taken_back").get<bool>()};
}

Json BindingJson(const Binding& binding, bool all) {
  Json json = {{"source", binding.source}, {"target", binding.target}};
  if (binding.source_basis) json["source_basis"] = TextJson(*binding.source_basis);
  if (binding.target_basis) json["target_basis"] = TextJson(*binding.target_basis);
  json["evidence"] = Name(binding.evidence);
  json["bound"] = MomentJson(binding.bound, all);
  if (binding.source_edited) json["source_edited"] = MomentJson(*binding.source_edited, all);
  if (binding.target_edited) json["target_edited"] = MomentJson(*binding.target_edited, all);
  if (binding.source_moved) json["source_moved"] = MomentJson(*binding.source_moved, all);
  json["confidence"] = binding.confidence;
  if (binding.doubtful) json["doubtful"] = true;
  for (const Acceptance& acceptance : binding.acceptances) {
    json["acceptances"].push_back(AcceptanceJson(acceptance, all));
  }
  if (binding.cleared) json["cleared"] = ClearingJson(*binding.cleared, all);
  return json;
}

std::vector<std::uint32_t> IndicesOf(const Json& json) {
  std::vector<std::uint32_t> indices;
  for (const Json& index : json) indices.push_back(NumberIn<std::uint32_t>(index, "index"));
  return indices;
}

float ConfidenceOf(const Json& value) {
  const double confidence = value.get<double>();
  if (!(confidence >= 0 && confidence <= 1)) throw StoreError(fmt::format("{} is no confidence", value.dump()));
  return static_cast<float>(confidence);
}

Binding BindingOf(const Json& json) {
  Binding binding;
  binding.source = IndicesOf(json.at("source"));
  binding.target = IndicesOf(json.at("target"));
  if (json.contains("source_basis")) binding.source_basis = TextOf(json.at("source_basis"));
  if (json.contains("target_basis")) binding.target_basis = TextOf(json.at("target_basis"));
  binding.evidence = EnumOf(json.at("evidence"), Evidence::kAccept, "evidence");
  binding.bound = MomentOf(json.at("bound"));
  if (json.contains("source_edited")) binding.source_edited = MomentOf(json.at("source_edited"));
  if (json.contains("target_edited")) binding.target_edited = MomentOf(json.at("target_edited"));
  if (json.contains("source_moved")) binding.source_moved = MomentOf(json.at("source_moved"));
  binding.confidence = ConfidenceOf(json.at("confidence"));
  if (json.contains("doubtful")) binding.doubtful = json.at("doubtful").get<bool>();
  if (json.contains("acceptances")) {
    for (const Json& acceptance : json.at("acceptances")) binding.acceptances.push_back(AcceptanceOf(acceptance));
  }
  if (json.contains("cleared")) binding.cleared = ClearingOf(json.at("cleared"));
  return binding;
}

}  // namespace

TranslationRecord TranslationOf(const Json& json) {
  TranslationRecord translation;
  translation.key = KeyOfJson(json.at("translation"));
  translation.source_path = TextOf(json.at("source"));
  translation.target_path = TextOf(json.at("target"));
  translation.source_hash = HashOf(json.at("source_hash"));
  translation.target_hash = HashOf(json.at("target_hash"));
  for (const Json& binding : json.at("bindings")) translation.bindings.push_back(BindingOf(binding));
  return translation;
}

Json TranslationJson(const TranslationRecord& translation, bool all) {
  Json bindings = Json::array();
  for (const Binding& binding : translation.bindings) bindings.push_back(BindingJson(binding, all));
  return {{"translation", KeyJson(translation.key)},      {"source", TextJson(translation.source_path)},
          {"target", TextJson(translation.target_path)},  {"source_hash", Hash(translation.source_hash)},
          {"target_hash", Hash(translation.target_hash)}, {"bindings", bindings}};
}

}  // namespace lockstep
