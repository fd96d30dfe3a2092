// Every translation of a site with what is said of it: what `status`, `check` and the metrics are counted from.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>

#include "pipeline/command.h"
#include "pipeline/configuration.h"
#include "pipeline/review_state.h"
#include "stages/model/verdict.h"
#include "store/store.h"

namespace lockstep {

// A translation and what is said of it.
struct Judged {
  const TargetState& target;
  Verdict verdict;
};

// Which of the (review, language) pairs are asked for.
struct VerdictFilter {
  std::set<std::string> langs = {};  // canonical tags; empty = all
  std::optional<std::string> collection = {};
  std::optional<std::string> state = {};

  bool Takes(const TargetState& target) const { return langs.empty() || langs.contains(target.lang); }
  bool Takes(const Verdict& verdict) const { return !state || *state == Name(verdict.state); }
};

// What --lang, --collection and --state say. Throws UsageError: no language tag, a collection that the site has not.
VerdictFilter ReadVerdictFilter(const Arguments& arguments, const SiteRules& rules);

// Calls `visit` for each (review, target language) that the filter takes, by collection, ref and language.
void ForEachVerdict(const StoreReader& reader, const Configuration& configuration, const VerdictFilter& filter,
                    const std::function<void(const DocumentKey& key, const Judged& judged)>& visit);

}  // namespace lockstep
