// Reasons and verdicts as people and machines read them.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "pipeline/console.h"
#include "pipeline/verdict_walk.h"
#include "stages/model/verdict.h"

namespace lockstep {

// The machine contract of a reason: state, class, severity, field, old, new, source_line, target_line, source_text,
// target_text, since; null where there is none.
nlohmann::ordered_json ReasonJson(const Reason& reason);

// The machine contract of a translation: collection, ref, lang, source_path, target_path, state, severity, since,
// reasons.
nlohmann::ordered_json TranslationJson(const DocumentKey& key, const Judged& judged);

// The reason in a few lines for people, ending in a line end; `source_path` and `target_path` stand before the lines.
std::string ReasonText(const Reason& reason, const std::string& source_path, const std::string& target_path,
                       const Console& console);

}  // namespace lockstep
