// Runs as a dump has them.
#include <nlohmann/json.hpp>

#include "store/json.h"
#include "store/json_parts.h"

namespace lockstep {
namespace {

Json ChangeJson(const RunChange& change) {
  Json json = {{"kind", Name(change.kind)}, {"path", TextJson(change.path)}};
  if (change.kind == RunChange::Kind::kRenamed) json["old_path"] = TextJson(change.old_path);
  return json;
}

RunChange ChangeOf(const Json& json) {
  RunChange change{EnumOf(json.at("kind"), RunChange::Kind::kFailed, "kind of change"), TextOf(json.at("path"))};
  if (change.kind == RunChange::Kind::kRenamed) change.old_path = TextOf(json.at("old_path"));
  return change;
}

// A dump that an older lockstep wrote has none of it.
void ReadSecondPart(const Json& json, RunRecord& run) {
  run.host = TextOf(json.at("host"));
  for (const Json& argument : json.at("arguments")) run.arguments.push_back(TextOf(argument));
  run.documents = NumberOf<std::uint64_t>(json, "documents");
  run.renamed = NumberOf<std::uint64_t>(json, "renamed");
  run.errors = NumberOf<std::uint64_t>(json, "errors");
  run.warnings = NumberOf<std::uint64_t>(json, "warnings");
  for (const Json& change : json.at("changes")) run.changes.push_back(ChangeOf(change));
}

}  // namespace

// What a run counted depends on what a killed one before it had done already.
Json RunJson(const RunRecord& run, bool all) {
  Json json = {{"run", run.id},
               {"command", TextJson(run.command)},
               {"version", TextJson(run.version)},
               {"finished", run.finished}};
  if (!all) return json;
  json.update({{"added", run.added},
               {"changed", run.changed},
               {"removed", run.removed},
               {"failed", run.failed},
               {"begin_ms", run.begin_ms},
               {"end_ms", run.end_ms},
               {"host", TextJson(run.host)},
               {"arguments", Json::array()},
               {"documents", run.documents},
               {"renamed", run.renamed},
               {"errors", run.errors},
               {"warnings", run.warnings},
               {"changes", Json::array()}});
  for (const std::string& argument : run.arguments) json["arguments"].push_back(TextJson(argument));
  for (const RunChange& change : run.changes) json["changes"].push_back(ChangeJson(change));
  return json;
}

RunRecord RunOf(const Json& json) {
  RunRecord run;
  run.id = NumberOf<std::uint64_t>(json, "run");
  run.command = TextOf(json.at("command"));
  run.version = TextOf(json.at("version"));
  run.finished = json.at("finished").get<bool>();
  if (!json.contains("begin_ms")) return run;
  run.added = NumberOf<std::uint64_t>(json, "added");
  run.changed = NumberOf<std::uint64_t>(json, "changed");
  run.removed = NumberOf<std::uint64_t>(json, "removed");
  run.failed = NumberOf<std::uint64_t>(json, "failed");
  run.begin_ms = NumberOf<std::int64_t>(json, "begin_ms");
  run.end_ms = NumberOf<std::int64_t>(json, "end_ms");
  if (json.contains("host")) ReadSecondPart(json, run);
  return run;
}

}  // namespace lockstep
