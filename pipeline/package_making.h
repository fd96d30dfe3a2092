// Makes of a translation what a translator gets.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

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

  // What no package can bring, of all that Make took.
  struct LeftOut {
    // Files that stand where a missing translation would, and are none: they are damaged, or another review's. In the
    // order of Make.
    std::vector<std::string> in_the_way;
    // Fields that a translation lacks and whose place in it cannot be told, by its path.
    std::map<std::string, std::vector<std::string>> fields;
    // The languages that lack a document of which nothing is for translators, by its path.
    std::map<std::string, std::vector<std::string>> without_text;
    std::size_t verbatim = 0;  // debts of code, HTML and the like
  };
  const LeftOut& left_out() const { return left_out_; }

 private:
  // Adds what the memory suggests. What is missing and has no words is its own translation: nobody types it.
  void Prepare(WorkUnit& unit, const Outline& source, const std::string& lang);
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
  LeftOut left_out_;
};

}  // namespace lockstep
