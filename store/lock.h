// One process at a time: the lock of a store.
//
// The kernel holds the lock (flock) on the file `<store>/lock` and drops it when the process ends, however it
// ends; the file's text only tells others who holds it. LevelDB lets one process in, so readers take it too.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <utility>

#include "store/engine.h"

namespace lockstep {

// Who holds a store; each is "" where it is not known.
struct LockHolder {
  std::string pid;
  std::string host;
  std::string command;  // "sync"
  std::string since;    // "2026-01-31T02:00:00Z"
};

// "process 123 (sync on host since 2026-01-31T02:00:00Z)".
std::string Describe(const LockHolder& holder);

// Another process holds the store, and went on holding it as long as was waited for.
struct StoreBusy : StoreError {
  StoreBusy(const std::string& message, LockHolder who) : StoreError(message), holder(std::move(who)) {}
  LockHolder holder;
};

class StoreLock {
 public:
  struct Options {
    std::string command;  // what to tell others
    std::chrono::milliseconds wait{30'000};
    bool create = true;  // make the store's directory where there is none
    // Called once where the lock is not free at once, before waiting.
    std::function<void(const LockHolder&)> on_wait = {};
    // Asked of who holds the lock, again and again while waiting: true = do not wait for that one.
    std::function<bool(const LockHolder&)> gives_way = {};
    // Called where the lock is taken over from a process that ended without giving it back: it was killed, or the
    // machine stopped.
    std::function<void(const LockHolder&)> on_takeover = {};
  };

  // Takes the lock of the store in `directory`. Throws StoreError: the directory is no store's (it holds other
  // files), it cannot be written; StoreBusy: another process holds the lock longer than `wait`,
  // or is one that this one gives way to.
  StoreLock(const std::string& directory, const Options& options);
  ~StoreLock();
  StoreLock(StoreLock&& other) noexcept;
  StoreLock& operator=(StoreLock&&) = delete;

 private:
  // Closes it, and gives back the lock with it, also where the constructor throws.
  struct Descriptor {
    explicit Descriptor(int open_file) : file(open_file) {}
    ~Descriptor();
    Descriptor(Descriptor&& other) noexcept : file(std::exchange(other.file, -1)) {}
    Descriptor& operator=(Descriptor&&) = delete;
    int file = -1;
  };
  Descriptor descriptor_;
};

// The name of this machine, or "" where it is not known.
std::string HostName();

// True where `directory` holds a store, sound or not. Throws StoreError where that cannot be seen.
bool StoreExists(const std::string& directory);

}  // namespace lockstep
