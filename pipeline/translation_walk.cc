#include "pipeline/translation_walk.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace lockstep {

TranslationWalk::TranslationWalk(const StoreReader& reader, const Configuration& configuration,
                                 const ReviewQuery& query)
    : reader_(reader),
      rules_(&configuration.rules),
      query_(&query),
      found_(configuration.rules),
      configured_(configuration.rules.targets.begin(), configuration.rules.targets.end()) {
  if (configured_.empty()) {
    reader_.ForEachReview([&](const std::vector<IndexEntry>& review) {
      for (const IndexEntry& entry : review) found_.See(entry);
    });
  }
  CheckLanguages();
}

void TranslationWalk::CheckLanguages() const {
  const std::set<std::string> known = configured_.empty() ? found_.All() : configured_;
  for (const std::string& lang : query_->langs) {
    if (known.contains(lang)) continue;
    if (lang == rules_->source_lang) {
      throw UsageError(fmt::format("--lang: {} is the language that the others follow; name one of {}", lang,
                                   fmt::join(known, ", ")));
    }
    throw UsageError(fmt::format("--lang: the site is not translated into {}; it has {}", lang,
                                 known.empty() ? "no translation" : fmt::format("{}", fmt::join(known, ", "))));
  }
}

bool TranslationWalk::Takes(const DocumentKey& review, const std::string& lang) const {
  if (!query_->TakesLanguage(lang)) return false;
  if (query_->collection && *query_->collection != review.collection) return false;
  return query_->choices.empty() ||
         std::any_of(query_->choices.begin(), query_->choices.end(), [&](const ReviewChoice& choice) {
           return choice.collection == review.collection && choice.ref == review.ref &&
                  (choice.lang.empty() || choice.lang == lang);
         });
}

void TranslationWalk::VisitReview(const std::vector<IndexEntry>& review, const Visit& visit) const {
  if (review.empty()) return;
  const DocumentKey& key = review.front().key;
  const std::set<std::string>& targets = configured_.empty() ? found_.Of(key.collection) : configured_;
  for (const TargetState& target : StatesOf(review, rules_->source_lang, targets)) {
    if (Takes(key, target.lang)) visit(key, target);
  }
}

void TranslationWalk::ForEach(const Visit& visit) const {
  if (query_->choices.empty()) {
    reader_.ForEachReview([&](const std::vector<IndexEntry>& review) { VisitReview(review, visit); });
    return;
  }
  std::set<std::pair<std::string, std::string>> chosen;
  for (const ReviewChoice& choice : query_->choices) chosen.emplace(choice.collection, choice.ref);
  for (const auto& [collection, ref] : chosen) VisitReview(reader_.Review(collection, ref), visit);
}

void TranslationWalk::Find(const std::string& collection, const std::string& ref, const std::string& lang,
                           const Visit& visit) const {
  VisitReview(reader_.Review(collection, ref), [&](const DocumentKey& review, const TargetState& target) {
    if (target.lang == lang) visit(review, target);
  });
}

}  // namespace lockstep
