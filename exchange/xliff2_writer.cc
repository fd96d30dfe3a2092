#include "exchange/xliff2_writer.h"

#include <fmt/format.h>

#include "exchange/package_identity.h"
#include "exchange/xliff2_text.h"
#include "exchange/xml_writer.h"
#include "locales/unicode.h"

namespace lockstep {
namespace {

// Ids of segments and codes of a unit must differ; ours of codes have no colon.
constexpr const char* kSegment = "lockstep:segment";

void WriteMetadata(const KeyedTexts& texts, XmlWriter& xml) {
  if (texts.empty()) return;
  xml.Begin("mda:metadata").Begin("mda:metaGroup").Attribute("category", "lockstep");
  for (const auto& [key, text] : texts) xml.Begin("mda:meta").Attribute("type", key).Text(text).End();
  xml.End().End();
}

void WriteMatches(const PackageUnit& unit, XmlWriter& xml) {
  if (unit.suggestions.empty()) return;
  xml.Begin("mtc:matches");
  std::size_t number = 0;
  for (const PackageSuggestion& suggestion : unit.suggestions) {
    OriginalData data;
    data.Collect(suggestion.source);
    data.Collect(suggestion.target);
    xml.Begin("mtc:match").Attribute("id", fmt::format("m{}", ++number));
    xml.Attribute("ref", fmt::format("#{}", kSegment));
    xml.Attribute("type", suggestion.kind == MatchKind::kIce ? "icm" : "tm");
    xml.Attribute("subType", fmt::format("lockstep:{}", Name(suggestion.kind)));
    xml.Attribute("similarity", fmt::format("{}.0", suggestion.score));
    xml.AttributeUnlessEmpty("origin", suggestion.origin);
    data.Write(xml);
    WriteXliff2Text(suggestion.source, data, xml.Begin("source"));
    WriteXliff2Text(suggestion.target, data, xml.End().Begin("target"));
    xml.End().End();
  }
  xml.End();
}

void WriteNotes(const PackageFile& file, const PackageUnit& unit, XmlWriter& xml) {
  xml.Begin("notes");
  for (const auto& [category, text] : NotesOf(file, unit)) {
    // What is wrong comes first where a tool sorts them.
    const bool is_urgent = category == "reason" || category == "old-source";
    xml.Begin("note").Attribute("category", category).Attribute("priority", is_urgent ? "1" : "5").Text(text).End();
  }
  xml.End();
}

void WriteSegment(const PackageUnit& unit, const OriginalData& data, XmlWriter& xml) {
  xml.Begin("segment").Attribute("id", kSegment);
  xml.Attribute("state", unit.state == WorkState::kCurrent && unit.target ? "translated" : "initial");
  xml.Attribute("subState", fmt::format("lockstep:{}", Name(unit.state)));
  WriteXliff2Text(unit.source, data, xml.Begin("source"));
  xml.End();
  if (unit.target) {
    WriteXliff2Text(*unit.target, data, xml.Begin("target"));
    xml.End();
  }
  xml.End();
}

void WriteUnit(const PackageFile& file, const PackageUnit& unit, XmlWriter& xml) {
  xml.Begin("unit").Attribute("id", unit.id).AttributeUnlessEmpty("name", unit.field);
  if (!unit.kind.empty()) xml.Attribute("type", fmt::format("lockstep:{}", unit.kind));
  WriteMatches(unit, xml);
  KeyedTexts hashes;
  if (unit.source_hash != 0) hashes.emplace_back("source-hash", HashText(unit.source_hash));
  if (unit.target_hash != 0) hashes.emplace_back("target-hash", HashText(unit.target_hash));
  WriteMetadata(hashes, xml);
  WriteNotes(file, unit, xml);
  OriginalData data;
  data.Collect(unit.source);
  if (unit.target) data.Collect(*unit.target);
  data.Write(xml);
  WriteSegment(unit, data, xml);
  xml.End();
}

void WriteFile(const WorkPackage& package, const PackageFile& file, XmlWriter& xml) {
  xml.Begin("file").Attribute("id", FileIdOf(file)).Attribute("original", file.source_path);
  if (IsRightToLeft(file.source_lang)) xml.Attribute("srcDir", "rtl");
  if (IsRightToLeft(file.target_lang)) xml.Attribute("trgDir", "rtl");
  xml.Attribute("xml:space", "preserve");
  // Each file says whose it is: files are split from packages and put together again.
  KeyedTexts identity = IdentityOf(package);
  for (auto& item : IdentityOf(file)) identity.push_back(std::move(item));
  WriteMetadata(identity, xml);
  for (const PackageUnit& unit : file.units) WriteUnit(file, unit, xml);
  xml.End();
}

}  // namespace

std::string WriteXliff2(const WorkPackage& package) {
  std::string out;
  XmlWriter xml(out);
  xml.Begin("xliff").Attribute("xmlns", "urn:oasis:names:tc:xliff:document:2.0");
  xml.Attribute("xmlns:mtc", "urn:oasis:names:tc:xliff:matches:2.0");
  xml.Attribute("xmlns:mda", "urn:oasis:names:tc:xliff:metadata:2.0").Attribute("version", "2.1");
  if (!package.files.empty()) {
    xml.Attribute("srcLang", package.files.front().source_lang);
    xml.Attribute("trgLang", package.files.front().target_lang);
  }
  for (const PackageFile& file : package.files) {
    if (!file.units.empty()) WriteFile(package, file, xml);
  }
  xml.End();
  return out;
}

}  // namespace lockstep
