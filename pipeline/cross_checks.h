// What the documents of a site say against each other: pure, from the index alone.
//
// Nothing here is stored; a document that moves or goes away takes its findings with it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "stages/model/diagnostic.h"
#include "stages/model/site_rules.h"
#include "store/records.h"

namespace lockstep {

// The reviews of a site, as StoreReader gives them.
struct ReviewIndex {
  using Visitor = std::function<void(const std::vector<IndexEntry>& review)>;
  std::function<void(const Visitor&)> for_each;  // in the index's order, the same each time
  std::function<std::vector<IndexEntry>(const std::string& collection, const std::string& ref)> review;
};

// Tells `report` of each finding, in no order. Places are whole files: the index knows no lines.
//   ref-duplicate  two documents of one language have the same ref
//   ref-differs    the documents that a path pairs have different refs; told for each translation
//   ref-elsewhere  a translation without a source, whose ref has a source without this translation in another
//   collection
// Memory: two numbers a document, and the documents of those paths that are paired under different refs.
void CheckAcross(const ReviewIndex& index, const SiteRules& rules, const std::function<void(Diagnostic)>& report);

}  // namespace lockstep
