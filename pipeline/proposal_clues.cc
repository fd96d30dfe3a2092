#include "pipeline/proposal_clues.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include "locales/unicode.h"
#include "pipeline/proposal_paths.h"

namespace lockstep {
namespace {

// The set's languages; what every project has in any folder tells none.
std::set<std::string> LangsOf(const CandidateSet& set) {
  std::set<std::string> langs;
  for (const Candidate& document : set.documents) {
    if (!IsOfEveryProject(document.path.substr(document.path.rfind('/') + 1))) langs.insert(document.lang);
  }
  return langs;
}

Clue ClueOf(const CandidateSet& set, const std::set<std::string>& langs) {
  return {fmt::format("{} has documents in {}, and nothing tells which of them belong together", set.files,
                      fmt::join(langs, ", ")),
          "write lockstep.yml by hand: `key` names the front-matter field that all languages of a document share"};
}

// One name of a path, and where the language begins in it.
struct LanguageInName {
  std::size_t begin = 0;  // of the name
  std::size_t lang = 0;
  std::size_t end = 0;  // of the language
};

// The path without the language, and without what sets it off.
std::string WithoutLanguage(const std::string& path, const LanguageInName& at) {
  const bool is_folder = at.lang == at.begin;
  return path.substr(0, is_folder ? at.begin : at.lang - 1) + path.substr(is_folder ? at.end + 1 : at.end);
}

Clue ClueOf(const std::string& path, const LanguageInName& at, const std::string& lang) {
  const std::string source = WithoutLanguage(path, at);
  Clue clue;
  clue.seen = fmt::format("{} looks like the {} of {}", path, LanguageName(lang), source);
  if (path[at.end] != '/') {
    const std::size_t dot = source.rfind('.');
    clue.advice = fmt::format("name such files {}.{}{}, or write lockstep.yml by hand", source.substr(0, dot), lang,
                              source.substr(dot));
  } else {
    const std::string folder = at.lang == at.begin ? path.substr(0, at.begin) : path.substr(0, at.lang - 1) + "/";
    clue.advice =
        fmt::format("write lockstep.yml by hand, with `files: \"{}{{lang}}/**/*.md\"` and `source: \"{}**/*.md\"`",
                    path.substr(0, at.lang), folder);
  }
  return clue;
}

// Of the languages that a name of `path` could have, the first without which it is another's.
std::optional<Clue> FindClue(const std::string& path, const std::vector<std::string>& paths, Tags& tags) {
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t slash = path.find('/', begin);
    const bool is_folder = slash != std::string::npos;
    const std::size_t end = is_folder ? slash : path.rfind('.');
    for (std::size_t lang = begin; lang < end; lang = std::min(path.find_first_of("-_", lang), end) + 1) {
      if (lang == begin && !is_folder) continue;
      const std::optional<std::string> tag = tags.Of(path.substr(lang, end - lang));
      const LanguageInName at{begin, lang, end};
      if (tag && std::binary_search(paths.begin(), paths.end(), WithoutLanguage(path, at))) {
        return ClueOf(path, at, *tag);
      }
    }
    begin = is_folder ? slash + 1 : path.size();
  }
  return std::nullopt;
}

}  // namespace

Clue FindClue(const std::vector<CandidateSet>& sets, const std::vector<std::string>& paths) {
  for (const CandidateSet& set : sets) {
    if (const std::set<std::string> langs = LangsOf(set); langs.size() > 1) return ClueOf(set, langs);
  }
  Tags tags;
  for (const std::string& path : paths) {
    if (IsOfEveryProject(path.substr(path.rfind('/') + 1))) continue;
    if (std::optional<Clue> clue = FindClue(path, paths, tags)) return *std::move(clue);
  }
  return {};
}

}  // namespace lockstep
