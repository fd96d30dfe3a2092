// Which documents of a review there are in each language: pure, from the index alone.
//
// A target whose document and source are both there is present; what went stale in it is told by its bindings.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "stages/model/site_rules.h"
#include "store/records.h"

namespace lockstep {

enum class Presence { kPresent, kMissing, kOrphan };

// One target language of one review. The pointers are into the review's entries; one of the two may be null.
struct TargetState {
  std::string lang;
  Presence presence = Presence::kPresent;
  const IndexEntry* source = nullptr;
  const IndexEntry* target = nullptr;
};

// The states of a review in each of `targets`, sorted by language. A language that has a document and is not among
// `targets` is left out. Without a source every target document is an orphan, and nothing is missing.
std::vector<TargetState> StatesOf(const std::vector<IndexEntry>& review, std::string_view source_lang,
                                  const std::set<std::string>& targets);

// The document of `lang` that counts, or null. Of several, usable ones come first; then one whose file is named like
// `like` (the source's document; null = none); then one that is named for the ref; then the first by path.
const IndexEntry* Choose(const std::vector<IndexEntry>& review, std::string_view lang, const IndexEntry* like);

// Which rule made Choose(.., like) prefer `winner` to `other`, as the end of a sentence.
std::string_view WhyChosen(const IndexEntry& winner, const IndexEntry& other, const IndexEntry* like);

// The target languages of a collection: those of the rules, or every other language that one of its documents has.
class TargetLanguages {
 public:
  explicit TargetLanguages(const SiteRules& rules) : rules_(&rules) {}
  void See(const IndexEntry& entry);
  const std::set<std::string>& Of(const std::string& collection) const;
  std::set<std::string> All() const;

 private:
  const SiteRules* rules_;
  std::map<std::string, std::set<std::string>> by_collection_;
};

}  // namespace lockstep
