#include "pipeline/proposal.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "pipeline/markdown_listing.h"
#include "pipeline/proposal_clues.h"
#include "pipeline/proposal_paths.h"
#include "pipeline/proposal_sample.h"
#include "pipeline/proposal_sets.h"
#include "stages/keying.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHeadBytes = 8192;

// Where a person has not looked at the proposal, the files of its collections must be at least one in so many.
constexpr std::size_t kLeastShare = 4;

// How many names that are no Markdown are read where nobody asked for a proposal.
constexpr std::size_t kPatience = 200'000;

// One price that is the same in two languages may be a slip; where all are, the site has one currency.
constexpr std::size_t kFewPrices = 3;

void AddRoles(const std::map<std::string, Agreement>& fields, FieldRoles& roles) {
  for (const auto& [name, agreement] : fields) {
    const std::size_t pairs = agreement.equal + agreement.different;
    if (roles.Of(name) == FieldRole::kConvert) {
      if (pairs >= kFewPrices && agreement.equal * 10 >= pairs * 9) roles.by_name[name] = FieldRole::kCopy;
    } else if (agreement.derived * 10 >= pairs * 9) {
      roles.by_name.emplace(name, FieldRole::kDerive);
    } else if (agreement.different * 2 >= pairs) {
      roles.by_name.emplace(name, FieldRole::kTranslate);
    } else if (agreement.equal * 10 >= pairs * 9) {
      roles.by_name.emplace(name, FieldRole::kCopy);
    }
  }
}

std::vector<std::string> LangsOf(const CandidateSet& set) {
  std::set<std::string> langs;
  for (const Candidate& document : set.documents) langs.insert(document.lang);
  return {langs.begin(), langs.end()};
}

// Reads a sample of the set's documents and adds it to the proposal, unless nothing pairs them.
void AddSet(const CandidateSet& set, const ReadHead& read_head, Proposal& proposal,
            std::map<std::string, Agreement>& fields) {
  std::vector<std::string> langs = LangsOf(set);
  if (langs.size() < 2) return;
  const std::vector<Head> heads = Sample(set.documents, read_head);
  Collection collection{set.name, set.files, FindKeyField(heads), FindLangField(heads), set.source};
  const bool lang_in_path = set.files.find(kLangPlaceholder) != std::string::npos;
  if (!lang_in_path && collection.lang_field.empty()) return;
  if (collection.key_field.empty() && !(lang_in_path && ArePairedByPath(set))) {
    collection.key_field = FindAddressField(heads);
    if (collection.key_field.empty()) return;
  }
  Compare(heads, collection.key_field, proposal.rules.roles, fields);
  proposal.collections.push_back({std::move(collection), std::move(langs), set.documents.size()});
}

// A pattern that takes the site's own folder takes what every project has there, too.
void ExcludeWhatIsNoDocument(const std::vector<std::string>& paths, SiteRules& rules) {
  const auto takes_all = [](const Collection& collection) { return collection.source.starts_with("**/*."); };
  if (std::none_of(rules.collections.begin(), rules.collections.end(), takes_all)) return;
  for (const std::string_view folder : kFoldersLeftOut) rules.exclude.push_back(fmt::format("{}/**", folder));
  for (const std::string& path : paths) {
    if (IsOfSiteItself(path)) rules.exclude.push_back(path);
  }
}

// Two sets may have one name; the second is called by its folders.
void MakeNamesUnique(std::vector<ProposedCollection>& collections) {
  std::set<std::string> names;
  for (ProposedCollection& proposed : collections) {
    const std::string name = proposed.collection.name;
    for (int n = 2; !names.insert(proposed.collection.name).second; ++n) {
      proposed.collection.name = fmt::format("{}-{}", name, n);
    }
  }
}

}  // namespace

Proposal Propose(std::vector<std::string> paths, const ReadHead& read_head) {
  std::sort(paths.begin(), paths.end());
  Proposal proposal;
  proposal.markdown_files = paths.size();
  const std::vector<CandidateSet> sets = FindCandidateSets(paths, read_head);
  std::map<std::string, Agreement> fields;
  for (const CandidateSet& set : sets) AddSet(set, read_head, proposal, fields);
  // The largest first; but of patterns that take the same files, the first has them.
  const auto order = [](const ProposedCollection& proposed) {
    const Collection& collection = proposed.collection;
    return std::pair(collection.source.empty() ? 0 : FixedSize(collection.files), proposed.documents);
  };
  std::stable_sort(proposal.collections.begin(), proposal.collections.end(),
                   [&](const auto& a, const auto& b) { return order(a) > order(b); });
  MakeNamesUnique(proposal.collections);

  proposal.rules.source_lang = ChooseSource(sets);
  for (const ProposedCollection& proposed : proposal.collections) {
    const Collection& collection = proposed.collection;
    proposal.rules.collections.push_back(collection);
    for (const std::string& field : {collection.key_field, collection.lang_field}) {
      if (!field.empty()) proposal.rules.roles.by_name[field] = FieldRole::kKey;
    }
  }
  AddRoles(fields, proposal.rules.roles);
  ExcludeWhatIsNoDocument(paths, proposal.rules);
  if (proposal.collections.empty()) proposal.clue = FindClue(sets, paths);
  return proposal;
}

Proposal ProposeFor(const fs::path& site, bool is_asked_for) {
  MarkdownListing listing = ListMarkdown(site, is_asked_for ? kEndlessPatience : kPatience);
  if (!listing.complete) {
    Proposal nothing;
    nothing.complete = false;
    return nothing;
  }
  return Propose(std::move(listing.paths), [&](const std::string& path) {
    std::ifstream file(site / path, std::ios::binary);
    std::string head(kHeadBytes, '\0');
    file.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(file.gcount()));
    return head;
  });
}

std::string DoubtAbout(const Proposal& proposal) {
  if (!proposal.complete) return fmt::format("hardly any Markdown among more than {} files", kPatience);
  std::size_t documents = 0;
  for (const ProposedCollection& found : proposal.collections) documents += found.documents;
  if (documents == 0) return "no documents in two languages to propose one for";
  if (documents * kLeastShare >= proposal.markdown_files) return "";
  return fmt::format("only {} of {} Markdown files look like translations of each other", documents,
                     proposal.markdown_files);
}

}  // namespace lockstep
