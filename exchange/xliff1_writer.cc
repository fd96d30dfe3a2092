#include "exchange/xliff1_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "exchange/package_identity.h"
#include "exchange/xliff1_text.h"
#include "exchange/xml_writer.h"
#include "stages/model/unit.h"

namespace lockstep {
namespace {

struct StateNames {
  WorkState state;
  const char* name;
  const char* qualifier;
};
// What tools take for "nothing yet", "to be done", "to be looked at" and "done".
constexpr std::array<StateNames, 4> kStates = {{{WorkState::kMissing, "new", nullptr},
                                                {WorkState::kStale, "needs-translation", "leveraged-inherited"},
                                                {WorkState::kSuspect, "needs-review-translation", nullptr},
                                                {WorkState::kCurrent, "translated", nullptr}}};

const StateNames& NamesOf(WorkState state) {
  const auto at = std::find_if(kStates.begin(), kStates.end(), [&](const auto& names) { return names.state == state; });
  return at == kStates.end() ? kStates.front() : *at;
}

void WriteTexts(const CodedText& source, const CodedText& target, XmlWriter& xml) {
  WriteXliff1Text(source, xml.Begin("source"));
  WriteXliff1Text(target, xml.End().Begin("target"));
  xml.End();
}

// Where there is no translation, the target is the source and new: OmegaT translates what it finds in a target, and
// nothing where it finds none.
void WriteTarget(const PackageUnit& unit, const std::string& lang, XmlWriter& xml) {
  xml.Begin("target").Attribute("xml:lang", lang);
  const StateNames& names = NamesOf(unit.target ? unit.state : WorkState::kMissing);
  xml.Attribute("state", names.name);
  if (names.qualifier != nullptr) xml.Attribute("state-qualifier", names.qualifier);
  WriteXliff1Text(unit.target ? *unit.target : unit.source, xml);
  xml.End();
}

void WriteContext(const PackageFile& file, const PackageUnit& unit, XmlWriter& xml) {
  xml.Begin("context-group").Attribute("purpose", "location");
  const auto context = [&](const char* type, const std::string& text) {
    if (!text.empty()) xml.Begin("context").Attribute("context-type", type).Text(text).End();
  };
  context("sourcefile", file.source_path);
  context("linenumber", unit.source_line == 0 ? "" : std::to_string(unit.source_line));
  context("x-lockstep-source-hash", HashText(unit.source_hash));
  context("x-lockstep-target-hash", HashText(unit.target_hash));
  xml.End();
}

void WriteNotes(const PackageFile& file, const PackageUnit& unit, XmlWriter& xml) {
  for (const auto& [key, text] : NotesOf(file, unit))
    xml.Begin("note").Attribute("from", fmt::format("lockstep:{}", key)).Text(text).End();
}

void WriteAlternatives(const PackageUnit& unit, XmlWriter& xml) {
  for (const PackageSuggestion& suggestion : unit.suggestions) {
    xml.Begin("alt-trans").Attribute("match-quality", fmt::format("{}%", suggestion.score));
    xml.AttributeUnlessEmpty("origin", suggestion.origin).Attribute("extype", Name(suggestion.kind));
    xml.Attribute("xml:space", "preserve");
    WriteTexts(suggestion.source, suggestion.target, xml);
    xml.End();
  }
  if (!unit.old_source || !unit.target) return;
  xml.Begin("alt-trans").Attribute("alttranstype", "previous-version").Attribute("xml:space", "preserve");
  WriteTexts(*unit.old_source, *unit.target, xml);
  xml.End();
}

void WriteUnit(const PackageFile& file, const PackageUnit& unit, XmlWriter& xml) {
  xml.Begin("trans-unit").Attribute("id", unit.id).AttributeUnlessEmpty("resname", unit.field);
  if (!unit.kind.empty()) xml.Attribute("restype", fmt::format("x-{}", unit.kind));
  // translate-toolkit takes what is not approved for po_fuzzy.
  if (unit.state == WorkState::kCurrent && unit.target) xml.Attribute("approved", "yes");
  xml.Attribute("xml:space", "preserve");
  WriteXliff1Text(unit.source, xml.Begin("source").Attribute("xml:lang", file.source_lang));
  xml.End();
  WriteTarget(unit, file.target_lang, xml);
  WriteContext(file, unit, xml);
  WriteNotes(file, unit, xml);
  WriteAlternatives(unit, xml);
  xml.End();
}

void WriteFile(const WorkPackage& package, const PackageFile& file, XmlWriter& xml) {
  xml.Begin("file").Attribute("original", file.source_path);
  xml.Attribute("source-language", file.source_lang).Attribute("target-language", file.target_lang);
  xml.Attribute("datatype", "x-markdown").Begin("header");
  KeyedTexts identity = IdentityOf(package);
  for (auto& item : IdentityOf(file)) identity.push_back(std::move(item));
  for (const auto& [key, text] : identity)
    xml.Begin("note").Attribute("from", fmt::format("lockstep:{}", key)).Text(text).End();
  xml.End().Begin("body");
  for (const PackageUnit& unit : file.units) WriteUnit(file, unit, xml);
  xml.End().End();
}

}  // namespace

std::string WriteXliff1(const WorkPackage& package) {
  std::string out;
  XmlWriter xml(out);
  xml.Begin("xliff").Attribute("xmlns", "urn:oasis:names:tc:xliff:document:1.2").Attribute("version", "1.2");
  for (const PackageFile& file : package.files) {
    if (!file.units.empty()) WriteFile(package, file, xml);
  }
  xml.End();
  return out;
}

}  // namespace lockstep
