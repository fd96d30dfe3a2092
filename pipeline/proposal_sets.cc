#include "pipeline/proposal_sets.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "locales/unicode.h"
#include "pipeline/proposal_paths.h"
#include "pipeline/proposal_source_folders.h"
#include "stages/mdx.h"

namespace lockstep {
namespace {

// A top folder with more places for languages than this has its languages anywhere below it.
constexpr std::size_t kMaxPlaces = 4;

// Without a language in the paths, this many heads of a folder are read to look for one.
constexpr std::size_t kMaxProbed = 256;

// Takes the files whose language is a folder's name out of `paths`: sets by the folder above the language.
std::vector<CandidateSet> TakeFolders(std::vector<std::string>& paths, const LanguageFolders& folders) {
  std::map<std::string, std::set<std::string>> langs;
  for (const std::string& path : paths) {
    for (const Place& place : folders.PlacesOf(path)) langs[place.above].insert(place.lang);
  }
  std::map<std::string, std::vector<Candidate>> documents;
  std::map<std::string, std::set<std::string>> places_below;
  std::vector<std::string> rest;
  for (std::string& path : paths) {
    const std::vector<Place> places = folders.PlacesOf(path);
    const auto found =
        std::find_if(places.begin(), places.end(), [&](const Place& place) { return langs[place.above].size() > 1; });
    if (found == places.end()) {
      rest.push_back(std::move(path));
      continue;
    }
    documents[found->above].push_back({path, found->lang, Join(found->above, AsMd(found->rest))});
    places_below[TopFolder(path)].insert(found->above);
  }
  paths = std::move(rest);

  std::map<std::string, CandidateSet> sets;
  for (auto& [above, candidates] : documents) {
    const std::string top = TopFolder(Join(above, ""));
    const bool many = places_below[top].size() > kMaxPlaces && !top.empty();
    const std::string folder = many ? top + "/**" : above;
    CandidateSet& set = sets[folder];
    set.name = NameOf(many ? top : above);
    set.documents.insert(set.documents.end(), candidates.begin(), candidates.end());
    set.files = Join(folder, "{lang}/**/*") + EndingFor(set.documents);
  }
  std::vector<CandidateSet> result;
  for (auto& [folder, set] : sets) result.push_back(std::move(set));
  return result;
}

// "docs/a.ja.md" -> the language "ja" and the neutral path "docs/a"; without a suffix, no language.
Candidate WithoutSuffix(const std::string& path, Tags& tags) {
  if (std::optional<Suffix> suffix = SuffixOf(path, tags))
    return {path, std::move(suffix->lang), std::move(suffix->stem)};
  return {path, "", path.substr(0, path.rfind('.'))};
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

std::vector<CandidateSet> TakeSuffixes(std::vector<std::string>& paths, const std::string& source_lang, Tags& tags) {
  std::map<std::string, std::vector<Candidate>> by_top;
  for (const std::string& path : paths) by_top[TopFolder(path)].push_back(WithoutSuffix(path, tags));
  std::vector<CandidateSet> sets;
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
    const std::string files = (top.empty() ? "*.{lang}" : folder + "/**/*.{lang}") + EndingFor(documents);
    sets.push_back({NameOf(folder), files, std::move(documents)});
  }
  paths = std::move(rest);
  return sets;
}

// Sets whose language only the front matter tells, by top folder.
std::vector<CandidateSet> TakeFields(const std::vector<std::string>& paths, const ReadHead& read_head) {
  std::map<std::string, std::vector<Candidate>> by_top;
  for (const std::string& path : paths) {
    if (const std::string top = TopFolder(path); !top.empty()) by_top[top].push_back({path, "", path});
  }
  std::vector<CandidateSet> sets;
  for (auto& [top, documents] : by_top) {
    const std::string files = top + "/**/*" + EndingFor(documents);
    const std::size_t probed = std::min(documents.size(), kMaxProbed);
    std::size_t told = 0;
    for (std::size_t i = 0; i < probed; ++i) {
      documents[i].lang = LangOf(ReadHeadOf(documents[i], read_head));
      told += documents[i].lang.empty() ? 0 : 1;
    }
    documents.resize(probed);
    if (told * 2 < probed || told == 0) continue;
    std::erase_if(documents, [](const Candidate& document) { return document.lang.empty(); });
    sets.push_back({NameOf(top), files, std::move(documents)});
  }
  return sets;
}

std::map<std::string, std::size_t> CountByLang(const std::vector<CandidateSet>& sets) {
  std::map<std::string, std::size_t> documents;
  for (const CandidateSet& set : sets) {
    for (const Candidate& document : set.documents) ++documents[document.lang];
  }
  return documents;
}

std::string LargestOf(const CandidateSet& set) {
  const std::map<std::string, std::size_t> documents = CountByLang({set});
  return std::max_element(documents.begin(), documents.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

}  // namespace

std::vector<CandidateSet> FindCandidateSets(std::vector<std::string> paths, const ReadHead& read_head) {
  Tags tags;
  const LanguageFolders folders(paths, tags);
  std::vector<CandidateSet> sets = TakeSourceFolders(paths, read_head, folders);
  for (CandidateSet& set : TakeFolders(paths, folders)) sets.push_back(std::move(set));
  // Files without a suffix are in the source language, whatever that turns out to be; English is the best guess.
  const std::string source_lang = ChooseSource(sets);
  for (CandidateSet& set : TakeSuffixes(paths, source_lang, tags)) sets.push_back(std::move(set));
  for (CandidateSet& set : TakeFields(paths, read_head)) sets.push_back(std::move(set));
  return sets;
}

std::string EndingFor(const std::vector<Candidate>& documents) {
  const auto is_mdx = [](const Candidate& document) { return IsMdx(document.path); };
  const auto mdx = static_cast<std::size_t>(std::count_if(documents.begin(), documents.end(), is_mdx));
  return mdx == 0 ? ".md" : mdx == documents.size() ? ".mdx" : ".{md,mdx}";
}

std::string ChooseSource(const std::vector<CandidateSet>& sets) {
  for (const CandidateSet& set : sets) {
    if (!set.source_lang.empty()) return set.source_lang;
  }
  const std::map<std::string, std::size_t> documents = CountByLang(sets);
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

bool ArePairedByPath(const CandidateSet& set) {
  std::map<std::string_view, std::set<std::string_view>> langs;
  for (const Candidate& document : set.documents) langs[document.neutral].insert(document.lang);
  const bool by_folder = set.files.find("{lang}/") != std::string::npos;
  const std::string largest = LargestOf(set);
  bool is_telling = false;  // "it/README.md" and "my/README.md" are no translations of each other
  std::size_t others = 0, paired = 0;
  for (const Candidate& document : set.documents) {
    const std::size_t count = langs[document.neutral].size();
    const std::string name = document.path.substr(document.path.rfind('/') + 1);
    is_telling = is_telling || count > 2 || (count == 2 && !(by_folder && IsOfEveryProject(name)));
    if (document.lang == largest) continue;
    ++others;
    paired += count > 1 ? 1 : 0;
  }
  return is_telling && paired * 2 >= others;
}

}  // namespace lockstep
