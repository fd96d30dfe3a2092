#include "pipeline/check_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "pipeline/annotations.h"
#include "pipeline/atomic_file.h"
#include "pipeline/console.h"
#include "pipeline/diff_rendering.h"
#include "pipeline/gate.h"
#include "pipeline/points_in_time.h"
#include "pipeline/reason_rendering.h"
#include "pipeline/review_query.h"
#include "pipeline/store_access.h"
#include "pipeline/utc_time.h"
#include "pipeline/verdict_walk.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

Urgency SeverityOf(const std::string& name) {
  for (const Urgency severity : {Urgency::kMedium, Urgency::kHigh}) {
    if (name == Name(severity)) return severity;
  }
  return Urgency::kLow;
}

GateRules RulesOf(const Arguments& arguments, const StoreReader& reader) {
  GateRules rules;
  rules.severity = SeverityOf(arguments.Value("severity").value_or("low"));
  const std::int64_t now_ms = NowMs();
  if (const auto since = arguments.Value("since")) rules.since_ms = PointInTime("since", *since, reader, now_ms);
  if (const auto age = arguments.Value("max-age")) rules.oldest_ms = now_ms - Age("max-age", *age);
  if (const auto limit = arguments.Value("max-stale")) {
    rules.max_stale = ParseStaleLimit(*limit);
    if (!rules.max_stale) {
      throw UsageError(
          fmt::format("--max-stale: \"{}\" is no limit, expected a number such as 12 or a share such as 2.5%", *limit));
    }
  } else if (!rules.oldest_ms) {
    rules.max_stale = StaleLimit{};
  }
  return rules;
}

// What stands before the site's paths where the program was called: code hosts count from the repository's top.
std::string PathPrefix(const fs::path& site) {
  std::error_code error;
  const fs::path below = fs::relative(site, fs::current_path(error), error);
  if (error || below.empty() || below == "." || *below.begin() == "..") return "";
  return below.generic_string() + "/";
}

Annotation AnnotationOf(const Reason& reason, const Judged& judged, const std::string& prefix) {
  const bool at_target = judged.target.target != nullptr && (reason.target_line || !judged.target.source);
  const IndexEntry* document =
      at_target || judged.target.source == nullptr ? judged.target.target : judged.target.source;
  const std::optional<std::uint32_t> line = at_target ? reason.target_line : reason.source_line;
  return {.path = prefix + document->path,
          .line = line.value_or(1),
          .severity = reason.severity,
          .rule = Name(reason.edit_class),
          .message = DebtMessage(reason, judged.target.lang)};
}

void PrintDebts(const AnnotatedTranslation& translation, Console& console) {
  for (const Annotation& debt : translation.debts) {
    console.out() << fmt::format("{}:{}: {}: {} [{}]\n", Printable(debt.path), debt.line,
                                 console.Paint(StyleOf(debt.severity), Name(debt.severity)), debt.message, debt.rule);
  }
}

void PrintJson(const Json& json, Console& console) {
  console.out() << Dumped(json) << '\n';
}

Json JsonOf(const GateResult& result) {
  Json json = {{"version", 1},
               {"command", "check"},
               {"met", result.broken.empty()},
               {"translations", result.translations},
               {"due", result.due},
               {"too_old", result.too_old}};
  for (const State state : {State::kStale, State::kSuspect, State::kMissing, State::kOrphan}) {
    json[Name(state)] = result.by_state[static_cast<std::size_t>(state)];
  }
  for (const Urgency severity : {Urgency::kHigh, Urgency::kMedium, Urgency::kLow}) {
    json[Name(severity)] = result.by_severity[static_cast<std::size_t>(severity)];
  }
  json["oldest"] = result.oldest ? Json(UtcTime(result.oldest->time_ms)) : Json();
  json["broken"] = result.broken;
  return json;
}

std::string Annotations(const std::string& format, const std::vector<AnnotatedTranslation>& translations) {
  if (format == "sarif") return Sarif(translations);
  return format == "junit" ? JUnit(translations) : GitHubCommands(translations);
}

// The summary goes where the annotations do not.
void PrintSummary(const GateResult& result, bool annotations_on_stdout, Console& console) {
  if (annotations_on_stdout) return console.Info(Summary(result));
  if (console.json()) return PrintJson(JsonOf(result), console);
  console.out() << fmt::format("check: {}\n", Summary(result));
}

}  // namespace

int RunCheck(const Arguments& arguments, Console& console) {
  const Configuration configuration = LoadConfiguration(arguments, console);
  const ReviewQuery scope = ReadScope(arguments, configuration.rules);
  const std::optional<std::string> format = arguments.Value("annotate");
  const std::optional<std::string> file = arguments.Value("output");
  const std::optional<StoreSession> session = OpenSyncedStore(arguments, configuration, console);
  if (!session) return kFailed;
  const StoreReader reader = session->store.Reader();

  Gate gate(RulesOf(arguments, reader));
  const std::string prefix = PathPrefix(configuration.site);
  std::vector<AnnotatedTranslation> annotated;
  ForEachVerdict(reader, configuration, scope, [&](const DocumentKey& key, const Judged& judged) {
    const std::vector<Reason> debts = gate.See(judged.verdict);
    AnnotatedTranslation translation{key.collection, key.ref, judged.target.lang, {}};
    for (const Reason& debt : debts) translation.debts.push_back(AnnotationOf(debt, judged, prefix));
    if (format) {
      annotated.push_back(std::move(translation));
    } else if (console.json() && !debts.empty()) {
      PrintJson(TranslationJson(key, {judged.target, {judged.verdict.state, judged.verdict.severity, debts}}), console);
    } else if (!console.options().quiet && !console.json()) {
      PrintDebts(translation, console);
    }
  });
  if (format) {
    WriteTo(file, console.out(), [&](const auto& write) { write(Annotations(*format, annotated)); });
  }
  const GateResult result = gate.Finish();
  PrintSummary(result, format && !file, console);
  return result.broken.empty() ? kDone : kGateNotMet;
}

}  // namespace lockstep
