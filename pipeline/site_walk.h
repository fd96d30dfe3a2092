// The documents of a site, in byte order of their paths, one at a time.
//
// The order is that of the store's keys, so that the two can be merged without holding either in memory: only the names
// of the directories between the site and the current file are kept. Files that no collection takes cost no stat, and
// directories that no pattern reaches are not even opened.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stages/keying.h"
#include "stages/model/diagnostic.h"
#include "stages/model/site_rules.h"
#include "store/records.h"

struct stat;

namespace lockstep {

// The directories in which documents may lie, by the patterns of a site's collections.
class PatternHeads {
 public:
  explicit PatternHeads(const SiteRules& rules);
  // Whether a document may lie in or below `directory` ("a/b/").
  bool Reaches(std::string_view directory) const;

 private:
  std::vector<std::string> heads_;
  std::vector<std::string> left_out_;  // folders that are excluded as a whole
};

// What the walk came across: a document, or a place that it could not look into.
struct WalkEntry {
  std::string path;  // relative to the site, '/' between names; of a directory with a '/' at its end
  PathMatch match;   // of a document
  FileStamp stamp;   // of a document
  // Set where the file or the whole directory cannot be looked at: what is known of it must stay.
  std::optional<Diagnostic> problem;
};

// Walks the files that `rules` take, and no others. Names that begin with a dot are skipped (the store's directory is
// one).
//
// Links: a link to a file is the file, if that lies inside the site; links to directories are not followed, so that no
// document is met twice and no loop is possible. Anything that is not a regular file is a problem.
class SiteWalk {
 public:
  // `rules` must outlive this object. Throws std::filesystem::filesystem_error where `site` cannot be opened.
  SiteWalk(const std::filesystem::path& site, const SiteRules& rules);
  ~SiteWalk();
  SiteWalk(const SiteWalk&) = delete;
  SiteWalk& operator=(const SiteWalk&) = delete;

  // The next entry by path, or nothing behind the last.
  std::optional<WalkEntry> Next();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

FileStamp StampOf(const struct stat& status);

// What an error says of a path of the site, for people ("Permission denied"). Throws std::filesystem::filesystem_error
// where it says nothing of the path, because the process has run out of descriptors or memory: who took that for a file
// that cannot be read would take the next one for a file that is gone.
std::string ErrorText(const std::filesystem::path& path, int error);

}  // namespace lockstep
