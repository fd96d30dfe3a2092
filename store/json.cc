#include "store/json.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "store/codec.h"
#include "store/json_parts.h"
#include "store/keys.h"
#include "store/memory_json.h"

namespace lockstep {
namespace {

constexpr const char* kSource = "source";
constexpr const char* kTarget = "target";
constexpr const char* kSeverityNames[] = {"note", "warning", "error"};

Severity SeverityOf(const Json& value) {
  const auto& name = value.get_ref<const std::string&>();
  for (int i = 0; i < 3; ++i) {
    if (name == kSeverityNames[i]) return static_cast<Severity>(i);
  }
  throw StoreError(fmt::format("\"{}\" is no severity", name));
}

Json SegmentJson(const SegmentRecord& segment) {
  Json json = Json::object();
  if (segment.kind == SegmentRecord::Kind::kField) {
    json["field"] = TextJson(segment.field);
    json["role"] = Name(segment.role);
  } else {
    json["block"] = segment.block;
    json["kind"] = Name(segment.block_kind);
  }
  json["section"] = TextJson(segment.section);
  json["lines"] = {segment.first_line, segment.last_line};
  json["text"] = TextJson(segment.text);
  json["keys"] = {Hash(segment.keys.exact), Hash(segment.keys.loose), Hash(segment.keys.masked)};
  return json;
}

SegmentRecord SegmentOf(const Json& json) {
  SegmentRecord segment;
  if (json.contains("field")) {
    segment.kind = SegmentRecord::Kind::kField;
    segment.field = TextOf(json.at("field"));
    segment.role = EnumOf(json.at("role"), FieldRole::kIgnore, "field role");
  } else {
    segment.block = NumberOf<std::uint32_t>(json, "block");
    segment.block_kind = EnumOf(json.at("kind"), BlockKind::kOther, "block kind");
  }
  segment.section = TextOf(json.at("section"));
  segment.first_line = NumberIn<std::uint32_t>(json.at("lines").at(0), "lines");
  segment.last_line = NumberIn<std::uint32_t>(json.at("lines").at(1), "lines");
  segment.text = TextOf(json.at("text"));
  const Json& keys = json.at("keys");
  segment.keys = {HashOf(keys.at(0)), HashOf(keys.at(1)), HashOf(keys.at(2))};
  return segment;
}

Json LocationJson(const Location& where) {
  return {{"path", TextJson(where.path)},   {"line", where.line},
          {"column", where.column},         {"line_text", TextJson(where.line_text)},
          {"mark_begin", where.mark_begin}, {"mark_end", where.mark_end}};
}

Location LocationOf(const Json& json) {
  return {.path = TextOf(json.at("path")),
          .line = NumberOf<std::size_t>(json, "line"),
          .column = NumberOf<std::size_t>(json, "column"),
          .line_text = TextOf(json.at("line_text")),
          .mark_begin = NumberOf<std::size_t>(json, "mark_begin"),
          .mark_end = NumberOf<std::size_t>(json, "mark_end")};
}

Json DiagnosticJson(const Diagnostic& diagnostic) {
  Json notes = Json::array();
  for (const Note& note : diagnostic.notes) {
    notes.push_back({{"message", TextJson(note.message)}, {"where", LocationJson(note.where)}});
  }
  return {{"severity", kSeverityNames[static_cast<int>(diagnostic.severity)]},
          {"code", TextJson(diagnostic.code)},
          {"message", TextJson(diagnostic.message)},
          {"where", LocationJson(diagnostic.where)},
          {"notes", notes}};
}

Diagnostic DiagnosticOf(const Json& json) {
  Diagnostic diagnostic;
  diagnostic.severity = SeverityOf(json.at("severity"));
  diagnostic.code = TextOf(json.at("code"));
  diagnostic.message = TextOf(json.at("message"));
  diagnostic.where = LocationOf(json.at("where"));
  for (const Json& note : json.at("notes")) {
    diagnostic.notes.push_back({LocationOf(note.at("where")), TextOf(note.at("message"))});
  }
  return diagnostic;
}

FileRecord FileOf(const Json& json) {
  FileRecord file;
  file.racy = true;  // without a stamp the next sync must hash the file
  file.usable = json.at("usable").get<bool>();
  file.content_hash = HashOf(json.at("content_hash"));
  file.rules_hash = ParseHex<std::uint32_t>(json.at("rules_hash").get_ref<const std::string&>());
  if (json.contains("key")) file.key = KeyOfJson(json.at("key"));
  if (!json.contains("stamp")) return file;
  const Json& stamp = json.at("stamp");
  file.stamp = {NumberOf<std::uint64_t>(stamp, "size"), NumberOf<std::int64_t>(stamp, "mtime_ns"),
                NumberOf<std::int64_t>(stamp, "ctime_ns"), NumberOf<std::uint64_t>(stamp, "inode")};
  file.racy = stamp.at("racy").get<bool>();
  return file;
}

Json VersionJson(const char* what, std::string_view path, const DocumentRecord& document) {
  Json segments = Json::array();
  for (const SegmentRecord& segment : document.segments) segments.push_back(SegmentJson(segment));
  return {{what, TextJson(path)},
          {"key", KeyJson(document.key)},
          {"extractor", document.extractor_version},
          {"content_hash", Hash(document.content_hash)},
          {"words", document.words},
          {"segments", segments}};
}

DocumentRecord DocumentOf(const Json& json) {
  DocumentRecord document;
  document.key = KeyOfJson(json.at("key"));
  document.extractor_version = NumberOf<std::uint32_t>(json, "extractor");
  document.content_hash = HashOf(json.at("content_hash"));
  document.words = NumberOf<std::uint64_t>(json, "words");
  for (const Json& segment : json.at("segments")) document.segments.push_back(SegmentOf(segment));
  return document;
}

// The key of a previous version. Dumps of format 1 do not tell whose it is: the path alone is what they give.
std::string PreviousKeyOf(const Json& json) {
  std::string path = TextOf(json.at("previous"));
  if (!json.contains("side")) return PathKey(kPreviousTag, path);
  const std::string side = json.at("side").get<std::string>();
  if (side != kSource && side != kTarget) throw StoreError(fmt::format("\"{}\" is no side", side));
  return EncodePreviousKey({std::move(path), KeyOfJson(json.at("of")),
                            side == kSource ? PreviousKey::Side::kSource : PreviousKey::Side::kTarget});
}

}  // namespace

Json FileJson(std::string_view path, const FileRecord& file, bool all) {
  Json json = {{"file", TextJson(path)},
               {"usable", file.usable},
               {"content_hash", Hash(file.content_hash)},
               {"rules_hash", fmt::format("{:08x}", file.rules_hash)}};
  if (file.key) json["key"] = KeyJson(*file.key);
  if (all) {
    json["stamp"] = {{"size", file.stamp.size},
                     {"mtime_ns", file.stamp.mtime_ns},
                     {"ctime_ns", file.stamp.ctime_ns},
                     {"inode", file.stamp.inode},
                     {"racy", file.racy}};
  }
  return json;
}

Json DocumentJson(std::string_view path, const DocumentRecord& document) {
  return VersionJson("document", path, document);
}

Json PreviousJson(const PreviousKey& key, const DocumentRecord& document) {
  Json json = VersionJson("previous", key.path, document);
  json["of"] = KeyJson(key.translation);
  json["side"] = key.side == PreviousKey::Side::kSource ? kSource : kTarget;
  return json;
}

Json UnboundJson(const ReviewKey& review) {
  return {{"unbound", {{"collection", TextJson(review.collection)}, {"ref", TextJson(review.ref)}}}};
}

Json UnlearntJson(const UnlearntMark& mark) {
  return {{"unlearnt", KeyJson(mark.translation)}, {"doubtful", mark.doubtful}};
}

Json DiagnosticsJson(std::string_view path, const std::vector<Diagnostic>& diagnostics) {
  Json items = Json::array();
  for (const Diagnostic& diagnostic : diagnostics) items.push_back(DiagnosticJson(diagnostic));
  return {{"diagnostics", TextJson(path)}, {"items", items}};
}

Json HistoryJson(const HistoryRecord& history) {
  Json json = {{"history", history.commit}, {"time_ms", history.time_ms}};
  if (!history.under_way.empty()) json["under_way"] = history.under_way;
  return json;
}

LoadedRecord RecordOf(const Json& line) {
  if (line.contains("document")) {
    return {PathKey(kDocumentTag, TextOf(line.at("document"))), Encode(DocumentOf(line))};
  }
  if (line.contains("file")) return {PathKey(kFileTag, TextOf(line.at("file"))), Encode(FileOf(line))};
  if (line.contains("diagnostics")) {
    std::vector<Diagnostic> diagnostics;
    for (const Json& item : line.at("items")) diagnostics.push_back(DiagnosticOf(item));
    return {PathKey(kDiagnosticsTag, TextOf(line.at("diagnostics"))), Encode(diagnostics)};
  }
  if (line.contains("previous")) {
    return {PreviousKeyOf(line), Encode(DocumentOf(line))};
  }
  if (line.contains("translation")) {
    const TranslationRecord translation = TranslationOf(line);
    return {TranslationKey(translation.key), Encode(translation)};
  }
  if (line.contains("unbound")) {
    const Json& review = line.at("unbound");
    return {UnboundKey(TextOf(review.at("collection")), TextOf(review.at("ref"))), EncodeUnbound()};
  }
  if (line.contains("history")) {
    HistoryRecord history{TextOf(line.at("history")), NumberOf<std::int64_t>(line, "time_ms"), ""};
    if (line.contains("under_way")) history.under_way = TextOf(line.at("under_way"));
    return {std::string(kHistoryKey), Encode(history)};
  }
  if (line.contains("unlearnt")) {
    const UnlearntMark mark{KeyOfJson(line.at("unlearnt")), line.at("doubtful").get<bool>()};
    return {UnlearntKey(mark.translation), Encode(mark)};
  }
  if (line.contains("lexicon")) return LexiconRecordOf(line);
  if (line.contains("run")) {
    const RunRecord run = RunOf(line);
    return {RunKey(run.id), Encode(run)};
  }
  if (std::optional<LoadedRecord> record = MemoryRecordOf(line)) return *std::move(record);
  throw StoreError(
      "expected a document, file, diagnostics, translation, previous, unbound, unlearnt, lexicon, unit, contributions, "
      "unfed, forgotten, history or run");
}

}  // namespace lockstep
