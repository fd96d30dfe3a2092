// What the paths of a site's Markdown files tell about languages, piece by piece.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lockstep {

// CanonicalLanguageTag of names, remembered: a site has many paths and few names of folders. Usual tags only, since a
// slug such as "in-depth" is one, too.
class Tags {
 public:
  std::optional<std::string> Of(const std::string& name);

 private:
  std::unordered_map<std::string, std::optional<std::string>> known_;
};

// "_products" -> "products", "src/content" -> "content", "" -> "pages".
std::string NameOf(const std::string& folder);

// "a.mdx" -> "a.md": a translation need not have its source's ending.
std::string AsMd(std::string path);

// "a" and "b/c" -> "a/b/c"; `folder` may be "".
std::string Join(const std::string& folder, const std::string& rest);

// True where `path` is below `folder`; everything is below "".
bool IsBelow(const std::string& path, const std::string& folder);

// "a" of "a/b/c.md", "" of "c.md".
std::string TopFolder(const std::string& path);

// A path before and behind one of its slashes, or before all of it: "" and "a/b.md", "a" and "b.md".
struct Split {
  std::string_view folder;
  std::string_view rest;
};

// All of them, from the left. They are views into `path`.
std::vector<Split> SplitsOf(std::string_view path);

// A path whose language is a suffix: "docs/a.ja.md".
struct Suffix {
  std::string lang;  // canonical tag
  std::string stem;  // "docs/a"
};
std::optional<Suffix> SuffixOf(const std::string& path, Tags& tags);

// Where a path could have its language: a folder whose name is a language tag.
struct Place {
  std::string above;  // the folder that it is in, "" = the site
  std::string lang;   // canonical tag
  std::string rest;   // of the path, behind it
};

// The folders of a site that are named for languages.
//
// A post has a folder of its own in many sites, which may be called "no" or "it": where more folders have documents
// beside a translation ("a/index.fr.md" and "a/index.md") than are named so, none of them is a language's.
class LanguageFolders {
 public:
  // `tags` must outlive this object.
  LanguageFolders(const std::vector<std::string>& paths, Tags& tags);

  // From the left.
  std::vector<Place> PlacesOf(const std::string& path) const;

 private:
  std::vector<Place> AllPlacesOf(const std::string& path) const;

  Tags* tags_;
  std::set<std::string> without_languages_;  // folders in which names are no languages
};

// "README.md": a name that every project gives to a file of its own, translated or not.
bool IsOfEveryProject(const std::string& name);

// True where such a file is the site's own, in no folder.
bool IsOfSiteItself(const std::string& path);

}  // namespace lockstep
