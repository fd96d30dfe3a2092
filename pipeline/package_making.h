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

  // What the query takes of the translation; nothing where that is no unit. Throws StoreError where its documents have
  // changed since the last sync.
  std::optional<PackageFile> Make(const DocumentKey& review, const TargetState& target);

 private:
  void Suggest(WorkUnit& unit, const Outline& source, const std::string& lang);
  std::vector<PackageUnit> UnitsOf(const DocumentKey& review, const TargetState& target);
  std::vector<PackageUnit> UnitsOfMissing(const DocumentKey& review, const TargetState& target);

  TranslationReporter reporter_;
  SiteDocuments documents_;
  SiteLanguages languages_;
  Suggester* suggester_;
  Policy policy_;
  std::string source_lang_;
  bool all_;
  Grain grain_;
};

}  // namespace lockstep
