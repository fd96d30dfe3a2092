#include "pipeline/proposal_paths.h"

#include <algorithm>
#include <array>

#include "locales/unicode.h"
#include "stages/mdx.h"

namespace lockstep {

std::optional<std::string> Tags::Of(const std::string& name) {
  const auto [entry, is_new] = known_.try_emplace(name);
  if (is_new && name.size() <= 12) entry->second = CanonicalLanguageTag(name);
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

std::vector<Place> PlacesOf(const std::string& path, Tags& tags) {
  std::vector<Place> places;
  for (const auto& [folder, rest] : SplitsOf(path)) {
    const std::size_t slash = rest.find('/');
    if (slash == std::string_view::npos) break;
    if (const auto tag = tags.Of(std::string(rest.substr(0, slash)))) {
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
