// Makes of a translation what a translator gets.
#pragma once

#include <optional>
#include <string>

#include "pipeline/site_documents.h"
#include "pipeline/site_languages.h"
#include "pipeline/suggester.h"
#include "pipeline/translation_report.h"
#include "stages/model/work_package.h"
#include "stages/work_units.h"

namespace lockstep {

class PackageMaker {
 public:
  // `all`: also what is current. `grain`: what a unit is. `configuration` and `locales` must outlive this object, the
  // reader's view, too, and `suggester`, which finds what the memory offers.
  PackageMaker(const StoreReader& reader, const Locales& locales, const Configuration& configuration,
               const ReviewQuery& query, Suggester& suggester, bool all, Grain grain);

  // What the query takes of the translation; nothing where that is no unit, or where another file stands in its place.
  // Throws NotSynced where its documents have changed since the last sync.
  std::optional<PackageFile> Make(const DocumentKey& review, const TargetState& target);

  // The files, in the order of Make, that stand where a missing translation would, and are none: they are damaged, or
  // another review's.
  const std::vector<std::string>& in_the_way() const { return in_the_way_; }

 private:
  void Suggest(WorkUnit& unit, const Outline& source, const std::string& lang);
  std::vector<PackageUnit> UnitsOf(const DocumentKey& review, const TargetState& target);
  std::vector<PackageUnit> UnitsOfMissing(const DocumentKey& review, const TargetState& target,
                                          const std::string& target_path);

  const StoreReader* reader_;
  const Locales* locales_;
  TranslationReporter reporter_;
  SiteDocuments documents_;
  SiteLanguages languages_;
  Suggester* suggester_;
  Policy policy_;
  std::string source_lang_;
  bool all_;
  Grain grain_;
  std::vector<std::string> in_the_way_;
};

}  // namespace lockstep
