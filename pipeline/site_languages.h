// How a site names itself and writes its languages: what packages and new files need to know.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "pipeline/configuration.h"
#include "stages/skeleton.h"
#include "store/store.h"

namespace lockstep {

// Tells the site from others: made of its source language and its collections, so that every clone has the same.
std::string SiteId(const SiteRules& rules);

class SiteLanguages {
 public:
  // Both must outlive this object, the reader's view, too.
  SiteLanguages(const Configuration& configuration, const StoreReader& reader)
      : rules_(&configuration.rules), reader_(reader) {}

  // A language as the documents that a collection has in it write it; canonical where there is none.
  TargetLanguage Of(const std::string& collection, const std::string& lang);

  // Where the translation of `source_path` would stand; "" where nobody knows.
  std::string TargetPathOf(const std::string& collection, const std::string& source_path, const std::string& lang);

 private:
  const SiteRules* rules_;
  StoreReader reader_;
  std::map<std::pair<std::string, std::string>, std::string> path_texts_;
};

}  // namespace lockstep
