#include "pipeline/pager.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ios>
#include <memory>
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

Pager::Pager(Console& console, bool wanted) : console_(&console), command_(PagerCommand()) {
  const std::string_view command = command_;
  if (!wanted || command.empty() || command == "cat") return;
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), std::fclose);
  if (!file) return;  // then it is printed as it comes
  console_->out().flush();
  spool_ = fcntl(fileno(file.get()), F_DUPFD_CLOEXEC, 3);
  stdout_ = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  dup2(spool_, STDOUT_FILENO);
}

// The pager reads the file itself.
void Pager::Show() const {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, spool_, STDIN_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t defaults;
  sigemptyset(&defaults);
  for (const int ignored_here : {SIGPIPE, SIGXFSZ}) sigaddset(&defaults, ignored_here);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);

  PagerEnvironment environment;
  const std::array<std::string, 3> words = {"sh", "-c", command_};
  const std::array<char*, 4> argv = {const_cast<char*>(words[0].c_str()), const_cast<char*>(words[1].c_str()),
                                     const_cast<char*>(words[2].c_str()), nullptr};
  pid_t child = 0;
  const bool is_started = posix_spawnp(&child, "sh", &actions, &attributes, argv.data(), environment.get()) == 0;
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (!is_started) return Print();
  (void)std::signal(SIGINT, SIG_IGN);  // Ctrl-C is for the pager
  while (waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
  (void)std::signal(SIGINT, SIG_DFL);
}

void Pager::Print() const {
  std::array<char, 4096> piece;
  for (ssize_t size = 0; (size = read(spool_, piece.data(), piece.size())) > 0;)
    console_->out().write(piece.data(), size);
}

Pager::~Pager() {
  if (spool_ < 0) return;
  try {
    console_->out().flush();
    dup2(stdout_, STDOUT_FILENO);
    if (lseek(spool_, 0, SEEK_END) > 0 && lseek(spool_, 0, SEEK_SET) == 0) Show();
  } catch (const std::ios_base::failure&) {
    dup2(stdout_, STDOUT_FILENO);  // no room for the file: the buffer remembers why
  }
  close(stdout_);
  close(spool_);
}

}  // namespace lockstep
