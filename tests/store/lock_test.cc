#include "store/lock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "store/session.h"
#include "store_testing.h"

namespace lockstep {
namespace {

TEST(StoreLock, NamesTheProcessThatHoldsIt) {
  const TemporaryDirectory directory;
  int ready[2];
  ASSERT_EQ(pipe(ready), 0);
  const pid_t child = fork();
  if (child == 0) {
    const StoreLock lock(directory.Store(), {.command = "sync"});
    [[maybe_unused]] const ssize_t written = write(ready[1], "x", 1);
    pause();
  }
  char byte = 0;
  ASSERT_EQ(read(ready[0], &byte, 1), 1);
  const std::string message =
      Failure([&] { StoreLock(directory.Store(), {.command = "x", .wait = std::chrono::milliseconds(0)}); });
  EXPECT_THAT(message, testing::HasSubstr("is held by process " + std::to_string(child) + " (sync on "));
  LockHolder told;
  kill(child, SIGKILL);
  const StoreLock taken_over(directory.Store(),
                             {.command = "x", .on_wait = [&](const LockHolder& holder) { told = holder; }});
  waitpid(child, nullptr, 0);
  EXPECT_TRUE(told.pid.empty() || told.pid == std::to_string(child));
}

// A process that holds the lock of `directory` as `command` until it is killed.
class Holder {
 public:
  Holder(const std::string& directory, const std::string& command) {
    int ready[2];
    if (pipe(ready) != 0) return;
    child_ = fork();
    if (child_ == 0) {
      const StoreLock lock(directory, {.command = command});
      [[maybe_unused]] const ssize_t written = write(ready[1], "x", 1);
      pause();
    }
    char byte = 0;
    [[maybe_unused]] const ssize_t got = read(ready[0], &byte, 1);
  }
  ~Holder() { Kill(); }
  void Kill() {
    if (child_ <= 0) return;
    kill(child_, SIGKILL);
    waitpid(std::exchange(child_, -1), nullptr, 0);
  }
  std::string pid() const { return std::to_string(child_); }

 private:
  pid_t child_ = -1;
};

TEST(StoreLock, IsGivenBackWhereTakingItFails) {
  const TemporaryDirectory directory;
  Holder(directory.Store(), "sync").Kill();
  const auto fail = [](const LockHolder&) { throw StoreError("no"); };
  EXPECT_EQ(Failure([&] { StoreLock(directory.Store(), {.command = "x", .on_takeover = fail}); }), "no");
  const StoreLock lock(directory.Store(), {.command = "x", .wait = std::chrono::milliseconds(0)});
}

// Whom a lock that is taken now takes it over from; "" = nobody.
std::string TakenOverFrom(const std::string& directory) {
  std::string from;
  StoreLock(directory, {.command = "x", .on_takeover = [&](const LockHolder& holder) { from = holder.pid; }});
  return from;
}

TEST(StoreLock, IsTakenOverFromAKilledProcess) {
  const TemporaryDirectory directory;
  Holder holder(directory.Store(), "sync");
  const std::string pid = holder.pid();
  holder.Kill();
  EXPECT_EQ(TakenOverFrom(directory.Store()), pid);
  EXPECT_EQ(TakenOverFrom(directory.Store()), "") << "it was given back in between";
}

TEST(StoreLock, IsTakenOverFromAnotherBoot) {
  const TemporaryDirectory directory;
  EXPECT_EQ(TakenOverFrom(directory.Store()), "");
  // Process 1 is there on every machine; the lock is not.
  std::ofstream(directory.Store() + "/lock") << "pid 1\nhost elsewhere\ncommand sync\nsince 2001-01-01T00:00:00Z\n";
  EXPECT_EQ(TakenOverFrom(directory.Store()), "1");
}

TEST(StoreLock, GivesWayToWhomItIsToldTo) {
  const TemporaryDirectory directory;
  const Holder holder(directory.Store(), "sync");
  StoreLock::Options options{.command = "x", .wait = std::chrono::hours(1)};
  options.gives_way = [](const LockHolder& who) { return who.command == "sync"; };
  options.on_wait = [](const LockHolder&) { FAIL() << "it waited"; };
  try {
    StoreLock(directory.Store(), options);
    FAIL() << "it took the lock";
  } catch (const StoreBusy& busy) {
    EXPECT_EQ(busy.holder.pid, holder.pid());
    EXPECT_EQ(busy.holder.command, "sync");
  }
}

TEST(StoreLock, IsGotSoonAfterItsRelease) {
  const TemporaryDirectory directory;
  Holder holder(directory.Store(), "sync");
  bool waited = false;
  StoreLock::Options options{.command = "status"};
  options.on_wait = [&](const LockHolder& who) {
    waited = true;
    EXPECT_EQ(who.command, "sync");
    holder.Kill();
  };
  const StoreLock lock(directory.Store(), options);
  EXPECT_TRUE(waited);
}

TEST(StoreLock, DoesNotTakeAStoreThatItCannotSeeForNone) {
  const TemporaryDirectory directory;
  EXPECT_FALSE(StoreExists(directory.Store()));
  { const StoreSession session = OpenStore(directory.Store(), {.command = "test"}); }
  EXPECT_TRUE(StoreExists(directory.Store()));
  EXPECT_FALSE(StoreExists(directory.Store() + "/lock")) << "a file";
  EXPECT_EQ(Failure([&] { StoreExists(std::string(5000, 'x')); }),
            "store " + std::string(5000, 'x') +
                ": File name too long; correct its permissions, or choose another directory with --store");
}

TEST(StoreLock, RefusesADirectoryWithOtherFiles) {
  const TemporaryDirectory directory;
  std::filesystem::create_directory(directory.path() + "/src");
  EXPECT_THAT(Failure([&] { StoreLock(directory.path(), {}); }),
              testing::HasSubstr("is no store: it holds other files (src)"));
  EXPECT_FALSE(std::filesystem::exists(directory.path() + "/lock"));
}

}  // namespace
}  // namespace lockstep
