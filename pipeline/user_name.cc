#include "pipeline/user_name.h"

#include <git2.h>
#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>

#include "pipeline/libgit2.h"

namespace lockstep {
namespace {

using Config = std::unique_ptr<git_config, decltype(&git_config_free)>;
using Repository = std::unique_ptr<git_repository, decltype(&git_repository_free)>;

// The configuration of the repository that `directory` is in, else the user's own. Null where there is neither.
Config OpenConfig(const std::filesystem::path& directory) {
  git_repository* repository = nullptr;
  git_config* config = nullptr;
  if (git_repository_open_ext(&repository, directory.c_str(), 0, nullptr) == 0) {
    const Repository owner(repository, git_repository_free);
    git_repository_config_snapshot(&config, repository);
  } else {
    git_config* live = nullptr;
    if (git_config_open_default(&live) == 0) {
      const Config owner(live, git_config_free);
      git_config_snapshot(&config, live);
    }
  }
  return {config, git_config_free};
}

std::string Get(git_config* config, const char* name) {
  const char* value = nullptr;
  return git_config_get_string(&value, config, name) == 0 ? value : "";
}

std::string GitName(const std::filesystem::path& directory) {
  StartLibgit2();
  std::string name;
  if (const Config config = OpenConfig(directory)) {
    name = Get(config.get(), "user.name");
    const std::string email = Get(config.get(), "user.email");
    if (!email.empty()) name += (name.empty() ? "<" : " <") + email + ">";
  }
  return name;
}

std::string SystemName() {
  const char* const user = std::getenv("USER");  // NOLINT(concurrency-mt-unsafe): nobody sets it
  if (user != nullptr && *user != '\0') return user;
  const passwd* const entry = getpwuid(geteuid());  // NOLINT(concurrency-mt-unsafe): one thread
  return entry == nullptr ? "" : entry->pw_name;
}

}  // namespace

std::string UserName(const std::filesystem::path& directory) {
  const std::string name = GitName(directory);
  return name.empty() ? SystemName() : name;
}

}  // namespace lockstep
