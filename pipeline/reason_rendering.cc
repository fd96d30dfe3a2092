#include "pipeline/reason_rendering.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "pipeline/diff_rendering.h"
#include "pipeline/utc_time.h"

namespace lockstep {
namespace {

std::string Place(const std::string& path, std::optional<std::uint32_t> line) {
  return line ? fmt::format("{}:{}", path, *line) : path;
}

}  // namespace

std::string Dumped(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

nlohmann::ordered_json ReasonJson(const Reason& reason) {
  return {{"state", Name(reason.state)},
          {"class", Name(reason.edit_class)},
          {"severity", Name(reason.severity)},
          {"field", OrNull(reason.field)},
          {"old", OrNull(reason.old_text)},
          {"new", OrNull(reason.new_text)},
          {"source_line", OrNull(reason.source_line)},
          {"target_line", OrNull(reason.target_line)},
          {"source_text", OrNull(reason.source_text)},
          {"target_text", OrNull(reason.target_text)},
          {"since",
           reason.since ? nlohmann::ordered_json(UtcTime(reason.since->time_ms)) : nlohmann::ordered_json(nullptr)}};
}

nlohmann::ordered_json TranslationJson(const DocumentKey& key, const Judged& judged) {
  using Json = nlohmann::ordered_json;
  const auto path = [](const IndexEntry* entry) { return entry == nullptr ? Json() : Json(entry->path); };
  const std::optional<Moment> since = judged.verdict.Since();
  Json reasons = Json::array();
  for (const Reason& reason : judged.verdict.reasons) reasons.push_back(ReasonJson(reason));
  return {{"collection", key.collection},
          {"ref", key.ref},
          {"lang", judged.target.lang},
          {"source_path", path(judged.target.source)},
          {"target_path", path(judged.target.target)},
          {"state", Name(judged.verdict.state)},
          {"severity", Name(judged.verdict.severity)},
          {"since", since ? Json(UtcTime(since->time_ms)) : Json()},
          {"reasons", std::move(reasons)}};
}

std::string ReasonText(const Reason& reason, const std::string& source_path, const std::string& target_path,
                       const Console& console) {
  const std::string field = reason.field ? fmt::format(" {}", Printable(*reason.field)) : std::string();
  const std::string where =
      Printable(reason.source_line ? Place(source_path, reason.source_line) : Place(target_path, reason.target_line));
  const std::string head = fmt::format("{} ({}{}, {}){}", Name(reason.state), Name(reason.edit_class),
                                       reason.moved ? ", moved" : "", Name(reason.severity), field);
  std::string text = fmt::format("{}: {}\n", where, console.Paint(StyleOf(reason.severity), head));
  const auto line = [&](const char* label, const std::optional<std::string>& value) {
    if (value) text += fmt::format("    {:<8}{}\n", label, Printable(*value));
  };
  line("was", reason.old_text != reason.new_text ? reason.old_text : std::nullopt);
  line("is", reason.new_text);
  line("target", reason.target_text);
  return text;
}

}  // namespace lockstep
