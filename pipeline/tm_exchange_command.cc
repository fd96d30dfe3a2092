#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "exchange/tmx_reader.h"
#include "exchange/tmx_writer.h"
#include "locales/unicode.h"
#include "pipeline/atomic_file.h"
#include "pipeline/document_loading.h"
#include "pipeline/reason_rendering.h"
#include "pipeline/tm_command.h"
#include "pipeline/tm_session.h"
#include "pipeline/version.h"
#include "stages/normalization.h"

namespace lockstep {
namespace {

// As many skipped units are told of; the rest are counted.
constexpr std::uint64_t kMaxTold = 100;

// Which of the site's and the memory's languages a tag of a file means: "en-US" is "en" where only that is known. Where
// neither has it, the languages that lockstep ships decide: "ja-JP" is "ja", "pt-BR" is itself.
class KnownLanguages {
 public:
  KnownLanguages(const SiteRules& rules, const MemoryReader& reader) : source_(rules.source_lang) {
    known_.insert(rules.source_lang);
    known_.insert(rules.targets.begin(), rules.targets.end());
    for (const LanguagePair& pair : reader.Pairs()) known_.insert({pair.source, pair.target});
  }

  const std::string& source() const { return source_; }

  // Nothing where `tag` is no language tag.
  std::optional<std::string> Meant(const std::string& tag) const {
    std::optional<std::string> canonical = CanonicalLanguageTag(tag);
    if (!canonical) return canonical;
    if (std::optional<std::string> known = LanguageAmong(*canonical, known_)) return known;
    const std::vector<std::string> shipped = Locales::BuiltIn();
    for (const std::string& wider : LanguageFallbacks(*canonical)) {
      if (std::find(shipped.begin(), shipped.end(), wider) != shipped.end()) return wider;
    }
    return canonical;
  }

 private:
  std::string source_;
  std::set<std::string> known_;
};

struct Importer {
  const KnownLanguages& languages;
  MemoryFiller& filler;
  Console& console;
  std::string path;
  std::uint64_t skipped = 0;
  std::uint64_t taken = 0;  // each once, whatever contexts it stands in

  void Skip(const TmxUnit& unit, const std::string& why) {
    if (++skipped > kMaxTold) return;
    Diagnostic diagnostic;
    diagnostic.severity = Severity::kWarning;
    diagnostic.code = "tmx-skipped";
    diagnostic.message = "the unit is skipped: " + why;
    diagnostic.where.path = path;
    diagnostic.where.line = unit.line;
    diagnostic.where.column = 1;
    console.Report(diagnostic);
  }

  // The unit's source language: what it names, or else the site's.
  std::string SourceLanguage(const TmxUnit& unit) const {
    const bool any = unit.source_lang.empty() || unit.source_lang == "*all*";
    return any ? languages.source() : languages.Meant(unit.source_lang).value_or(unit.source_lang);
  }

  const TmxUnit::Variant* VariantIn(const std::string& wanted, const TmxUnit& unit) const {
    const auto found = std::find_if(unit.variants.begin(), unit.variants.end(), [&](const TmxUnit::Variant& variant) {
      return languages.Meant(variant.lang) == wanted;
    });
    return found == unit.variants.end() ? nullptr : &*found;
  }

  void Take(const TmxUnit& unit) {
    if (!unit.problem.empty()) return Skip(unit, unit.problem);
    for (const TmxUnit::Variant& variant : unit.variants) {
      if (!languages.Meant(variant.lang)) return Skip(unit, fmt::format("\"{}\" is no language tag", variant.lang));
    }
    const std::string source_lang = SourceLanguage(unit);
    const TmxUnit::Variant* source = VariantIn(source_lang, unit);
    if (source == nullptr) return Skip(unit, fmt::format("it has no text in its source language, \"{}\"", source_lang));
    Pairing pairing;
    pairing.source = NormalizeText(source->text);
    if (pairing.source.empty()) return Skip(unit, "its source is empty");
    if (unit.variants.size() == 1) return Skip(unit, "it has no translation");
    ReadProperties(unit, pairing);
    for (const TmxUnit::Variant& variant : unit.variants) {
      // Another region's wording of the source is no translation of it.
      if (languages.Meant(variant.lang) == source_lang) continue;
      pairing.target = NormalizeText(variant.text);
      const LanguagePair pair{source_lang, *languages.Meant(variant.lang)};
      if (pairing.target.empty()) {
        Skip(unit, fmt::format("its translation into \"{}\" is empty", variant.lang));
      } else {
        AddForEachContext(pair, pairing, unit);
        ++taken;
      }
    }
  }

  void ReadProperties(const TmxUnit& unit, Pairing& pairing) {
    pairing.made_ms = TimeOfTmxDate(unit.creation_date);
    for (const auto& [type, value] : unit.properties) {
      if (type == kTmxOrigin) pairing.origin = value;
    }
  }

  void AddForEachContext(const LanguagePair& pair, Pairing pairing, const TmxUnit& unit) {
    bool added = false;
    for (const auto& [type, value] : unit.properties) {
      if (type != kTmxContext || !(pairing.context = ContextOfProperty(value))) continue;
      filler.Add(pair, pairing);
      added = true;
    }
    if (!added) filler.Add(pair, pairing);
  }
};

// What is wrong with a file is found before anything is written.
std::uint64_t CountUnits(const std::vector<std::string>& files) {
  std::uint64_t units = 0;
  for (const std::string& file : files) {
    ReadTmx(file, [&](const TmxUnit&) { ++units; });
  }
  return units;
}

int Import(const Arguments& arguments, const Configuration& configuration, Console& console) {
  ExpectReadableTwice(arguments.operands);
  const std::uint64_t units = CountUnits(arguments.operands);
  const Locales locales(configuration.locales);
  StoreSession session = OpenTmStore(arguments, configuration, true, console);
  const KnownLanguages languages(configuration.rules, MemoryReader(session.store.engine()));
  TmRun run(arguments, session.store);
  std::uint64_t translations = 0;
  std::uint64_t skipped = 0;
  std::uint64_t seen = 0;
  for (const std::string& file : arguments.operands) {
    MemoryFiller filler(locales, session.store, run.By(std::filesystem::path(file).filename().string()));
    Importer importer{languages, filler, console, file};
    ReadTmx(file, [&](const TmxUnit& unit) {
      console.Progress("import", ++seen, units);
      importer.Take(unit);
    });
    filler.Write();
    translations += importer.taken;
    skipped += importer.skipped;
  }
  console.ClearProgress();
  run.Finish();
  if (skipped > kMaxTold) console.Info("more units were skipped than are named here");
  if (console.json()) {
    console.out() << Dumped({{"version", 1},
                             {"command", "tm import"},
                             {"run", run.id()},
                             {"units", units},
                             {"taken", translations},
                             {"skipped", skipped}})
                  << '\n';
  } else {
    console.out() << fmt::format("{} units: {} translations taken, {} skipped; run {}\n", units, translations, skipped,
                                 run.id());
  }
  return kDone;
}

int ReportTmx(const TmxError& error, Console& console) {
  console.Failure("tmx", error.what(), "nothing was taken; correct the file, or export it again");
  return kFailed;
}

}  // namespace

int RunTmImport(const Arguments& arguments, Console& console) {
  const Configuration configuration = LoadConfiguration(arguments, console);
  try {
    return Import(arguments, configuration, console);
  } catch (const TmxError& error) {
    return ReportTmx(error, console);
  }
}

int RunTmExport(const Arguments& arguments, Console& console) {
  const Configuration configuration = LoadConfiguration(arguments, console);
  StoreSession session = OpenTmStore(arguments, configuration, false, console);
  const std::unique_ptr<View> view = session.store.engine().Snapshot();
  const MemoryReader reader(*view);
  const std::vector<LanguagePair> pairs = PairsMeant(arguments, reader);
  const auto other = [&](const LanguagePair& pair) { return pair.source != pairs.front().source; };
  const bool several = std::any_of(pairs.begin(), pairs.end(), other);
  WriteTo(arguments.Value("output"), console.out(), [&](const auto& write) {
    TmxWriter writer(write, several ? "*all*" : pairs.front().source, Version());
    for (const LanguagePair& pair : pairs) {
      reader.ForEachUnit(pair, [&](TextKey, const Unit& unit) {
        writer.Put(pair, unit);
        return true;
      });
    }
    writer.Finish();
  });
  return kDone;
}

}  // namespace lockstep
