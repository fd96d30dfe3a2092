#include "pipeline/pager.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <ios>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {
namespace {

// Without a pager the text still has to come out.
const char* const kDefaultPager = "command -v less >/dev/null && exec less; exec cat";

const char* PagerCommand() {
  const char* const pager = std::getenv("PAGER");  // NOLINT(concurrency-mt-unsafe): nobody sets it
  return pager == nullptr ? kDefaultPager : pager;
}

// This process's environment, with what less and lv need to pass colours through.
class PagerEnvironment {
 public:
  PagerEnvironment() {
    for (char** variable = environ; *variable != nullptr; ++variable) pointers_.push_back(*variable);
    AddUnlessSet("LESS", less_);
    AddUnlessSet("LV", lv_);
    pointers_.push_back(nullptr);
  }
  char** get() { return pointers_.data(); }

 private:
  void AddUnlessSet(const char* name, std::string& setting) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nobody sets it
    if (std::getenv(name) == nullptr) pointers_.push_back(setting.data());
  }

  std::string less_ = "LESS=FRX";
  std::string lv_ = "LV=-c";
  std::vector<char*> pointers_;
};

}  // namespace

Pager::Pager(Console& console, bool wanted) : console_(&console) {
  const std::string_view command = PagerCommand();
  if (wanted && !command.empty() && command != "cat") Start(command.data());
}

void Pager::Start(const char* command) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t defaults;
  sigemptyset(&defaults);
  for (const int ignored_here : {SIGPIPE, SIGXFSZ}) sigaddset(&defaults, ignored_here);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);

  PagerEnvironment environment;
  const std::array<std::string, 3> words = {"sh", "-c", command};
  const std::array<char*, 4> argv = {const_cast<char*>(words[0].c_str()), const_cast<char*>(words[1].c_str()),
                                     const_cast<char*>(words[2].c_str()), nullptr};
  console_->out().flush();
  if (posix_spawnp(&child_, "sh", &actions, &attributes, argv.data(), environment.get()) == 0) {
    stdout_ = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    dup2(ends[1], STDOUT_FILENO);
    (void)std::signal(SIGINT, SIG_IGN);  // Ctrl-C is for the pager
  } else {
    child_ = 0;
  }
  close(ends[0]);
  close(ends[1]);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
}

Pager::~Pager() {
  if (child_ == 0) return;
  try {
    console_->out().flush();
  } catch (const std::ios_base::failure&) {
    // The reader has left the pager before the end.
  }
  dup2(stdout_, STDOUT_FILENO);  // closes our end of the pipe
  close(stdout_);
  while (waitpid(child_, nullptr, 0) < 0 && errno == EINTR) {
  }
  (void)std::signal(SIGINT, SIG_DFL);
}

}  // namespace lockstep
