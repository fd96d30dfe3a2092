// A site in a git repository, made for a test: commits with times of the test's own choosing, nothing of the machine's
// configuration.
#pragma once

#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <fmt/format.h>

namespace lockstep {

class GitSite {
 public:
  explicit GitSite(const std::string& name)
      : root_(std::filesystem::temp_directory_path() / fmt::format("lockstep-{}-{}", name, getpid())) {
    std::filesystem::remove_all(root_);
    std::filesystem::create_directories(site());
    Git("init -q -b main");
  }
  ~GitSite() {
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
  }
  GitSite(const GitSite&) = delete;
  GitSite& operator=(const GitSite&) = delete;

  const std::filesystem::path& root() const { return root_; }
  std::filesystem::path site() const { return root_ / "site"; }

  void Write(const std::string& path, const std::string& text) const {
    std::filesystem::create_directories((site() / path).parent_path());
    std::ofstream(site() / path, std::ios::binary) << text;
  }
  void Remove(const std::string& path) const { std::filesystem::remove(site() / path); }

  // The output of `git ARGUMENTS` in `directory` (default: the site), without its last line end.
  std::string Git(const std::string& arguments, std::filesystem::path directory = {}) const {
    if (directory.empty()) directory = site();
    const std::string command = fmt::format(
        "cd '{}' && GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null git -c user.name=N -c user.email=e@x {}",
        directory.string(), arguments);
    FILE* pipe = popen(command.c_str(), "r");
    std::string output;
    std::array<char, 4096> buffer{};
    for (std::size_t size = 0; (size = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
      output.append(buffer.data(), size);
    }
    if (pclose(pipe) != 0) throw std::runtime_error(command);
    if (output.ends_with('\n')) output.pop_back();
    return output;
  }

  // Commits all that there is, `hours` after the year 2026 began, and gives the commit's id.
  std::string Commit(std::int64_t hours, const std::string& zone = "+0000") const {
    Git("add -A");
    const std::string date = fmt::format("{} {}", kBegin + hours * 3600, zone);
    setenv("GIT_COMMITTER_DATE", date.c_str(), 1);
    setenv("GIT_AUTHOR_DATE", date.c_str(), 1);
    Git("commit -q --allow-empty -m change");
    return Git("rev-parse HEAD");
  }

  static constexpr std::int64_t kBegin = 1767225600;  // 2026-01-01T00:00:00Z

 private:
  std::filesystem::path root_;
};

}  // namespace lockstep
