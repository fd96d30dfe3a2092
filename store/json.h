// The store's records as JSON, for dumps.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "store/keys.h"
#include "store/records.h"

namespace lockstep {

using Json = nlohmann::ordered_json;

// `all`: also what is bound to this machine and moment.
Json FileJson(std::string_view path, const FileRecord& file, bool all);
Json DocumentJson(std::string_view path, const DocumentRecord& document);
Json DiagnosticsJson(std::string_view path, const std::vector<Diagnostic>& diagnostics);
Json PreviousJson(const PreviousKey& key, const DocumentRecord& document);
Json TranslationJson(const TranslationRecord& translation, bool all);
Json UnboundJson(const ReviewKey& review);
Json HistoryJson(const HistoryRecord& history);
Json UnlearntJson(const UnlearntMark& mark);
// The record `value` of a lexicon or of one of its words.
Json LexiconJson(std::string_view key, std::string_view value);
Json RunJson(const RunRecord& run, bool all);
// Throws as RecordOf does.
RunRecord RunOf(const Json& line);

// A record of a dump's line. Throws nlohmann::json::exception or StoreError, without saying which line.
struct LoadedRecord {
  std::string key;  // of the store
  std::string value;
};
LoadedRecord RecordOf(const Json& line);
LoadedRecord LexiconRecordOf(const Json& line);  // of a line that LexiconJson made

}  // namespace lockstep
