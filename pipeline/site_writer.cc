#include "pipeline/site_writer.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "pipeline/descriptor.h"
#include "pipeline/site_walk.h"
#include "stages/model/hash.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

constexpr int kOpenDirectory = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
constexpr mode_t kNewFile = 0666;
constexpr mode_t kNewDirectory = 0777;
constexpr mode_t kPermissions = 07777;

[[noreturn]] void Fail(const char* what, const fs::path& path) {
  throw fs::filesystem_error(what, path, std::error_code(errno, std::generic_category()));
}

std::vector<std::string> NamesOf(std::string_view path) {
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    names.emplace_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return names;
}

// A file by its directory and its name.
struct Place {
  Descriptor directory;
  std::string name;
  fs::path path;  // for messages
};

// Follows the directories of `path` from `site`, which is open as `root`; those that lack are made where `makes` says
// so.
Place Follow(const fs::path& site, int root, std::string_view path, bool makes) {
  if (!IsPlainPath(path)) throw WriteRefused("the path leads out of the site");
  std::vector<std::string> names = NamesOf(path);
  Place place{Descriptor(dup(root)), std::move(names.back()), site / path};
  names.pop_back();
  for (const std::string& name : names) {
    if (makes && mkdirat(place.directory.get(), name.c_str(), kNewDirectory) == 0) fsync(place.directory.get());
    Descriptor next(openat(place.directory.get(), name.c_str(), kOpenDirectory));
    const bool is_link = next.get() < 0 && (errno == ELOOP || errno == ENOTDIR);
    if (is_link) throw WriteRefused("a directory of its path is a link, or no directory");
    if (next.get() < 0) Fail("cannot open the directory of", place.path);
    place.directory = std::move(next);
  }
  return place;
}

std::uint64_t HashOf(int file, std::uint64_t size, const fs::path& path) {
  std::string bytes(size, '\0');
  std::size_t have = 0;
  while (have < bytes.size()) {
    const ssize_t got = read(file, bytes.data() + have, bytes.size() - have);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) Fail("cannot read", path);
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  bytes.resize(have);
  return Hash64(bytes);
}

// The mode of the file, which is what `was` says.
mode_t ExpectAt(const Place& place, const FileState& was) {
  const Descriptor file(
      openat(place.directory.get(), place.name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (file.get() < 0 && errno == ELOOP) throw WriteRefused("it is a link, and what it leads to is not ours to write");
  if (file.get() < 0 && errno == ENOENT) throw WriteRefused("the file is gone");
  struct stat status {};
  if (file.get() < 0 || fstat(file.get(), &status) != 0) Fail("cannot open", place.path);
  if (!S_ISREG(status.st_mode)) throw WriteRefused("it is not a regular file");
  const bool same = StampOf(status) == was.stamp && HashOf(file.get(), was.stamp.size, place.path) == was.hash;
  if (!same) throw WriteRefused("the file has changed since it was read");
  return status.st_mode & kPermissions;
}

void WriteAll(int file, std::string_view bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const ssize_t put = write(file, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) Fail("cannot write", path);
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
}

// The bytes in a file of their own beside the one that they are for; taken away again unless it got its name. The name
// is always the same, so that what a killed run left is written over and not left for good; and short, as the other may
// be as long as names get.
class TemporaryFile {
 public:
  TemporaryFile(const Place& place, std::string_view bytes, std::optional<mode_t> mode)
      : place_(&place), name_(fmt::format(".{:016x}.lockstep", Hash64(place.name))) {
    unlinkat(place.directory.get(), name_.c_str(), 0);
    const Descriptor file(openat(place.directory.get(), name_.c_str(),
                                 O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode ? 0600 : kNewFile));
    if (file.get() < 0) Fail("cannot write", place.path);
    is_there_ = true;
    try {
      WriteAll(file.get(), bytes, place.path);
      if (mode && fchmod(file.get(), *mode) != 0) Fail("cannot keep the mode of", place.path);
      if (fsync(file.get()) != 0) Fail("cannot write to the disk", place.path);
    } catch (...) {
      Remove();
      throw;
    }
  }
  ~TemporaryFile() { Remove(); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  void TakeName(bool replaces) {
    const int directory = place_->directory.get();
    if (replaces) {
      if (renameat(directory, name_.c_str(), directory, place_->name.c_str()) != 0) Fail(kPutInPlace, place_->path);
      is_there_ = false;
    } else {
      TakeFreeName();
    }
    if (fsync(directory) != 0) Fail("cannot write to the disk", place_->path);
  }

 private:
  static constexpr const char* kPutInPlace = "cannot put in place";

  void TakeFreeName() {
    const int directory = place_->directory.get();
    int failed = renameat2(directory, name_.c_str(), directory, place_->name.c_str(), RENAME_NOREPLACE);
    is_there_ = failed != 0;
    // A file system that cannot do that has the file under both names for a moment.
    if (failed != 0 && (errno == EINVAL || errno == ENOSYS)) {
      failed = linkat(directory, name_.c_str(), directory, place_->name.c_str(), 0);
    }
    if (failed != 0 && errno == EEXIST) throw WriteRefused("there is such a file already");
    if (failed != 0) Fail(kPutInPlace, place_->path);
    Remove();
  }
  void Remove() {
    if (std::exchange(is_there_, false)) unlinkat(place_->directory.get(), name_.c_str(), 0);
  }

  const Place* place_;
  std::string name_;
  bool is_there_ = false;
};

}  // namespace

bool IsPlainPath(std::string_view path) {
  if (path.empty() || path.find('\0') != std::string_view::npos) return false;
  for (const std::string& name : NamesOf(path)) {
    if (name.empty() || name == "." || name == "..") return false;
  }
  return true;
}

SiteWriter::SiteWriter(const fs::path& site)
    : site_(site), directory_(open(site.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (directory_ < 0) Fail("cannot open the site", site.string());
}

SiteWriter::~SiteWriter() {
  close(directory_);
}

void SiteWriter::Expect(std::string_view path, const FileState& was) const {
  ExpectAt(Follow(site_, directory_, path, false), was);
}

void SiteWriter::Replace(std::string_view path, const FileState& was, std::string_view bytes) const {
  const Place place = Follow(site_, directory_, path, false);
  const mode_t mode = ExpectAt(place, was);
  TemporaryFile file(place, bytes, mode);
  ExpectAt(place, was);  // the disk took its time
  file.TakeName(true);
}

void SiteWriter::Create(std::string_view path, std::string_view bytes) const {
  const Place place = Follow(site_, directory_, path, true);
  TemporaryFile(place, bytes, std::nullopt).TakeName(false);
}

}  // namespace lockstep
