#include "pipeline/report_directory.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): kill is POSIX's
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <optional>
#include <sstream>
#include <string_view>
#include <system_error>
#include <vector>

#include "pipeline/command.h"
#include "pipeline/whole_file.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kPermissions = 07777;

[[noreturn]] void Fail(const char* what, const fs::path& path) {
  throw fs::filesystem_error(what, path, std::error_code(errno, std::generic_category()));
}

// Nothing where there is no such file. One that cannot be read is a failure: a report without its past would lose it.
std::optional<std::string> ReadWhole(const fs::path& path) {
  return fs::exists(path) ? std::optional(ReadWholeFile(path)) : std::nullopt;
}

// The top-level names of a report, a line each; a directory that has it is one.
constexpr const char* kManifest = ".lockstep-report";

std::set<std::string> Lines(const std::string& text) {
  std::istringstream in(text);
  std::set<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.insert(line);
  return lines;
}

// "site" -> ".site.lockstep-": the beginning of the names under which new reports are written.
std::string FreshPrefix(const fs::path& out) {
  return fmt::format(".{}.lockstep-", out.filename().string());
}

bool IsThere(const fs::path& path) {
  return fs::exists(fs::symlink_status(path));
}

// What others have put into the report `directory`, at its top.
std::vector<fs::path> ForeignIn(const fs::path& directory) {
  const std::set<std::string> own = Lines(ReadWhole(directory / kManifest).value_or(""));
  std::vector<fs::path> foreign;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
    if (!own.contains(entry.path().filename().string())) foreign.push_back(entry.path());
  }
  return foreign;
}

// Brings what others have put into `out` into the report that takes its place. Files are in both then: there is no
// moment without them. Where this throws, Remove puts back what it has moved.
void BringForeign(const fs::path& out, const fs::path& fresh) {
  const std::vector<fs::path> foreign = ForeignIn(out);
  for (const fs::path& path : foreign) {
    if (!IsThere(fresh / path.filename())) continue;
    throw fs::filesystem_error("the new report has a name that somebody else's file has taken:", path,
                               std::make_error_code(std::errc::file_exists));
  }
  for (const fs::path& path : foreign) {
    std::error_code failed = std::make_error_code(std::errc::not_supported);
    if (fs::is_regular_file(fs::symlink_status(path))) fs::create_hard_link(path, fresh / path.filename(), failed);
    if (failed && std::rename(path.c_str(), (fresh / path.filename()).c_str()) != 0) {
      Fail("cannot move into the new report:", path);
    }
  }
}

// Takes away the report `left`, which is not in place (any more); what others have put into it goes to `out`. One
// without a list was not finished, and has nothing of others.
void Remove(const fs::path& left, const fs::path& out) {
  if (fs::exists(left / kManifest)) {
    for (const fs::path& path : ForeignIn(left)) {
      fs::create_directory(out);
      if (!IsThere(out / path.filename())) fs::rename(path, out / path.filename());
    }
  }
  fs::remove_all(left);
}

// What killed runs have left.
std::vector<fs::path> Leftovers(const fs::path& out) {
  const std::string prefix = FreshPrefix(out);
  std::vector<fs::path> leftovers;
  for (const fs::directory_entry& entry : fs::directory_iterator(out.parent_path())) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(prefix)) continue;
    pid_t pid = 0;
    std::from_chars(name.data() + prefix.size(), name.data() + name.size(), pid);
    if (pid > 0 && kill(pid, 0) != 0 && errno == ESRCH) leftovers.push_back(entry.path());
  }
  return leftovers;
}

// Behind the name of a report that makes room, where names cannot be exchanged.
constexpr std::string_view kAside = "-old";

// Takes away what killed runs have left; a report that had made room comes back.
void RemoveLeftovers(const fs::path& out) {
  const std::vector<fs::path> leftovers = Leftovers(out);
  for (const fs::path& path : leftovers) {
    if (!fs::exists(out) && path.string().ends_with(kAside)) fs::rename(path, out);
  }
  for (const fs::path& path : leftovers) {
    if (fs::exists(path)) Remove(path, out);
  }
}

// Gives `fresh` the mode of `old`, and its group where we may give that.
void KeepAccess(const fs::path& old, const fs::path& fresh) {
  struct stat status {};
  if (stat(old.c_str(), &status) != 0) Fail("cannot look at", old);
  if (chown(fresh.c_str(), static_cast<uid_t>(-1), status.st_gid) != 0) errno = 0;  // not a member
  const mode_t needed = S_ISDIR(status.st_mode) ? S_IRWXU : 0;
  if (chmod(fresh.c_str(), (status.st_mode & kPermissions) | needed) != 0) Fail("cannot set the mode of", fresh);
}

// Everything below `directory` is on the disk when this returns.
void SyncAll(const fs::path& directory) {
  const int descriptor = open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) Fail("cannot open", directory);
  const int failed = syncfs(descriptor);
  close(descriptor);
  if (failed != 0) Fail("cannot write to the disk", directory);
}

// `fresh` takes the place of `out`; what was there is in `fresh` afterwards.
void Exchange(const fs::path& fresh, const fs::path& out) {
  if (renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, out.c_str(), RENAME_EXCHANGE) == 0) return;
  if (errno != EINVAL && errno != ENOSYS) Fail("cannot put the report in place", out);
  // A file system that cannot exchange names: for a moment there is no report, and never half of one.
  const fs::path aside = fresh.string() + std::string(kAside);
  fs::rename(out, aside);
  fs::rename(fresh, out);
  fs::rename(aside, fresh);
}

}  // namespace

ReportDirectory::ReportDirectory(const fs::path& out) : out_(fs::weakly_canonical(fs::absolute(out))) {
  if (!out_.has_filename()) out_ = out_.parent_path();  // "report/"
  if (fs::exists(out_) && !fs::is_directory(out_)) {
    throw UsageError(fmt::format("--out: {} is no directory", out_.string()));
  }
  if (fs::exists(out_) && !fs::is_empty(out_) && !fs::exists(out_ / kManifest)) {
    throw UsageError(fmt::format("--out: {} is not empty, and what it holds is no report", out_.string()));
  }
  fs::create_directories(out_.parent_path());
  RemoveLeftovers(out_);
  fresh_ = out_.parent_path() / fmt::format("{}{}", FreshPrefix(out_), getpid());
  fs::create_directory(fresh_);
  if (fs::exists(out_)) KeepAccess(out_, fresh_);  // at once: what a private report says is private from the first file
}

ReportDirectory::~ReportDirectory() {
  try {
    Remove(fresh_, out_);
  } catch (const fs::filesystem_error&) {  // the next run meets it again, and says so
  }
}

std::string ReportDirectory::Old(const std::string& path) const {
  return ReadWhole(out_ / path).value_or("");
}

void ReportDirectory::MakeDirectories(const fs::path& relative) const {
  fs::path directory;
  for (const fs::path& name : relative) {
    directory /= name;
    const bool made = fs::create_directory(fresh_ / directory);
    if (made && fs::is_directory(out_ / directory)) KeepAccess(out_ / directory, fresh_ / directory);
  }
}

void ReportDirectory::Write(const std::string& path, std::string_view content) {
  const fs::path fresh = fresh_ / path;
  MakeDirectories(fs::path(path).parent_path());
  made_.insert(path.substr(0, path.find('/')));
  const std::optional<std::string> old = ReadWhole(out_ / path);
  if (old && *old == content) {
    std::error_code failed;
    fs::create_hard_link(out_ / path, fresh, failed);
    ++unchanged_;
    if (!failed) return;
  } else {
    ++written_;
  }
  std::ofstream out(fresh, std::ios::binary);
  if (out && old) KeepAccess(out_ / path, fresh);
  out.write(content.data(), static_cast<std::streamsize>(content.size()));
  out.close();
  if (!out) Fail("cannot write", fresh);
}

void ReportDirectory::Commit() {
  Write(kManifest, fmt::format("{}\n{}\n", fmt::join(made_, "\n"), kManifest));
  SyncAll(fresh_);
  if (!fs::exists(out_)) {
    fs::rename(fresh_, out_);
    return;
  }
  BringForeign(out_, fresh_);
  Exchange(fresh_, out_);
}

}  // namespace lockstep
