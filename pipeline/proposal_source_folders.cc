#include "pipeline/proposal_source_folders.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "locales/unicode.h"

namespace lockstep {
namespace {

// So many translations must have a source at the same place, and at least one in so many.
constexpr std::size_t kLeastPairs = 2;
constexpr std::size_t kLeastShare = 2;

// So many layouts are looked at, and so many documents read to tell their language.
constexpr std::size_t kMaxLayouts = 16;
constexpr std::size_t kMaxRead = 8;

// Of documents with one name ("index.md"), so many are compared with a translation.
constexpr std::size_t kMaxFolders = 256;

// Where the documents of a site are.
struct Layout {
  std::string above;   // the languages' folders are in it: "i18n"
  std::string below;   // within a language's folder: "docusaurus-plugin-content-docs/current", or ""
  std::string source;  // the source's documents are in it: "docs"

  friend bool operator<(const Layout& a, const Layout& b) {
    return std::tie(a.above, a.below, a.source) < std::tie(b.above, b.below, b.source);
  }
};

// `path` without `folder`, which it is below.
std::string Behind(const std::string& folder, const std::string& path) {
  return folder.empty() ? path : path.substr(folder.size() + 1);
}

// True where enough of the translations have a source at their place. The site's own folder has all sorts of files:
// there, the sources must have translations, too.
bool HaveSources(const std::vector<Candidate>& documents, bool at_root) {
  std::set<std::string> sources;
  std::set<std::string> translated;
  for (const Candidate& document : documents) {
    if (document.lang.empty()) sources.insert(document.neutral);
  }
  std::size_t with_source = 0;
  for (const Candidate& document : documents) {
    if (document.lang.empty() || !sources.contains(document.neutral)) continue;
    ++with_source;
    translated.insert(document.neutral);
  }
  const std::size_t translations = static_cast<std::size_t>(std::count_if(
      documents.begin(), documents.end(), [](const Candidate& document) { return !document.lang.empty(); }));
  return with_source >= kLeastPairs && with_source * kLeastShare >= translations &&
         (!at_root || translated.size() * kLeastShare >= sources.size());
}

// The place of the path at `above`, or null.
const Place* PlaceAt(const std::vector<Place>& places, const std::string& above) {
  const auto found =
      std::find_if(places.begin(), places.end(), [&](const Place& place) { return place.above == above; });
  return found == places.end() ? nullptr : &*found;
}

class SourceFolders {
 public:
  SourceFolders(const std::vector<std::string>& paths, const ReadHead& read_head, const LanguageFolders& folders)
      : paths_(&paths), read_head_(&read_head), taken_(paths.size()) {
    std::map<std::string, std::set<std::string>> langs;  // by the folder that has them
    for (const std::string& path : paths) {
      neutral_.push_back(AsMd(path));
      const std::string& neutral = neutral_.back();
      places_.push_back(folders.PlacesOf(neutral));
      for (const Place& place : places_.back()) {
        langs[place.above].insert(place.lang);
        language_folders_.insert(neutral.substr(0, neutral.size() - place.rest.size() - 1));
      }
    }
    for (const std::vector<Place>& places : places_) {
      const auto among_others = [&](const Place& place) { return langs[place.above].size() > 1; };
      has_language_.push_back(std::any_of(places.begin(), places.end(), among_others));
    }
  }

  std::vector<CandidateSet> Take() {
    std::vector<CandidateSet> sets;
    for (const Layout& layout : Layouts()) {
      if (std::optional<CandidateSet> set = SetOf(layout)) sets.push_back(*std::move(set));
    }
    return sets;
  }

  std::vector<std::string> Rest() const {
    std::vector<std::string> rest;
    for (std::size_t i = 0; i < paths_->size(); ++i) {
      if (!taken_[i]) rest.push_back((*paths_)[i]);
    }
    return rest;
  }

 private:
  // "b/c.md" -> the folders in which that stands: "a" for "a/b/c.md".
  using Tails = std::unordered_map<std::string, std::vector<std::string>>;

  Tails TailsOf() const {
    Tails tails;
    for (std::size_t i = 0; i < paths_->size(); ++i) {
      if (has_language_[i]) continue;
      for (const auto& [folder, tail] : SplitsOf(neutral_[i])) {
        std::vector<std::string>& folders = tails[std::string(tail)];
        if (folders.size() < kMaxFolders) folders.emplace_back(folder);
      }
    }
    return tails;
  }

  // Those in which translations have a source, from that with the most.
  std::vector<Layout> Layouts() const {
    const Tails tails = TailsOf();
    std::map<Layout, std::size_t> votes;
    for (std::size_t i = 0; i < paths_->size(); ++i) {
      if (IsOfEveryProject((*paths_)[i].substr((*paths_)[i].rfind('/') + 1))) continue;
      for (const Place& place : places_[i]) Vote(place, tails, votes);
    }
    std::vector<std::pair<std::size_t, Layout>> ordered;
    for (auto& [layout, count] : votes) {
      if (count >= kLeastPairs) ordered.emplace_back(count, layout);
    }
    std::stable_sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<Layout> layouts;
    if (ordered.size() > kMaxLayouts) ordered.resize(kMaxLayouts);
    for (auto& [count, layout] : ordered) layouts.push_back(std::move(layout));
    return layouts;
  }

  // For the layouts in which the document at `place` has the nearest sources: those with the longest path in common.
  void Vote(const Place& place, const Tails& tails, std::map<Layout, std::size_t>& votes) const {
    for (const auto& [below, tail] : SplitsOf(place.rest)) {
      const auto same = tails.find(std::string(tail));
      if (same != tails.end() && VoteFor(same->second, place, std::string(below), votes)) return;
    }
  }

  // True where one of the folders is the source's.
  bool VoteFor(const std::vector<std::string>& folders, const Place& place, const std::string& below,
               std::map<Layout, std::size_t>& votes) const {
    bool found = false;
    for (const std::string& folder : folders) {
      if (IsOfLanguage(folder, place.above)) continue;
      found = true;
      ++votes[{place.above, below, folder}];
      // "posts/a.md" and "ja/posts/a.md": where not all of the site is translated, its posts may be.
      const std::string top = folder.empty() && below.empty() ? TopFolder(place.rest) : "";
      if (!top.empty()) ++votes[{place.above, top, top}];
    }
    return found;
  }

  // True for "docs/ja/guides" where the languages are in "docs".
  bool IsOfLanguage(const std::string& folder, const std::string& above) const {
    if (!IsBelow(folder, above)) return false;
    return language_folders_.contains(folder.substr(0, folder.find('/', above.empty() ? 0 : above.size() + 1)));
  }

  // The documents of a layout that are in no set yet.
  struct Members {
    std::vector<Candidate> documents;
    std::vector<std::size_t> paths;  // of the documents
  };

  // Those in the source language have none yet.
  Members MembersOf(const Layout& layout) const {
    Members members;
    for (std::size_t i = 0; i < paths_->size(); ++i) {
      if (taken_[i]) continue;
      const std::string& path = (*paths_)[i];
      const Place* const place = PlaceAt(places_[i], layout.above);
      if (place != nullptr) {
        if (!IsBelow(place->rest, layout.below)) continue;
        members.documents.push_back({path, place->lang, Behind(layout.below, place->rest)});
      } else if (!has_language_[i] && IsBelow(path, layout.source) && !IsOfSiteItself(path)) {
        members.documents.push_back({path, "", Behind(layout.source, neutral_[i])});
      } else {
        continue;
      }
      members.paths.push_back(i);
    }
    return members;
  }

  // As some of the sources say, or else by their text; "" where there is a folder for that language, so that nothing
  // tells what these are.
  std::string SourceLanguage(const std::vector<Candidate>& documents) const {
    std::string text;
    std::string lang;
    std::size_t read = 0;
    for (const Candidate& document : documents) {
      if (!document.lang.empty() || read++ >= kMaxRead) continue;
      if (lang.empty()) lang = LangOf(ReadHeadOf(document, *read_head_));
      text += (*read_head_)(document.path);
    }
    if (lang.empty()) lang = LikelyLanguage(text);
    const auto is_that = [&](const Candidate& document) {
      return document.lang == lang || document.lang.starts_with(lang + "-");
    };
    return std::any_of(documents.begin(), documents.end(), is_that) ? "" : lang;
  }

  std::optional<CandidateSet> SetOf(const Layout& layout) {
    Members members = MembersOf(layout);
    if (!HaveSources(members.documents, layout.source.empty())) return std::nullopt;
    const std::string source_lang = SourceLanguage(members.documents);
    if (source_lang.empty()) return std::nullopt;
    for (Candidate& document : members.documents) {
      if (document.lang.empty()) document.lang = source_lang;
    }
    for (const std::size_t i : members.paths) taken_[i] = true;
    const std::string any = "**/*" + EndingFor(members.documents);
    return CandidateSet{.name = NameOf(layout.source),
                        .files = Join(layout.above, "{lang}/") + Join(layout.below, any),
                        .documents = std::move(members.documents),
                        .source = Join(layout.source, any),
                        .source_lang = source_lang};
  }

  const std::vector<std::string>* paths_;
  const ReadHead* read_head_;
  std::vector<std::string> neutral_;        // the paths, whatever their endings
  std::vector<std::vector<Place>> places_;  // by path
  std::vector<bool> has_language_;          // by path: is in a folder for a language among others
  std::set<std::string> language_folders_;  // what could be one: "docs/ja"
  std::vector<bool> taken_;                 // by path
};

}  // namespace

std::vector<CandidateSet> TakeSourceFolders(std::vector<std::string>& paths, const ReadHead& read_head,
                                            const LanguageFolders& folders) {
  SourceFolders sources(paths, read_head, folders);
  std::vector<CandidateSet> sets = sources.Take();
  if (!sets.empty()) paths = sources.Rest();
  return sets;
}

}  // namespace lockstep
