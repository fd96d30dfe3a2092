#include "pipeline/report_directory.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): kill is POSIX's
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <optional>
#include <sstream>
#include <system_error>

#include "pipeline/command.h"
#include "pipeline/whole_file.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

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

// Takes away what killed runs have left.
void RemoveLeftovers(const fs::path& out) {
  const std::string prefix = FreshPrefix(out);
  for (const fs::directory_entry& entry : fs::directory_iterator(out.parent_path())) {
    const std::string name = entry.path().filename().string();
    if (name.rfind(prefix, 0) != 0) continue;
    pid_t pid = 0;
    std::from_chars(name.data() + prefix.size(), name.data() + name.size(), pid);
    if (pid > 0 && kill(pid, 0) != 0 && errno == ESRCH) fs::remove_all(entry.path());
  }
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
  const fs::path aside = fresh.string() + "-old";
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
}

ReportDirectory::~ReportDirectory() {
  std::error_code ignored;
  fs::remove_all(fresh_, ignored);
}

std::string ReportDirectory::Old(const std::string& path) const {
  return ReadWhole(out_ / path).value_or("");
}

void ReportDirectory::Write(const std::string& path, std::string_view content) {
  const fs::path fresh = fresh_ / path;
  fs::create_directories(fresh.parent_path());
  made_.insert(path.substr(0, path.find('/')));
  if (const std::optional<std::string> old = ReadWhole(out_ / path); old && *old == content) {
    std::error_code failed;
    fs::create_hard_link(out_ / path, fresh, failed);
    ++unchanged_;
    if (!failed) return;
  } else {
    ++written_;
  }
  std::ofstream out(fresh, std::ios::binary);
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
  Exchange(fresh_, out_);
  KeepForeign();
}

// Called when the new report is in place, and the old directory is where the new one was written.
void ReportDirectory::KeepForeign() const {
  const std::set<std::string> old = Lines(ReadWhole(fresh_ / kManifest).value_or(""));
  for (const fs::directory_entry& entry : fs::directory_iterator(fresh_)) {
    const fs::path name = entry.path().filename();
    if (!old.contains(name.string()) && !fs::exists(out_ / name)) fs::rename(entry.path(), out_ / name);
  }
}

}  // namespace lockstep
