// Everything that is said of one translation, and of it what a query takes.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/review_query.h"
#include "pipeline/review_state.h"
#include "pipeline/translation_binder.h"
#include "stages/diff_entry.h"
#include "stages/judgement.h"

namespace lockstep {

struct TranslationReport {
  TranslationBinder::Loaded translation;  // without bindings where one of the documents is not there
  std::vector<Finding> findings;          // of each binding
  std::vector<std::string> sections;      // where each binding stands
  DiffEntry entry;                        // with the items that the query takes
};

// A document that is not there needs no bindings to tell.
Verdict VerdictOnAbsence(Presence presence, const Policy& policy);

// What the memory offers for a source text in a target language, if anything.
using Suggest = std::function<std::optional<Match>(const std::string& source_text, const std::string& lang)>;

// Not thread-safe: one a thread.
class TranslationReporter {
 public:
  // `suggest` is asked for what is stale or missing. All but the reader's view and `locales` may go; those must outlive
  // this object.
  TranslationReporter(const StoreReader& reader, const Locales& locales, const Configuration& configuration,
                      ReviewQuery query, Suggest suggest = {});

  TranslationReport Report(const DocumentKey& review, const TargetState& target);

  // True where `binding` of the translation stands on a line that the query asks for, or it asks for no lines of it.
  bool TakesPlace(const TranslationReport& report, const Binding& binding) const;
  // True where nothing is told of binding `number`, and the query takes it all the same.
  bool TakesCurrent(const TranslationReport& report, std::size_t number) const;
  // True where the query asks for lines of this translation.
  bool AsksForLines(const DiffEntry& entry) const;

 private:
  void AddItems(TranslationReport& report);

  TranslationBinder binder_;
  std::string source_lang_;
  Policy policy_;
  ReviewQuery query_;
  Suggest suggest_;  // may be empty: then there is no memory to ask
};

}  // namespace lockstep
