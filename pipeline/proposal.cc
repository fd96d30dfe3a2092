#include "pipeline/proposal.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

#include "locales/unicode.h"
#include "pipeline/proposal_sample.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHeadBytes = 8192;

// A top folder with more places for languages than this has its languages anywhere below it.
constexpr std::size_t kMaxPlaces = 4;

// Without a language in the paths, this many heads of a folder are read to look for one.
constexpr std::size_t kMaxProbed = 256;

// CanonicalLanguageTag, remembered: a site has many paths and few names of folders.
class Tags {
 public:
  std::optional<std::string> Of(const std::string& name) {
    const auto [entry, is_new] = known_.try_emplace(name);
    if (is_new && name.size() <= 12) entry->second = CanonicalLanguageTag(name);
    return entry->second;
  }

 private:
  std::unordered_map<std::string, std::optional<std::string>> known_;
};

// A pattern and the files that it would take.
struct Set {
  std::string name;
  std::string files;
  std::vector<Candidate> documents;
};

std::string TopFolder(const std::string& path) {
  const std::size_t slash = path.find('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

// "_products" -> "products", "src/content" -> "content", "" -> "pages".
std::string NameOf(const std::string& folder) {
  std::string name = folder.substr(folder.rfind('/') + 1);
  name.erase(0, name.find_first_not_of('_'));
  return name.empty() ? "pages" : name;
}

std::string Join(const std::string& folder, const std::string& rest) {
  return folder.empty() ? rest : folder + "/" + rest;
}

// Where a path could have its language: the folder above it, and the folder's name.
struct Place {
  std::string above;
  std::string lang;
  std::string neutral;
};

std::vector<Place> PlacesOf(const std::string& path, Tags& tags) {
  std::vector<Place> places;
  for (std::size_t begin = 0;;) {
    const std::size_t end = path.find('/', begin);
    if (end == std::string::npos) return places;
    if (const auto tag = tags.Of(path.substr(begin, end - begin))) {
      const std::string above = path.substr(0, begin == 0 ? 0 : begin - 1);
      places.push_back({above, *tag, Join(above, path.substr(end + 1))});
    }
    begin = end + 1;
  }
}

std::size_t CountLangs(const std::vector<Candidate>& documents) {
  std::set<std::string_view> langs;
  for (const Candidate& document : documents) langs.insert(document.lang);
  return langs.size();
}

// Takes the files whose language is a folder's name out of `paths`: sets by the folder above the language.
std::vector<Set> TakeFolders(std::vector<std::string>& paths, Tags& tags) {
  std::map<std::string, std::set<std::string>> langs;
  for (const std::string& path : paths) {
    for (const Place& place : PlacesOf(path, tags)) langs[place.above].insert(place.lang);
  }
  std::map<std::string, std::vector<Candidate>> documents;
  std::map<std::string, std::set<std::string>> places_below;
  std::vector<std::string> rest;
  for (std::string& path : paths) {
    const std::vector<Place> places = PlacesOf(path, tags);
    const auto found =
        std::find_if(places.begin(), places.end(), [&](const Place& place) { return langs[place.above].size() > 1; });
    if (found == places.end()) {
      rest.push_back(std::move(path));
      continue;
    }
    documents[found->above].push_back({path, found->lang, found->neutral});
    places_below[TopFolder(path)].insert(found->above);
  }
  paths = std::move(rest);

  std::map<std::string, Set> sets;
  for (auto& [above, candidates] : documents) {
    const std::string top = TopFolder(Join(above, ""));
    const bool many = places_below[top].size() > kMaxPlaces && !top.empty();
    const std::string folder = many ? top + "/**" : above;
    Set& set = sets[folder];
    set.name = NameOf(many ? top : above);
    set.files = Join(folder, "{lang}/**/*.md");
    set.documents.insert(set.documents.end(), candidates.begin(), candidates.end());
  }
  std::vector<Set> result;
  for (auto& [folder, set] : sets) result.push_back(std::move(set));
  return result;
}

// "docs/a.ja.md" -> the language "ja" and the neutral path "docs/a"; without a suffix, no language.
Candidate WithoutSuffix(const std::string& path, Tags& tags) {
  const std::string stem = path.substr(0, path.rfind('.'));
  const std::size_t dot = stem.rfind('.');
  const std::size_t slash = stem.rfind('/');
  if (dot != std::string::npos && dot > 0 && (slash == std::string::npos || dot > slash + 1)) {
    if (const auto tag = tags.Of(stem.substr(dot + 1))) return {path, *tag, stem.substr(0, dot)};
  }
  return {path, "", stem};
}

// The folder that all of `documents` with a suffix have in common.
std::string CommonFolder(const std::vector<Candidate>& documents) {
  std::optional<std::string> common;
  for (const Candidate& document : documents) {
    if (document.lang.empty()) continue;
    const std::size_t slash = document.path.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : document.path.substr(0, slash + 1);
    if (!common) common = folder;
    std::size_t same = static_cast<std::size_t>(
        std::mismatch(common->begin(), common->end(), folder.begin(), folder.end()).first - common->begin());
    while (same > 0 && (*common)[same - 1] != '/') --same;
    common->resize(same);
  }
  if (common && !common->empty()) common->pop_back();
  return common.value_or("");
}

// True where most suffixes are languages: their files have a counterpart. At the root, where READMEs and change logs
// stand, so must most files without one.
bool SuffixesAreLanguages(const std::vector<Candidate>& documents, bool root) {
  std::map<std::string_view, std::size_t> places;
  for (const Candidate& document : documents) ++places[document.neutral];
  std::size_t with = 0, with_paired = 0, without = 0, without_paired = 0;
  for (const Candidate& document : documents) {
    const std::size_t paired = places[document.neutral] > 1 ? 1 : 0;
    (document.lang.empty() ? without : with) += 1;
    (document.lang.empty() ? without_paired : with_paired) += paired;
  }
  return with_paired > 0 && with_paired * 2 >= with && (!root || without_paired * 2 >= without);
}

std::vector<Set> TakeSuffixes(std::vector<std::string>& paths, const std::string& source_lang, Tags& tags) {
  std::map<std::string, std::vector<Candidate>> by_top;
  for (const std::string& path : paths) by_top[TopFolder(path)].push_back(WithoutSuffix(path, tags));
  std::vector<Set> sets;
  std::vector<std::string> rest;
  for (auto& [top, documents] : by_top) {
    const std::string folder = CommonFolder(documents);
    const auto inside = [&](const Candidate& c) { return folder.empty() || c.path.rfind(folder + "/", 0) == 0; };
    const auto outside = std::stable_partition(documents.begin(), documents.end(), inside);
    for (auto it = outside; it != documents.end(); ++it) rest.push_back(it->path);
    documents.erase(outside, documents.end());
    if (!SuffixesAreLanguages(documents, top.empty())) {
      for (const Candidate& document : documents) rest.push_back(document.path);
      continue;
    }
    for (Candidate& document : documents) {
      if (document.lang.empty()) document.lang = source_lang;
    }
    sets.push_back({NameOf(folder), top.empty() ? "*.{lang}.md" : folder + "/**/*.{lang}.md", std::move(documents)});
  }
  paths = std::move(rest);
  return sets;
}

// Sets whose language only the front matter tells, by top folder.
std::vector<Set> TakeFields(const std::vector<std::string>& paths, const ReadHead& read_head) {
  std::map<std::string, std::vector<Candidate>> by_top;
  for (const std::string& path : paths) {
    if (const std::string top = TopFolder(path); !top.empty()) by_top[top].push_back({path, "", path});
  }
  std::vector<Set> sets;
  for (auto& [top, documents] : by_top) {
    const std::size_t probed = std::min(documents.size(), kMaxProbed);
    std::size_t told = 0;
    for (std::size_t i = 0; i < probed; ++i) {
      const Head head = ReadHeadOf(documents[i], read_head);
      for (const char* field : {"lang", "language", "locale"}) {
        const auto found = head.fields.find(field);
        if (found == head.fields.end() || !found->second.IsScalar()) continue;
        documents[i].lang = CanonicalLanguageTag(found->second.scalar).value_or("");
        break;
      }
      told += documents[i].lang.empty() ? 0 : 1;
    }
    documents.resize(probed);
    if (told * 2 < probed || told == 0) continue;
    std::erase_if(documents, [](const Candidate& document) { return document.lang.empty(); });
    sets.push_back({NameOf(top), top + "/**/*.md", std::move(documents)});
  }
  return sets;
}

std::string ChooseSource(const std::map<std::string, std::size_t>& documents) {
  std::string most = "en";
  std::size_t count = 0;
  for (const auto& [lang, number] : documents) {
    if (lang == "en" || (lang.rfind("en-", 0) == 0 && documents.count("en") == 0)) return lang;
    if (number > count) {
      most = lang;
      count = number;
    }
  }
  return most;
}

void AddRoles(const std::map<std::string, Agreement>& fields, FieldRoles& roles) {
  for (const auto& [name, agreement] : fields) {
    const std::size_t pairs = agreement.equal + agreement.different;
    if (agreement.different * 2 >= pairs) {
      roles.by_name.emplace(name, FieldRole::kTranslate);
    } else if (agreement.equal * 10 >= pairs * 9) {
      roles.by_name.emplace(name, FieldRole::kCopy);
    }
  }
}

bool HasPairs(const std::vector<Candidate>& documents) {
  std::map<std::string_view, std::string_view> langs;
  return std::any_of(documents.begin(), documents.end(), [&](const Candidate& document) {
    return langs.emplace(document.neutral, document.lang).first->second != document.lang;
  });
}

// Reads a sample of the set's documents and adds it to the proposal, unless nothing pairs them.
void AddSet(const Set& set, const ReadHead& read_head, Proposal& proposal, std::map<std::string, Agreement>& fields) {
  if (CountLangs(set.documents) < 2) return;
  const std::vector<Head> heads = Sample(set.documents, read_head);
  Collection collection{set.name, set.files, FindKeyField(heads), FindLangField(heads)};
  const bool lang_in_path = set.files.find("{lang}") != std::string::npos;
  const bool by_path = lang_in_path && HasPairs(set.documents);
  if (collection.key_field.empty() && !by_path) return;
  if (!lang_in_path && collection.lang_field.empty()) return;
  Compare(heads, collection.key_field, fields);

  ProposedCollection proposed{std::move(collection), {}, set.documents.size()};
  std::set<std::string> langs;
  for (const Candidate& document : set.documents) langs.insert(document.lang);
  proposed.langs.assign(langs.begin(), langs.end());
  proposal.collections.push_back(std::move(proposed));
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

bool IsSkipped(const std::string& name) {
  static const std::set<std::string> skipped = {"node_modules", "vendor", "_site", "public"};
  return name[0] == '.' || skipped.count(name) > 0;
}

}  // namespace

std::vector<std::string> ListMarkdown(const fs::path& site) {
  std::vector<std::string> paths;
  const std::size_t head = site.string().size() + (site.string().back() == '/' ? 0 : 1);
  std::error_code error;  // a folder that cannot be read has nothing to propose
  fs::recursive_directory_iterator it(site, fs::directory_options::skip_permission_denied, error);
  for (; !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    const std::string path = it->path().string();
    const std::string name = path.substr(path.rfind('/') + 1);
    std::error_code ignored;
    if (IsSkipped(name)) {
      if (it->is_directory(ignored)) it.disable_recursion_pending();
    } else if (name.size() > 3 && name.compare(name.size() - 3, 3, ".md") == 0 && it->is_regular_file(ignored)) {
      paths.push_back(path.substr(head));
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

Proposal Propose(std::vector<std::string> paths, const ReadHead& read_head) {
  std::sort(paths.begin(), paths.end());
  Tags tags;
  std::vector<Set> sets = TakeFolders(paths, tags);
  std::map<std::string, std::size_t> documents;
  for (const Set& set : sets) {
    for (const Candidate& document : set.documents) ++documents[document.lang];
  }
  // Files without a suffix are in the source language, whatever that turns out to be; English is the best guess.
  const std::string source_lang = ChooseSource(documents);
  for (Set& set : TakeSuffixes(paths, source_lang, tags)) sets.push_back(std::move(set));
  for (Set& set : TakeFields(paths, read_head)) sets.push_back(std::move(set));

  Proposal proposal;
  std::map<std::string, Agreement> fields;
  for (const Set& set : sets) AddSet(set, read_head, proposal, fields);
  std::stable_sort(proposal.collections.begin(), proposal.collections.end(),
                   [](const auto& a, const auto& b) { return a.documents > b.documents; });
  MakeNamesUnique(proposal.collections);

  documents.clear();
  for (const Set& set : sets) {
    for (const Candidate& document : set.documents) ++documents[document.lang];
  }
  proposal.rules.source_lang = ChooseSource(documents);
  for (const ProposedCollection& proposed : proposal.collections) {
    const Collection& collection = proposed.collection;
    proposal.rules.collections.push_back(collection);
    for (const std::string& field : {collection.key_field, collection.lang_field}) {
      if (!field.empty()) proposal.rules.roles.by_name[field] = FieldRole::kKey;
    }
  }
  AddRoles(fields, proposal.rules.roles);
  return proposal;
}

Proposal ProposeFor(const fs::path& site) {
  return Propose(ListMarkdown(site), [&](const std::string& path) {
    std::ifstream file(site / path, std::ios::binary);
    std::string head(kHeadBytes, '\0');
    file.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(file.gcount()));
    return head;
  });
}

}  // namespace lockstep
