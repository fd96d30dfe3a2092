#include "pipeline/markdown_listing.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <iterator>
#include <string_view>
#include <system_error>
#include <utility>

#include "stages/mdx.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

// What one folder holds, its names relative to the site.
struct Folder {
  std::vector<std::string> folders;
  std::vector<std::string> documents;
  std::size_t names = 0;
  bool is_repository = false;
};

bool IsSkipped(std::string_view name) {
  return name.front() == '.' ||
         std::find(kFoldersLeftOut.begin(), kFoldersLeftOut.end(), name) != kFoldersLeftOut.end();
}

bool IsMarkdown(std::string_view name) {
  return (name.size() > 3 && name.ends_with(".md")) || (name.size() > 4 && IsMdx(name));
}

void Sort(const fs::directory_entry& entry, const std::string& name, const std::string& path, Folder& folder) {
  std::error_code ignored;  // what cannot be looked at has nothing to propose
  const bool is_folder = !entry.is_symlink(ignored) && entry.is_directory(ignored);
  if (name == ".git" && is_folder) folder.is_repository = true;
  if (IsSkipped(name)) return;
  if (is_folder) {
    folder.folders.push_back(path);
  } else if (IsMarkdown(name) && entry.is_regular_file(ignored)) {
    folder.documents.push_back(path);
  }
}

Folder Look(const fs::path& site, const std::string& relative) {
  Folder folder;
  std::error_code error;
  fs::directory_iterator it(site / relative, error);
  for (; !error && it != fs::directory_iterator(); it.increment(error)) {
    const std::string name = it->path().filename().string();
    ++folder.names;
    Sort(*it, name, relative.empty() ? name : fmt::format("{}/{}", relative, name), folder);
  }
  return folder;
}

}  // namespace

MarkdownListing ListMarkdown(const fs::path& site, std::size_t patience) {
  MarkdownListing listing;
  std::size_t names = 0;
  for (std::deque<std::string> waiting = {""}; !waiting.empty();) {
    const std::string relative = std::move(waiting.front());
    waiting.pop_front();
    Folder folder = Look(site, relative);
    names += folder.names;
    if (folder.is_repository && !relative.empty()) continue;
    std::move(folder.folders.begin(), folder.folders.end(), std::back_inserter(waiting));
    std::move(folder.documents.begin(), folder.documents.end(), std::back_inserter(listing.paths));
    if (names > patience && listing.paths.size() < names / 100) {
      listing.complete = false;
      break;
    }
  }
  std::sort(listing.paths.begin(), listing.paths.end());
  return listing;
}

}  // namespace lockstep
