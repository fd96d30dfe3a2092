// A directory that changes from one report to the next at once: no reader ever sees half of a new one.
//
// The new report is written beside the old one, in which unchanged files are the old ones (hard links: they keep their
// times), and then the two directories change names in one step. Files and directories keep their modes, and what
// others have put beside the report's own files stays: no directory is removed that still has some of it.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>

namespace lockstep {

class ReportDirectory {
 public:
  // `out` may be missing, empty, or hold a report. Throws UsageError where it holds anything else: a report
  // takes the place of the whole directory. All of this class throws std::filesystem::filesystem_error where the disk
  // fails.
  explicit ReportDirectory(const std::filesystem::path& out);
  // Takes away what was not committed.
  ~ReportDirectory();
  ReportDirectory(const ReportDirectory&) = delete;
  ReportDirectory& operator=(const ReportDirectory&) = delete;

  // The old report's file `path`, or "" where there is none.
  std::string Old(const std::string& path) const;

  // Puts `content` at `path` (relative, '/' between names) of the new report.
  void Write(const std::string& path, std::string_view content);

  // Puts the new report in the old one's place. What others have put into the directory moves along; where that cannot
  // be done, the old report stays.
  void Commit();

  std::size_t written() const { return written_; }
  std::size_t unchanged() const { return unchanged_; }

 private:
  void MakeDirectories(const std::filesystem::path& relative) const;

  std::filesystem::path out_;
  std::filesystem::path fresh_;
  std::set<std::string> made_;  // top-level names
  std::size_t written_ = 0;
  std::size_t unchanged_ = 0;
};

}  // namespace lockstep
