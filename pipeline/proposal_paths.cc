#include "pipeline/proposal_paths.h"

#include <algorithm>
#include <array>
#include <map>

#include "locales/unicode.h"
#include "stages/mdx.h"

namespace lockstep {

std::optional<std::string> Tags::Of(const std::string& name) {
  const auto [entry, is_new] = known_.try_emplace(name);
  if (is_new && name.size() <= 12) entry->second = CanonicalLanguageTag(name);
  if (entry->second && !IsUsualTag(*entry->second)) entry->second.reset();
  return entry->second;
}

std::string NameOf(const std::string& folder) {
  std::string name = folder.substr(folder.rfind('/') + 1);
  name.erase(0, name.find_first_not_of('_'));
  return name.empty() ? "pages" : name;
}

std::string AsMd(std::string path) {
  if (IsMdx(path)) path.pop_back();
  return path;
}

std::string Join(const std::string& folder, const std::string& rest) {
  return folder.empty() ? rest : folder + "/" + rest;
}

bool IsBelow(const std::string& path, const std::string& folder) {
  return folder.empty() || (path.size() > folder.size() && path[folder.size()] == '/' && path.starts_with(folder));
}

std::string TopFolder(const std::string& path) {
  const std::size_t slash = path.find('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

std::vector<Split> SplitsOf(std::string_view path) {
  std::vector<Split> splits = {{path.substr(0, 0), path}};
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', slash + 1)) {
    splits.push_back({path.substr(0, slash), path.substr(slash + 1)});
  }
  return splits;
}

std::optional<Suffix> SuffixOf(const std::string& path, Tags& tags) {
  const std::string stem = path.substr(0, path.rfind('.'));
  const std::size_t dot = stem.rfind('.');
  const std::size_t slash = stem.rfind('/');
  const std::size_t name = slash == std::string::npos ? 0 : slash + 1;
  if (dot == std::string::npos || dot <= name) return std::nullopt;
  std::optional<std::string> tag = tags.Of(stem.substr(dot + 1));
  return tag ? std::optional(Suffix{*std::move(tag), stem.substr(0, dot)}) : std::nullopt;
}

LanguageFolders::LanguageFolders(const std::vector<std::string>& paths, Tags& tags) : tags_(&tags) {
  std::map<std::string, std::set<std::string>> langs;  // by the folder that they have folders in
  std::map<std::string, std::size_t> of_stem;
  for (const std::string& path : paths) {
    for (Place& place : AllPlacesOf(path)) langs[place.above].insert(std::move(place.lang));
    const std::optional<Suffix> suffix = SuffixOf(path, tags);
    ++of_stem[suffix ? suffix->stem : path.substr(0, path.rfind('.'))];
  }
  // The folders with documents that stand beside a translation, by all that they are in.
  std::map<std::string, std::set<std::string>> with_pairs;
  for (const auto& [stem, count] : of_stem) {
    if (count < 2) continue;
    for (const auto& [folder, rest] : SplitsOf(stem)) {
      const std::string name = TopFolder(std::string(rest));
      if (!name.empty()) with_pairs[std::string(folder)].insert(name);
    }
  }
  for (const auto& [above, names] : langs) {
    if (with_pairs[above].size() > names.size()) without_languages_.insert(above);
  }
}

std::vector<Place> LanguageFolders::PlacesOf(const std::string& path) const {
  std::vector<Place> places = AllPlacesOf(path);
  std::erase_if(places, [&](const Place& place) { return without_languages_.contains(place.above); });
  return places;
}

std::vector<Place> LanguageFolders::AllPlacesOf(const std::string& path) const {
  std::vector<Place> places;
  for (const auto& [folder, rest] : SplitsOf(path)) {
    const std::size_t slash = rest.find('/');
    if (slash == std::string_view::npos) break;
    if (const auto tag = tags_->Of(std::string(rest.substr(0, slash)))) {
      places.push_back({std::string(folder), *tag, std::string(rest.substr(slash + 1))});
    }
  }
  return places;
}

bool IsOfEveryProject(const std::string& name) {
  constexpr std::array<std::string_view, 8> kNames = {"authors", "changelog", "changes", "contributing",
                                                      "install", "license",   "readme",  "todo"};
  const std::string stem = FoldCase(name.substr(0, name.find('.')));
  return std::find(kNames.begin(), kNames.end(), stem) != kNames.end();
}

bool IsOfSiteItself(const std::string& path) {
  return path.find('/') == std::string::npos && IsOfEveryProject(path);
}

}  // namespace lockstep
