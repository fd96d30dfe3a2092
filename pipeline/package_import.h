// Decides what becomes of one translation in a package that came back: nothing is written here.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/site_documents.h"
#include "pipeline/site_languages.h"
#include "pipeline/translation_writer.h"
#include "stages/answers.h"

namespace lockstep {

// What became of one answer.
struct UnitOutcome {
  std::string id;
  std::uint64_t line = 0;  // of the package; 0 = it has no such unit
  std::string text;        // of the source that was translated, for people
  Fate fate = Fate::kSame;
  std::string why;
  std::vector<AnswerProblem> warnings;
  bool holds_file = false;  // without it the file cannot be written
};

struct FileOutcome {
  DocumentKey key;   // of the translation
  std::string path;  // where it stands, or would
  bool is_new = false;
  std::uint64_t line = 0;  // of its first unit in the package; 0 = it has none
  std::string problem;     // why nothing of it could be taken; "" = it could
  std::vector<UnitOutcome> units;
  std::vector<std::string> left_out;  // fields of a new file that a person has to add
  std::optional<TranslationChange> change;

  std::size_t Count(Fate fate) const;
  // Nothing is written for now, because of `why`; what would have been taken waits.
  void Hold(std::string why);
};

class PackageImporter {
 public:
  // All must outlive this object, the reader's view, too.
  PackageImporter(const Configuration& configuration, const Locales& locales, const StoreReader& reader,
                  OnConflict on_conflict);

  // Throws NotSynced where the documents have changed since the last sync.
  FileOutcome Plan(const AnsweredFile& file);

 private:
  struct Review;
  std::optional<Review> Find(const AnsweredFile& file, FileOutcome& outcome) const;
  std::vector<WorkUnit> DescribedUnits(const Document& source, const Document& target,
                                       const TranslationBinder::Loaded& translation);
  void PlanPresent(const AnsweredFile& file, const Review& review, FileOutcome& outcome);
  void PlanMissing(const AnsweredFile& file, const Review& review, FileOutcome& outcome);

  const Configuration* configuration_;
  const Locales* locales_;
  StoreReader reader_;
  OnConflict on_conflict_;
  SiteDocuments documents_;
  SiteLanguages languages_;
  TranslationBinder binder_;
};

}  // namespace lockstep
