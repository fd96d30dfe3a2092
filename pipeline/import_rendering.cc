#include "pipeline/import_rendering.h"

#include <fmt/format.h>

#include <array>

#include "pipeline/reason_rendering.h"

namespace lockstep {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array kFates = {Fate::kApply,    Fate::kConfirm, Fate::kWaiting,      Fate::kStale,
                               Fate::kConflict, Fate::kRefused, Fate::kUntranslated, Fate::kSame};
// Longer ones are cut: the line in the package tells the rest.
constexpr std::size_t kLongestQuote = 60;
constexpr std::size_t kMostHolding = 3;

std::string Words(Fate fate, bool dry_run) {
  switch (fate) {
    case Fate::kApply: return dry_run ? "to be written" : "written";
    case Fate::kConfirm: return "there already";
    case Fate::kSame: return "untouched";
    default: return Name(fate);
  }
}

std::string Quote(const std::string& text) {
  if (text.size() <= kLongestQuote) return text;
  std::size_t end = kLongestQuote;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "...";
}

Location PlaceIn(const std::string& package, std::uint64_t line) {
  Location place;
  place.path = package;
  place.line = line;
  place.column = line == 0 ? 0 : 1;
  return place;
}

Diagnostic At(const std::string& package, std::uint64_t line, Severity severity, std::string code,
              std::string message) {
  Diagnostic diagnostic;
  diagnostic.severity = severity;
  diagnostic.code = std::move(code);
  diagnostic.message = std::move(message);
  diagnostic.where = PlaceIn(package, line);
  return diagnostic;
}

std::string Subject(const UnitOutcome& unit) {
  return unit.text.empty() ? fmt::format("unit {}", unit.id) : fmt::format("\"{}\"", Quote(unit.text));
}

// "products/a in de: "; what the package does not say is left out.
std::string SubjectOf(const DocumentKey& key) {
  if (key.ref.empty()) return "";
  const std::string review = fmt::format("{}/{}", key.collection, key.ref);
  return key.lang.empty() ? review + ": " : fmt::format("{} in {}: ", review, key.lang);
}

Json Counts(const FileOutcome& file) {
  Json counts = Json::object();
  for (const Fate fate : kFates) counts[Name(fate)] = file.Count(fate);
  return counts;
}

Json UnitJson(const UnitOutcome& unit) {
  Json warnings = Json::array();
  for (const AnswerProblem& warning : unit.warnings) {
    warnings.push_back({{"code", warning.code}, {"message", warning.message}});
  }
  return {{"id", unit.id},           {"line", unit.line},
          {"fate", Name(unit.fate)}, {"source", OrNull(unit.text)},
          {"why", OrNull(unit.why)}, {"warnings", std::move(warnings)}};
}

// What a file waits for, where no diagnostic of its own says so: the first units, and how many more.
std::vector<Note> WhatHolds(const std::string& package, const FileOutcome& file) {
  std::vector<Note> notes;
  std::size_t more = 0;
  for (const UnitOutcome& unit : file.units) {
    if (!unit.holds_file || unit.fate != Fate::kUntranslated) continue;
    if (notes.size() == kMostHolding) {
      ++more;
      continue;
    }
    notes.push_back({PlaceIn(package, unit.line), fmt::format("{}: {}", Subject(unit), unit.why)});
  }
  if (more > 0) {
    notes.push_back({PlaceIn(package, 0),
                     fmt::format("{} more {} lacking; `--format json` names all", more, more == 1 ? "is" : "are")});
  }
  return notes;
}

}  // namespace

std::string ImportText(const PackageOutcome& package, bool dry_run, const Console& console) {
  std::string text = package.diff.value_or("");
  for (const FileOutcome& file : package.files) {
    std::string counts;
    for (const Fate fate : kFates) {
      if (const std::size_t count = file.Count(fate); count > 0) {
        counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", count, Words(fate, dry_run));
      }
    }
    const std::string name =
        file.key.ref.empty() ? "?" : fmt::format("{}/{}", Printable(file.key.collection), Printable(file.key.ref));
    text += fmt::format("{}  {}  {}{}{}\n", console.Paint(Style::kBold, name), Printable(file.key.lang),
                        file.is_new && file.change ? fmt::format("new: {}; ", Printable(file.path)) : "",
                        file.problem.empty() || !counts.empty() ? "" : "not taken", counts);
    for (const std::string& field : file.left_out) {
      text += fmt::format("    add `{}` by hand: it has to be found out for this language\n", Printable(field));
    }
  }
  return text;
}

Json ImportJson(const PackageOutcome& package, bool dry_run) {
  Json files = Json::array();
  for (const FileOutcome& file : package.files) {
    Json units = Json::array();
    for (const UnitOutcome& unit : file.units) {
      if (unit.fate != Fate::kSame) units.push_back(UnitJson(unit));
    }
    files.push_back({{"collection", file.key.collection},
                     {"ref", file.key.ref},
                     {"lang", file.key.lang},
                     {"path", OrNull(file.path)},
                     {"new", file.is_new},
                     {"problem", OrNull(file.problem)},
                     {"left_out", file.left_out},
                     {"counts", Counts(file)},
                     {"units", std::move(units)}});
  }
  Json json = {{"version", 1},
               {"command", "import"},
               {"dry_run", dry_run},
               {"package", package.path},
               {"id", OrNull(package.id)},
               {"run", package.run ? Json(package.run->id) : Json()},
               {"files", std::move(files)}};
  if (package.diff) json["diff"] = *package.diff;
  return json;
}

std::vector<Diagnostic> ImportDiagnostics(const std::string& package, const FileOutcome& file) {
  std::vector<Diagnostic> found;
  if (!file.problem.empty()) {
    found.push_back(At(package, file.line, Severity::kError, "import-file", SubjectOf(file.key) + file.problem));
    found.back().notes = WhatHolds(package, file);
  }
  for (const UnitOutcome& unit : file.units) {
    const bool lost = unit.fate == Fate::kStale || unit.fate == Fate::kConflict || unit.fate == Fate::kRefused;
    if (lost) {
      const Severity severity = unit.fate == Fate::kRefused ? Severity::kError : Severity::kWarning;
      found.push_back(At(package, unit.line, severity, fmt::format("import-{}", Name(unit.fate)),
                         fmt::format("{}: {}", Subject(unit), unit.why)));
    }
    for (const AnswerProblem& warning : unit.warnings) {
      found.push_back(At(package, unit.line, Severity::kWarning, warning.code,
                         fmt::format("{}: {}", Subject(unit), warning.message)));
    }
  }
  return found;
}

}  // namespace lockstep
