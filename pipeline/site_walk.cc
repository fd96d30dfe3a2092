#include "pipeline/site_walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace lockstep {
namespace {

// Each level holds a descriptor; real sites have a dozen levels.
constexpr std::size_t kMaxDepth = 128;

struct CloseDirectory {
  void operator()(DIR* directory) const { closedir(directory); }
};
using Directory = std::unique_ptr<DIR, CloseDirectory>;

struct DirectoryEntry {
  // With a '/' at the end of a directory's, and of a link's that leads to one: that puts it where its files belong, or
  // would, in byte order.
  std::string text;
  unsigned char type;  // DT_REG, DT_DIR, DT_LNK ... of dirent.h

  bool is_directory() const { return text.ends_with('/'); }
};

struct Level {
  Directory directory;
  std::vector<DirectoryEntry> names;
  std::size_t next = 0;
  std::size_t path_size = 0;  // of the directory's own path, with its '/'
};

Directory OpenDirectory(int parent, const char* name) {
  const int descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (descriptor < 0) return nullptr;
  Directory directory(fdopendir(descriptor));
  if (!directory) close(descriptor);
  return directory;
}

// What `name` in `directory` is. Some file systems leave that to stat.
unsigned char TypeOf(DIR* directory, const dirent& name) {
  struct stat status {};
  if (name.d_type != DT_UNKNOWN || fstatat(dirfd(directory), name.d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
    return name.d_type;
  }
  return static_cast<unsigned char>(IFTODT(status.st_mode));
}

bool LeadsToDirectory(DIR* directory, const char* link) {
  struct stat status {};
  return fstatat(dirfd(directory), link, &status, 0) == 0 && S_ISDIR(status.st_mode);
}

// Nothing at the end, or where it cannot be read further: then errno says why, else it is 0. POSIX: safe as long as no
// two threads share a stream.
const dirent* NextName(DIR* directory) {
  errno = 0;
  return readdir(directory);  // NOLINT(concurrency-mt-unsafe)
}

WalkEntry Problem(std::string path, std::string_view code, std::string message, Severity severity = Severity::kError) {
  Diagnostic diagnostic{
      .severity = severity, .code = std::string(code), .message = std::move(message), .where = {}, .notes = {}};
  diagnostic.where.path = path;
  return {.path = std::move(path), .match = {}, .stamp = {}, .problem = std::move(diagnostic)};
}

// The directory that a pattern cannot leave: "docs/" of "docs/*/x.md", "" of "**/x.md".
std::string HeadOf(const std::string& pattern) {
  return pattern.substr(0, HeadSize(pattern));
}

std::int64_t Nanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

FileStamp StampOf(const struct stat& status) {
  return {.size = static_cast<std::uint64_t>(status.st_size),
          .mtime_ns = Nanoseconds(status.st_mtim),
          .ctime_ns = Nanoseconds(status.st_ctim),
          .inode = status.st_ino};
}

std::string ErrorText(const std::filesystem::path& path, int error) {
  const std::error_code code(error, std::generic_category());
  if (error == EMFILE || error == ENFILE || error == ENOMEM) {
    throw std::filesystem::filesystem_error("cannot read", path, code);
  }
  return code.message();
}

PatternHeads::PatternHeads(const SiteRules& rules) {
  for (const Collection& collection : rules.collections) {
    heads_.push_back(HeadOf(collection.files));
    if (!collection.source.empty()) heads_.push_back(HeadOf(collection.source));
  }
  for (const std::string& pattern : rules.exclude) {
    const std::string head = HeadOf(pattern);
    if (!head.empty() && pattern == head + "**") left_out_.push_back(head);
  }
}

bool PatternHeads::Reaches(std::string_view directory) const {
  const auto holds = [&](const std::string& folder) { return directory.starts_with(folder); };
  if (std::any_of(left_out_.begin(), left_out_.end(), holds)) return false;
  return std::any_of(heads_.begin(), heads_.end(), [&](const std::string& head) {
    return directory.starts_with(head) || std::string_view(head).starts_with(directory);
  });
}

struct SiteWalk::Impl {
  explicit Impl(const SiteRules& site_rules) : rules(&site_rules), heads(site_rules) {}

  std::filesystem::path site;  // without links, to tell what lies inside
  const SiteRules* rules;
  PatternHeads heads;
  std::vector<Level> levels;
  std::string path;  // of the current level's directory, then of the current name

  std::optional<WalkEntry> Enter(const DirectoryEntry& name);
  std::optional<WalkEntry> Visit(const DirectoryEntry& name);
  std::optional<WalkEntry> VisitLink(const DirectoryEntry& name, PathMatch match);
  bool LiesInside(const std::string& relative) const;
  int Push(Directory directory);
};

SiteWalk::SiteWalk(const std::filesystem::path& site, const SiteRules& rules) : impl_(std::make_unique<Impl>(rules)) {
  impl_->site = std::filesystem::canonical(site);
  Directory root = OpenDirectory(AT_FDCWD, impl_->site.c_str());
  if (!root) {
    throw std::filesystem::filesystem_error("cannot open the site", site,
                                            std::error_code(errno, std::generic_category()));
  }
  if (const int error = impl_->Push(std::move(root))) {
    throw std::filesystem::filesystem_error("cannot read the site", site,
                                            std::error_code(error, std::generic_category()));
  }
}

SiteWalk::~SiteWalk() = default;

std::optional<WalkEntry> SiteWalk::Next() {
  while (!impl_->levels.empty()) {
    Level& level = impl_->levels.back();
    if (level.next == level.names.size()) {
      impl_->levels.pop_back();
      continue;
    }
    const DirectoryEntry name = std::move(level.names[level.next++]);
    impl_->path.resize(level.path_size);
    impl_->path += name.text;
    std::optional<WalkEntry> entry = name.is_directory() ? impl_->Enter(name) : impl_->Visit(name);
    if (entry) return entry;
  }
  return std::nullopt;
}

// Reads and sorts the names of the directory at `path`; the other levels stay as they are. Gives the error where it
// cannot be read to its end: half of a directory would look as if the other half were gone.
int SiteWalk::Impl::Push(Directory directory) {
  Level level;
  level.path_size = path.size();
  while (const dirent* found = NextName(directory.get())) {
    if (found->d_name[0] == '.') continue;
    DirectoryEntry name{found->d_name, TypeOf(directory.get(), *found)};
    if (name.type == DT_DIR || (name.type == DT_LNK && LeadsToDirectory(directory.get(), found->d_name))) {
      name.text += '/';
    }
    level.names.push_back(std::move(name));
  }
  if (errno != 0) return errno;
  std::sort(level.names.begin(), level.names.end(),
            [](const DirectoryEntry& a, const DirectoryEntry& b) { return a.text < b.text; });
  level.directory = std::move(directory);
  levels.push_back(std::move(level));
  return 0;
}

std::optional<WalkEntry> SiteWalk::Impl::Enter(const DirectoryEntry& name) {
  if (!heads.Reaches(path)) return std::nullopt;
  if (name.type == DT_LNK) {
    return Problem(path, "link-to-directory", "links to directories are not followed", Severity::kWarning);
  }
  if (levels.size() >= kMaxDepth) {
    return Problem(path, "directory-too-deep", fmt::format("more than {} directories inside each other", kMaxDepth));
  }
  Directory directory = OpenDirectory(dirfd(levels.back().directory.get()), name.text.c_str());
  const int error = directory ? Push(std::move(directory)) : errno;
  if (error == 0 || error == ENOENT) return std::nullopt;  // not there: removed since its parent was read
  return Problem(path, "directory-unreadable", fmt::format("cannot read the directory: {}", ErrorText(path, error)));
}

std::optional<WalkEntry> SiteWalk::Impl::Visit(const DirectoryEntry& name) {
  std::optional<PathMatch> match = MatchPath(path, *rules);
  if (!match) return std::nullopt;
  if (name.type == DT_LNK) return VisitLink(name, *std::move(match));

  struct stat status {};
  if (fstatat(dirfd(levels.back().directory.get()), name.text.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT) return std::nullopt;
    return Problem(path, "file-unreadable", fmt::format("cannot read the file: {}", ErrorText(path, errno)));
  }
  if (!S_ISREG(status.st_mode)) return Problem(path, "file-not-regular", "not a regular file", Severity::kWarning);
  return WalkEntry{.path = path, .match = *std::move(match), .stamp = StampOf(status), .problem = std::nullopt};
}

std::optional<WalkEntry> SiteWalk::Impl::VisitLink(const DirectoryEntry& name, PathMatch match) {
  struct stat status {};
  if (fstatat(dirfd(levels.back().directory.get()), name.text.c_str(), &status, 0) != 0) {
    return Problem(path, "link-broken", fmt::format("the link leads nowhere: {}", ErrorText(path, errno)));
  }
  if (!S_ISREG(status.st_mode)) return Problem(path, "file-not-regular", "not a regular file", Severity::kWarning);
  if (!LiesInside(path)) return Problem(path, "link-outside", "the link leads out of the site; not read");
  return WalkEntry{.path = path, .match = std::move(match), .stamp = StampOf(status), .problem = std::nullopt};
}

bool SiteWalk::Impl::LiesInside(const std::string& relative) const {
  std::error_code error;
  const std::string target = std::filesystem::canonical(site / relative, error).string();
  return !error && target.starts_with(site.string() + (site == site.root_path() ? "" : "/"));
}

}  // namespace lockstep
