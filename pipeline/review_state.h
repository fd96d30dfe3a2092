// Which documents of a review there are in each language, and what they say against each other: pure, from the index
// alone.
//
// A target whose document and source are both there is present; what went stale in it is told by its bindings. Nothing
// here is stored; a document that moves or goes away takes its findings with it.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "stages/model/diagnostic.h"
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

// Findings across documents. Feed every review to See, in the index's order, then ask once.
//   ref-duplicate  two documents of one language have the same ref
//   ref-differs    the documents that a path pairs have different refs; told for each translation
//   ref-elsewhere  a translation without a source, whose ref has a source without this translation in another
//   collection
class CrossChecks {
 public:
  // The documents of a review, as StoreReader::Review gives them.
  using ReviewOf = std::function<std::vector<IndexEntry>(const std::string& collection, const std::string& ref)>;

  explicit CrossChecks(const SiteRules& rules) : rules_(&rules) {}
  void See(const std::vector<IndexEntry>& review);
  // Sorted. Places are whole files: the index knows no lines.
  std::vector<Diagnostic> Finish(const ReviewOf& review_of);

 private:
  // The documents of one path, in all languages.
  struct SamePath {
    std::optional<IndexEntry> source;
    std::vector<IndexEntry> waiting;  // translations that came before their source
  };

  void CheckDuplicates(const std::vector<IndexEntry>& review);
  void CheckPath(const IndexEntry& entry);
  void CheckPathsWithoutSource();
  void Compare(const IndexEntry& entry, const IndexEntry& source);
  void CheckElsewhere(const IndexEntry& orphan, const ReviewOf& review_of);

  const SiteRules* rules_;
  std::vector<Diagnostic> found_;
  std::map<std::string, SamePath> by_neutral_path_;  // by collection and path without language
  std::vector<IndexEntry> orphans_;
};

}  // namespace lockstep
