// The Markdown files (`.md`, `.mdx`) below a directory, for somebody who does not know yet which of them are documents.
//
// The directory may be anything, also somebody's home with a million files: folders are looked at level by level, so
// that what a site has near its top is seen first, and who has little patience stops where there is little Markdown.
#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

struct MarkdownListing {
  std::vector<std::string> paths;  // relative, '/' between names, sorted
  bool complete = true;            // false: given up
};

inline constexpr std::size_t kEndlessPatience = std::numeric_limits<std::size_t>::max();

// Folders that hold no documents of the site, whatever Markdown is in them.
inline constexpr std::array<std::string_view, 4> kFoldersLeftOut = {"node_modules", "vendor", "_site", "public"};

// Left out are hidden folders, those of the names above, folders that are git repositories of their own, and links to
// folders. Given up where more than `patience` names have been read, of which fewer than one in a hundred are Markdown
// files.
MarkdownListing ListMarkdown(const std::filesystem::path& site, std::size_t patience);

}  // namespace lockstep
