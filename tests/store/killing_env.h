// The file system, with a process that is killed in the middle of what it does there.
#pragma once

#include <leveldb/env.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <utility>

namespace lockstep {

// Kills its process at the n-th thing done to files; of what was to be appended then, a half is.
class KillingEnv : public leveldb::EnvWrapper {
 public:
  explicit KillingEnv(std::uint64_t n) : EnvWrapper(leveldb::Env::Default()), left_(n) {}

  leveldb::Status NewWritableFile(const std::string& name, leveldb::WritableFile** file) override {
    Step();
    return Wrapped(target()->NewWritableFile(name, file), file);
  }
  leveldb::Status NewAppendableFile(const std::string& name, leveldb::WritableFile** file) override {
    Step();
    return Wrapped(target()->NewAppendableFile(name, file), file);
  }
  leveldb::Status RenameFile(const std::string& from, const std::string& to) override {
    Step();
    return target()->RenameFile(from, to);
  }
  leveldb::Status RemoveFile(const std::string& name) override {
    Step();
    return target()->RemoveFile(name);
  }
  // LevelDB's own thread does not live on in a process that was forked. The thread sanitizer must be told that new ones
  // may start there (die_after_fork).
  void Schedule(void (*work)(void*), void* argument) override { std::thread(work, argument).detach(); }

 private:
  class File : public leveldb::WritableFile {
   public:
    File(KillingEnv& env, leveldb::WritableFile* real) : env_(env), real_(real) {}
    leveldb::Status Append(const leveldb::Slice& data) override {
      if (env_.IsLast()) {
        real_->Append(leveldb::Slice(data.data(), data.size() / 2));
        real_->Flush();
        Die();
      }
      return real_->Append(data);
    }
    leveldb::Status Close() override { return env_.Step(), real_->Close(); }
    leveldb::Status Flush() override { return env_.Step(), real_->Flush(); }
    leveldb::Status Sync() override { return env_.Step(), real_->Sync(); }

   private:
    KillingEnv& env_;
    std::unique_ptr<leveldb::WritableFile> real_;
  };

  leveldb::Status Wrapped(leveldb::Status status, leveldb::WritableFile** file) {
    if (status.ok()) *file = new File(*this, *file);
    return status;
  }

  bool IsLast() { return left_.fetch_sub(1) == 1; }
  void Step() {
    if (IsLast()) Die();
  }
  static void Die() {
    raise(SIGKILL);
    while (true) pause();
  }

  std::atomic<std::uint64_t> left_;
};

// Runs `work`, which writes for ever through the Env that it gets, in a process of its own, until that is killed at the
// n-th (from 1) thing done to files. Returns whether it was.
template <typename Work>
bool KillAt(std::uint64_t n, const Work& work) {
  const pid_t child = fork();
  if (child == 0) {
    KillingEnv env(n);
    work(env);
    _exit(1);
  }
  int status = 0;
  return waitpid(child, &status, 0) == child && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

}  // namespace lockstep
