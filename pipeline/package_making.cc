#include "pipeline/package_making.h"

#include <algorithm>
#include <set>
#include <utility>

#include "stages/coded_text.h"
#include "stages/memory_feed.h"
#include "stages/splice_plan.h"

namespace lockstep {

PackageMaker::PackageMaker(const StoreReader& reader, const Locales& locales, const Configuration& configuration,
                           const ReviewQuery& query, Suggester& suggester, bool all, Grain grain)
    : reader_(&reader),
      locales_(&locales),
      reporter_(reader, locales, configuration, query),
      documents_(configuration, locales, reader),
      languages_(configuration, reader),
      suggester_(&suggester),
      policy_(configuration.policy),
      source_lang_(configuration.rules.source_lang),
      all_(all),
      grain_(grain) {}

std::optional<PackageFile> PackageMaker::Make(const DocumentKey& review, const TargetState& target) {
  if (target.presence == Presence::kOrphan) return std::nullopt;
  PackageFile file;
  file.collection = review.collection;
  file.ref = review.ref;
  file.source_lang = source_lang_;
  file.target_lang = target.lang;
  file.source_path = target.source->path;
  file.target_path = target.target != nullptr
                         ? target.target->path
                         : languages_.TargetPathOf(review.collection, target.source->path, target.lang);
  file.units = target.presence == Presence::kMissing ? UnitsOfMissing(review, target, file.target_path)
                                                     : UnitsOf(review, target);
  return file.units.empty() ? std::nullopt : std::optional(std::move(file));
}

void PackageMaker::Prepare(WorkUnit& unit, const Outline& source, const std::string& lang) {
  if (unit.target.empty() && !HasWords(unit.packed.source)) {
    unit.packed.target = unit.packed.source;
    unit.packed.state = WorkState::kCurrent;
    return;
  }
  suggester_->AddTo(unit.packed, lang, ContextOf(source, unit.source.front(), unit.source.back()));
}

std::vector<PackageUnit> PackageMaker::UnitsOfMissing(const DocumentKey& review, const TargetState& target,
                                                      const std::string& target_path) {
  if (reporter_.Report(review, target).entry.items.empty()) return {};
  if (reader_->File(target_path)) {
    left_out_.in_the_way.push_back(target_path);
    return {};
  }
  const SiteDocument source = documents_.Load(target.source->path);
  const Outline outline = MakeOutline(source.document);
  std::vector<PackageUnit> units;
  for (WorkUnit& unit : MakeWorkUnits(source.document, grain_)) {
    unit.packed.reason_class = Name(EditClass::kStructure);
    unit.packed.reason = "the review has no translation yet";
    Prepare(unit, outline, target.lang);
    units.push_back(std::move(unit.packed));
  }
  if (units.empty()) left_out_.without_text[target.source->path].push_back(target.lang);
  return units;
}

std::vector<PackageUnit> PackageMaker::UnitsOf(const DocumentKey& review, const TargetState& target) {
  const TranslationReport report = reporter_.Report(review, target);
  std::set<std::size_t> told;  // bindings that the query takes
  for (const DiffItem& item : report.entry.items) {
    if (item.binding) told.insert(*item.binding);
    if (item.is_verbatim && !item.reason.is_addition) ++left_out_.verbatim;
  }
  if (told.empty() && !all_) return {};
  const SiteDocument source = documents_.Load(target.source->path);
  const SiteDocument translation = documents_.Load(target.target->path);
  const TranslationBinder::Loaded& loaded = report.translation;
  std::vector<WorkUnit> made = MakeWorkUnits(source.document, translation.document, loaded.bindings, grain_);
  const SplicePlanner planner(source.document, translation.document, made, loaded.bindings);
  std::vector<PackageUnit> units;
  for (std::size_t i = 0; i < made.size(); ++i) {
    WorkUnit& unit = made[i];
    const auto is_wanted = [&](std::size_t number) {
      return told.contains(number) || (all_ && reporter_.TakesCurrent(report, number));
    };
    if (std::none_of(unit.bindings.begin(), unit.bindings.end(), is_wanted)) continue;
    const bool is_new_field = !unit.packed.field.empty() && unit.target.empty();
    if (is_new_field && planner.Refuse({i, unit.packed.source})) {
      left_out_.fields[target.target->path].push_back(unit.packed.field);
      continue;
    }
    DescribeWork(unit, report.findings, loaded.bindings, loaded.source, locales_->For(source_lang_), policy_);
    Prepare(unit, loaded.source, target.lang);
    units.push_back(std::move(unit.packed));
  }
  return units;
}

}  // namespace lockstep
