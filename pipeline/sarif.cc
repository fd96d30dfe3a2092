// SARIF 2.1.0 (OASIS): the form in which code hosts take the findings of any tool.
#include <fmt/format.h>
#include <array>

#include <nlohmann/json.hpp>

#include "pipeline/annotations.h"
#include "pipeline/version.h"

namespace lockstep {
namespace {

using Json = nlohmann::ordered_json;

struct Rule {
  EditClass edit_class;
  const char* text;
};

constexpr std::array kRules = {
    Rule{EditClass::kRating, "A rating changed, or differs from the source's."},
    Rule{EditClass::kStructure, "A section, a block or a document was added, removed or moved."},
    Rule{EditClass::kFigure, "Figures changed: a price, a measurement, a date, a citation."},
    Rule{EditClass::kField, "A field of the front matter changed."},
    Rule{EditClass::kProse, "The wording changed."},
    Rule{EditClass::kCurrency, "Amounts moved to another currency."},
    Rule{EditClass::kReference, "A reference entry, a URL or an access date changed."},
    Rule{EditClass::kCosmetic, "Case, quotes, dashes, white space or Unicode form changed."},
};

const char* LevelOf(Urgency severity) {
  return severity == Urgency::kHigh ? "error" : severity == Urgency::kMedium ? "warning" : "note";
}

std::size_t IndexOf(const std::string& rule) {
  for (std::size_t i = 0; i < kRules.size(); ++i) {
    if (rule == Name(kRules[i].edit_class)) return i;
  }
  return 0;
}

// A path as a relative reference of RFC 3986.
std::string Uri(std::string_view path) {
  std::string out;
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

Json Result(const AnnotatedTranslation& translation, const Annotation& debt) {
  const Json place = {{"artifactLocation", {{"uri", Uri(debt.path)}, {"uriBaseId", "%SRCROOT%"}}},
                      {"region", {{"startLine", debt.line}}}};
  const std::string text = fmt::format("{} ({}): {}", translation.ref, translation.lang, debt.message);
  return {{"ruleId", debt.rule},
          {"ruleIndex", IndexOf(debt.rule)},
          {"level", LevelOf(debt.severity)},
          {"message", {{"text", text}}},
          {"locations", Json::array({{{"physicalLocation", place}}})}};
}

}  // namespace

std::string Sarif(const std::vector<AnnotatedTranslation>& translations) {
  Json rules = Json::array();
  for (const Rule& rule : kRules) {
    rules.push_back({{"id", Name(rule.edit_class)},
                     {"shortDescription", {{"text", rule.text}}},
                     {"defaultConfiguration", {{"level", LevelOf(UrgencyOf(rule.edit_class))}}}});
  }
  Json results = Json::array();
  for (const AnnotatedTranslation& translation : translations) {
    for (const Annotation& debt : translation.debts) results.push_back(Result(translation, debt));
  }
  const Json driver = {{"name", "lockstep"}, {"version", Version()}, {"rules", std::move(rules)}};
  Json run = {{"tool", {{"driver", driver}}}, {"columnKind", "unicodeCodePoints"}, {"results", std::move(results)}};
  const Json log = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                    {"version", "2.1.0"},
                    {"runs", Json::array({std::move(run)})}};
  return log.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace lockstep
