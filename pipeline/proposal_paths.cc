#include "pipeline/proposal_paths.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "locales/unicode.h"

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

std::string Join(const std::string& folder, const std::string& rest) {
  return folder.empty() ? rest : folder + "/" + rest;
}

bool IsBelow(const std::string& path, const std::string& folder) {
  return folder.empty() || (path.size() > folder.size() && path[folder.size()] == '/' && path.starts_with(folder));
}

std::vector<Place> PlacesOf(const std::string& path, Tags& tags) {
  std::vector<Place> places;
  for (std::size_t begin = 0;;) {
    const std::size_t end = path.find('/', begin);
    if (end == std::string::npos) return places;
    if (const auto tag = tags.Of(path.substr(begin, end - begin))) {
      places.push_back({path.substr(0, begin == 0 ? 0 : begin - 1), *tag, path.substr(end + 1)});
    }
    begin = end + 1;
  }
}

bool IsOfEveryProject(const std::string& name) {
  constexpr std::array<std::string_view, 8> kNames = {"authors", "changelog", "changes", "contributing",
                                                      "install", "license",   "readme",  "todo"};
  const std::string stem = FoldCase(name.substr(0, name.find('.')));
  return std::find(kNames.begin(), kNames.end(), stem) != kNames.end();
}

}  // namespace lockstep
