// Every translation of a site with what is said of it: what `status`, `check`, the guards and the metrics count.
#pragma once

#include <functional>

#include "pipeline/configuration.h"
#include "pipeline/review_query.h"
#include "pipeline/review_state.h"
#include "stages/model/verdict.h"
#include "store/store.h"

namespace lockstep {

// A translation and what is said of it.
struct Judged {
  const TargetState& target;
  Verdict verdict;
};

// Walks as TranslationWalk does, and judges what it meets by the site's policy. Of the query, languages, collection and
// reviews narrow the walk down; verdicts are told as a whole.
void ForEachVerdict(const StoreReader& reader, const Configuration& configuration, const ReviewQuery& query,
                    const std::function<void(const DocumentKey& review, const Judged& judged)>& visit);

}  // namespace lockstep
