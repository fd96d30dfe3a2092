// How runs are written. The record has grown: version 1 ends behind `failed`.
#include "store/codec.h"

#include <array>
#include <string>

#include "store/codec_parts.h"

namespace lockstep {
namespace {

// Append only: a kind's byte is its place.
constexpr std::array kKinds = {RunChange::Kind::kAdded, RunChange::Kind::kChanged, RunChange::Kind::kRemoved,
                               RunChange::Kind::kRenamed, RunChange::Kind::kFailed};

void Write(const RunChange& change, RecordWriter& out) {
  WriteEnum(kKinds, change.kind, out);
  out.String(change.path);
  if (change.kind == RunChange::Kind::kRenamed) out.String(change.old_path);
}

RunChange ReadChange(RecordReader& in) {
  RunChange change;
  change.kind = ReadEnum(kKinds, in);
  change.path = in.String();
  if (change.kind == RunChange::Kind::kRenamed) change.old_path = in.String();
  return change;
}

constexpr std::size_t kMinChangeBytes = 2;
constexpr std::size_t kMinArgumentBytes = 1;

void ReadSecondPart(RecordReader& in, RunRecord& run) {
  run.host = in.String();
  run.arguments.resize(in.Count(kMinArgumentBytes));
  for (std::string& argument : run.arguments) argument = in.String();
  run.documents = in.Varint();
  run.renamed = in.Varint();
  run.errors = in.Varint();
  run.warnings = in.Varint();
  run.changes.resize(in.Count(kMinChangeBytes));
  for (RunChange& change : run.changes) change = ReadChange(in);
}

}  // namespace

const char* Name(RunChange::Kind kind) {
  constexpr const char* kNames[] = {"added", "changed", "removed", "renamed", "failed"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string Encode(const RunRecord& run) {
  RecordWriter out;
  out.Byte(kRunVersion);
  out.String(run.command);
  out.String(run.version);
  out.Flag(run.finished);
  out.Signed(run.begin_ms);
  out.Signed(run.end_ms);
  out.Varint(run.added);
  out.Varint(run.changed);
  out.Varint(run.removed);
  out.Varint(run.failed);
  out.String(run.host);
  out.Varint(run.arguments.size());
  for (const std::string& argument : run.arguments) out.String(argument);
  out.Varint(run.documents);
  out.Varint(run.renamed);
  out.Varint(run.errors);
  out.Varint(run.warnings);
  out.Varint(run.changes.size());
  for (const RunChange& change : run.changes) Write(change, out);
  return out.Take();
}

RunRecord DecodeRun(std::string_view key, std::string_view value) {
  const std::optional<std::uint64_t> id = DecodeRunKey(key);
  if (!id) ThrowDamaged(key, "no key of a run");
  return DecodeVersioned(key, value, kRunVersion, [&](RecordReader& in, std::uint8_t version) {
    RunRecord run;
    run.id = *id;
    run.command = in.String();
    run.version = in.String();
    run.finished = in.Flag();
    run.begin_ms = in.Signed();
    run.end_ms = in.Signed();
    run.added = in.Varint();
    run.changed = in.Varint();
    run.removed = in.Varint();
    run.failed = in.Varint();
    if (version > 1) ReadSecondPart(in, run);
    return run;
  });
}

}  // namespace lockstep
