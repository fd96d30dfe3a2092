// The translation memory's records as JSON, for dumps; as store/json.h. Where a variant is used, and the index, are
// derived and left out.
#pragma once

#include <optional>

#include "store/json.h"
#include "store/memory_keys.h"
#include "store/memory_records.h"

namespace lockstep {

Json UnitJson(const UnitName& name, const Unit& unit, bool all);
Json ForgottenJson(const LanguagePair& pair);
Json UnfedJson(const DocumentKey& translation);
Json ContributionsJson(const DocumentKey& key, const ContributionRecord& record);

// A record of a dump's line; nothing where the line is of another kind. As RecordOf.
std::optional<LoadedRecord> MemoryRecordOf(const Json& line);

}  // namespace lockstep
