// Reasons and verdicts as people and machines read them.
#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "pipeline/console.h"
#include "pipeline/verdict_walk.h"
#include "stages/model/verdict.h"

namespace lockstep {

// A value of a JSON answer: null where there is nothing, or, of a text that may be missing, where it is empty.
template <typename T>
nlohmann::ordered_json OrNull(const std::optional<T>& value) {
  return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json();
}
inline nlohmann::ordered_json OrNull(const std::string& text) {
  return text.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(text);
}

// A JSON answer on one line; what is no UTF-8 is replaced.
std::string Dumped(const nlohmann::ordered_json& json);

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
