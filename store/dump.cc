#include "store/dump.h"

#include <cerrno>
#include <filesystem>
#include <optional>
#include <system_error>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "store/bound_versions.h"
#include "store/codec.h"
#include "store/json.h"
#include "store/keys.h"
#include "store/lexicon_store.h"
#include "store/memory_codec.h"
#include "store/memory_json.h"
#include "store/replacement.h"
#include "store/store.h"
#include "store/verify.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

// The version of the dump's lines; see FORMAT.md. Version 1 did not tell whose previous versions are.
constexpr int kDumpFormat = 2;

// The record as its line says it; nothing for what is derived.
std::optional<Json> LineOf(std::string_view key, std::string_view value, bool all) {
  if (key.empty()) return std::nullopt;
  switch (key.front()) {
    case kDocumentTag: return DocumentJson(PathOf(key), DecodeDocument(key, value));
    case kFileTag: return FileJson(PathOf(key), DecodeFile(key, value), all);
    case kDiagnosticsTag: return DiagnosticsJson(PathOf(key), DecodeDiagnostics(key, value));
    case kTranslationTag: return TranslationJson(DecodeTranslation(key, value), all);
    case kPreviousTag:
      ExpectRecord(key, value);
      return PreviousJson(*DecodePreviousKey(key), DecodePrevious(key, value));
    case kUnboundTag: return UnboundJson(DecodeUnbound(key, value));
    case kHistoryTag: return HistoryJson(DecodeHistory(key, value));
    case kRunTag: return RunJson(DecodeRun(key, value), all);
    case kUnitTag: ExpectMemoryRecord(key, value); return UnitJson(*DecodeUnitKey(key), DecodeUnit(key, value), all);
    case kContributionTag:
      ExpectMemoryRecord(key, value);
      return ContributionsJson(*DecodeContributionKey(key), DecodeContributions(key, value));
    case kForgottenTag: return ForgottenJson(DecodeForgotten(key, value));
    case kUnfedTag: return UnfedJson(DecodeUnfed(key, value));
    // What a lexicon knows depends on what the site said once.
    case kLexiconTag: return all ? std::optional(LexiconJson(key, value)) : std::nullopt;
    case kUnlearntTag: return all ? std::optional(UnlearntJson(DecodeUnlearnt(key, value))) : std::nullopt;
    default: return std::nullopt;
  }
}

// nlohmann's messages begin with "[json.exception.type.id] ".
std::string Plain(const nlohmann::json::exception& error) {
  const std::string text = error.what();
  const std::size_t end = text.find("] ");
  return end == std::string::npos ? text : text.substr(end + 2);
}

// Returns whether the dump was made with --all.
bool CheckHeader(const Json& header) {
  if (!header.is_object() || header.value("lockstep", "") != "dump") {
    throw StoreError("expected the header of a dump, {\"lockstep\":\"dump\",...}");
  }
  if (header.at("format") != kDumpFormat && header.at("format") != 1) {
    throw StoreError(
        fmt::format("the dump's format is {}, this lockstep knows {}", header.at("format").dump(), kDumpFormat));
  }
  return header.value("all", false);
}

void LoadRecord(const LoadedRecord& record, Engine& engine) {
  LineOf(record.key, record.value, true);  // throws where the record is none that could be read back
  if (engine.Get(record.key)) throw StoreError(fmt::format("the record {} comes twice", PrintableKey(record.key)));
  Batch batch;
  batch.Put(record.key, record.value);
  engine.Write(batch, false);
}

void LoadLine(const Json& line, Engine& engine) {
  const LoadedRecord record = RecordOf(line);
  if (!record.key.starts_with(kPreviousTag) || DecodePreviousKey(record.key)) return LoadRecord(record, engine);
  // As format 1 had it: bindings come before the versions that they count in.
  for (const PreviousKey& key : CountingIn(engine, PathOf(record.key), DecodeDocument(record.key, record.value))) {
    LoadRecord({EncodePreviousKey(key), record.value}, engine);
  }
}

void LoadLines(std::istream& dump, const std::string& name, Engine& engine) {
  std::size_t number = 0;
  try {
    std::string line;
    bool all = false;
    for (number = 1; std::getline(dump, line); ++number) {
      const Json json = Json::parse(line);
      if (number == 1) {
        all = CheckHeader(json);
      } else {
        LoadLine(json, engine);
      }
    }
    if (dump.bad()) throw StoreError(fmt::format("cannot read on: {}", std::generic_category().message(errno)));
    if (number == 1) throw StoreError("the dump is empty");
    if (!all) ForgetLexicons(engine);  // they are learned anew
  } catch (const nlohmann::json::exception& error) {
    throw StoreError(fmt::format("{}:{}: {}", name, number, Plain(error)));
  } catch (const StoreError& error) {
    throw StoreError(fmt::format("{}:{}: {}", name, number, error.what()));
  }
}

// Documents, files and diagnostics are lines of their own: a dump that lost some would make a store that lies.
void Complete(const std::string& name, Engine& engine) {
  RebuildStore(engine, [&](const Damage& finding) {
    throw StoreError(fmt::format("{}: the dump is not whole: {} stands alone", name, finding.key));
  });
  engine.Flush();
}

// True where the store has more than its format version.
bool HasContent(const std::string& directory) {
  if (!fs::exists(DatabaseDirectory(directory))) return false;
  const std::unique_ptr<Engine> engine = OpenLevelDb(directory, {});
  bool content = false;
  engine->Scan({}, [&](std::string_view key, std::string_view) { return !(content = key != kFormatKey); });
  return content;
}

}  // namespace

void DumpStore(const View& view, const DumpOptions& options, const std::function<void(std::string_view)>& write) {
  write(Json{{"lockstep", "dump"}, {"format", kDumpFormat}, {"all", options.all}}.dump() + "\n");
  view.Scan({}, [&](std::string_view key, std::string_view value) {
    if (const std::optional<Json> line = LineOf(key, value, options.all)) write(line->dump() + "\n");
    return true;
  });
}

void LoadDump(std::istream& dump, const std::string& name, Engine& engine) {
  LoadLines(dump, name, engine);
  Complete(name, engine);
}

void LoadStore(const std::string& directory, std::istream& dump, const std::string& name, const LoadOptions& options) {
  FinishReplacing(directory);
  if (!options.replace && HasContent(directory)) {
    throw StoreError(fmt::format("store {} is not empty; give --force to put the dump in its place", directory));
  }
  const std::string fresh = directory + "/db.loading";
  const std::string replaced = directory + "/db.replaced";
  try {
    fs::remove_all(fresh);
    fs::remove_all(replaced);
    fs::create_directories(fresh);
    {
      Store store(OpenLevelDb(fresh, {}));
      LoadDump(dump, name, store.engine());
    }
    ReplaceDatabase(directory, DatabaseDirectory(fresh), replaced);
    fs::remove_all(replaced);
    fs::remove_all(fresh);
  } catch (const fs::filesystem_error& error) {
    throw StoreError(fmt::format("store {}: cannot load: {}", directory, error.what()));
  } catch (const StoreError&) {
    std::error_code ignored;
    fs::remove_all(fresh, ignored);
    throw;
  }
}

}  // namespace lockstep
