#include "pipeline/verdict_walk.h"

#include <fmt/format.h>

#include <algorithm>

#include "pipeline/translation_binder.h"

namespace lockstep {
namespace {

// A document that is not there needs no bindings to tell.
Verdict VerdictOnAbsence(Presence presence) {
  Reason reason;
  reason.state = presence == Presence::kMissing ? State::kMissing : State::kOrphan;
  reason.edit_class = EditClass::kStructure;
  reason.severity = UrgencyOf(reason.edit_class);
  return {reason.state, reason.severity, {reason}};
}

}  // namespace

VerdictFilter ReadVerdictFilter(const Arguments& arguments, const SiteRules& rules) {
  VerdictFilter filter{.langs = {}, .collection = arguments.Value("collection"), .state = arguments.Value("state")};
  for (const std::string& lang : arguments.Values("lang")) {
    const std::optional<std::string> tag = CanonicalLanguageTag(lang);
    if (!tag)
      throw UsageError(
          fmt::format("--lang: \"{}\" is no language tag, expected one such as \"ja\" or \"pt-BR\"", lang));
    filter.langs.insert(*tag);
  }
  const auto named = [&](const Collection& collection) { return collection.name == *filter.collection; };
  if (filter.collection && std::none_of(rules.collections.begin(), rules.collections.end(), named)) {
    throw UsageError(fmt::format("--collection: the site has no collection \"{}\"", *filter.collection));
  }
  return filter;
}

void ForEachVerdict(const StoreReader& reader, const Configuration& configuration, const VerdictFilter& filter,
                    const std::function<void(const DocumentKey& key, const Judged& judged)>& visit) {
  const SiteRules& rules = configuration.rules;
  const Locales locales(configuration.locales);
  TranslationBinder binder(reader, locales);
  TargetLanguages found(rules);
  reader.ForEachReview([&](const std::vector<IndexEntry>& review) {
    for (const IndexEntry& entry : review) found.See(entry);
  });
  const std::set<std::string> configured(rules.targets.begin(), rules.targets.end());
  reader.ForEachReview([&](const std::vector<IndexEntry>& review) {
    const std::string& collection = review.front().key.collection;
    if (filter.collection && *filter.collection != collection) return;
    const std::set<std::string>& targets = configured.empty() ? found.Of(collection) : configured;
    for (const TargetState& target : StatesOf(review, rules.source_lang, targets)) {
      if (!filter.Takes(target)) continue;
      const Judged judged{target, target.presence == Presence::kPresent
                                      ? binder.Judge(*target.source, *target.target, Policy())
                                      : VerdictOnAbsence(target.presence)};
      if (filter.Takes(judged.verdict)) visit(review.front().key, judged);
    }
  });
}

}  // namespace lockstep
