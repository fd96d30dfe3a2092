// The reviews and target languages that a query takes, one by one.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "pipeline/review_query.h"
#include "pipeline/review_state.h"
#include "store/store.h"

namespace lockstep {

class TranslationWalk {
 public:
  // Looks which languages the site has. Throws UsageError where it has not one that the query asks for. All three must
  // outlive this object.
  TranslationWalk(const StoreReader& reader, const Configuration& configuration, const ReviewQuery& query);

  // `review` names the review by collection and ref; `target` is for the time of the call.
  using Visit = std::function<void(const DocumentKey& review, const TargetState& target)>;
  // By collection, ref and language. Memory: one review.
  void ForEach(const Visit& visit) const;
  // The same translation again; nothing where it is not there any more.
  void Find(const std::string& collection, const std::string& ref, const std::string& lang, const Visit& visit) const;

 private:
  void CheckLanguages() const;
  bool Takes(const DocumentKey& review, const std::string& lang) const;
  void VisitReview(const std::vector<IndexEntry>& review, const Visit& visit) const;

  StoreReader reader_;
  const SiteRules* rules_;
  const ReviewQuery* query_;
  TargetLanguages found_;
  std::set<std::string> configured_;
};

}  // namespace lockstep
