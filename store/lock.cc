#include "store/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <thread>
#include <utility>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "store/leveldb_engine.h"
#include "store/replacement.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kPollEvery{20};

std::string Reason(int error) {
  return std::generic_category().message(error);
}

bool IsStoreName(const std::string& name) {
  return name == "lock" || name == "db" || name.starts_with("heartbeat") || name == ".gitignore" ||
         name.starts_with("db.") || name.starts_with("damaged-");
}

[[noreturn]] void ThrowUnusable(const std::string& directory, const std::error_code& error) {
  throw StoreError(fmt::format("store {}: {}; correct its permissions, or choose another directory with --store",
                               directory, error.message()));
}

// A wrong --store must not fill somebody's directory with our files.
void CheckDirectory(const std::string& directory, bool create) {
  std::error_code error;
  if (create) fs::create_directories(directory, error);
  fs::directory_iterator entries;
  if (!error) entries = fs::directory_iterator(directory, error);
  if (error == std::errc::no_such_file_or_directory) {
    throw StoreError(fmt::format("there is no store in {}; run `lockstep sync` first", directory));
  }
  if (error == std::errc::not_a_directory || error == std::errc::file_exists) {
    throw StoreError(
        fmt::format("store {}: not a directory; move what is there out of the way, or choose another "
                    "directory with --store",
                    directory));
  }
  if (error) ThrowUnusable(directory, error);
  for (const fs::directory_entry& entry : entries) {
    const std::string name = entry.path().filename().string();
    if (IsStoreName(name)) continue;
    throw StoreError(fmt::format("{} is no store: it holds other files ({}); choose another directory with --store",
                                 directory, name));
  }
}

// The store lies inside the site, which often is a git repository: it is nothing to commit.
void WriteGitIgnore(const std::string& directory) {
  const fs::path path = fs::path(directory) / ".gitignore";
  std::error_code error;
  if (fs::exists(path, error)) return;
  std::ofstream(path) << "*\n";
}

// Long enough for every holder: the file keeps its size, because cutting it may wait for the disk.
constexpr std::size_t kHolderBytes = 512;

// Only for people: a disk too full for it is met again, and reported, when data are written.
void Overwrite(int file, const std::string& text) {
  [[maybe_unused]] const ssize_t written = pwrite(file, text.data(), text.size(), 0);
}

void WriteHolder(int file, const std::string& command) {
  const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::string text = fmt::format("pid {}\nhost {}\ncommand {}\nsince {:%Y-%m-%dT%H:%M:%SZ}\n", getpid(), HostName(),
                                 command, fmt::gmtime(now));
  text.resize(std::max(text.size(), kHolderBytes), '\n');
  Overwrite(file, text);
}

// So that nobody is told of who no longer has the lock, and a lock that was given back differs from one that was left.
void EraseHolder(int file) {
  Overwrite(file, std::string(kHolderBytes, '\n'));
}

LockHolder ReadHolder(const std::string& path) {
  LockHolder holder;
  std::ifstream file(path);
  for (std::string name, value; file >> name && std::getline(file >> std::ws, value);) {
    if (name == "pid") holder.pid = value;
    if (name == "host") holder.host = value;
    if (name == "command") holder.command = value;
    if (name == "since") holder.since = value;
  }
  return holder;
}

// True when the lock was taken, false where another process has it.
bool TryLock(int file, const std::string& directory) {
  if (flock(file, LOCK_EX | LOCK_NB) == 0) return true;
  if (errno == EWOULDBLOCK || errno == EINTR) return false;
  throw StoreError(
      fmt::format("store {}: cannot lock {}/lock: {}; put the store on a disk that has locks, with --store", directory,
                  directory, Reason(errno)));
}

std::string LockPath(const std::string& directory) {
  return directory + "/lock";
}

// The lock's file, open; `create`: in a directory that is made where there is none.
int OpenLock(const std::string& directory, bool create) {
  CheckDirectory(directory, create);
  const std::string path = LockPath(directory);
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file >= 0) return file;
  throw StoreError(
      fmt::format("store {}: cannot write {}: {}; correct its permissions, or choose another directory with --store",
                  directory, path, Reason(errno)));
}

// Waits for the lock, as long as `options` say.
void Acquire(int file, const std::string& directory, const StoreLock::Options& options) {
  const Clock::time_point deadline = Clock::now() + options.wait;
  for (bool told = false; !TryLock(file, directory); std::this_thread::sleep_for(kPollEvery)) {
    const LockHolder holder = ReadHolder(LockPath(directory));
    const bool gives_way = options.gives_way && options.gives_way(holder);
    if (gives_way || Clock::now() >= deadline) {
      throw StoreBusy(fmt::format("store {} is held by {}; wait until it has ended, or wait longer with --wait",
                                  directory, Describe(holder)),
                      holder);
    }
    if (!std::exchange(told, true) && options.on_wait) options.on_wait(holder);
  }
}

// True where `database` is a directory with something in it; `directory` is the store's.
bool HasFiles(const std::string& directory, const std::string& database) {
  std::error_code error;
  const fs::directory_iterator entries(database, error);
  if (!error) return entries != fs::directory_iterator();
  if (error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory) return false;
  ThrowUnusable(directory, error);
}

}  // namespace

std::string HostName() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

std::string Describe(const LockHolder& holder) {
  if (holder.pid.empty()) return "another process";
  return fmt::format("process {} ({} on {} since {})", holder.pid, holder.command, holder.host, holder.since);
}

StoreLock::Descriptor::~Descriptor() {
  if (file >= 0) close(file);
}

StoreLock::StoreLock(const std::string& directory, const Options& options)
    : descriptor_(OpenLock(directory, options.create)) {
  Acquire(descriptor_.file, directory, options);
  const LockHolder before = ReadHolder(LockPath(directory));
  if (!before.pid.empty() && options.on_takeover) options.on_takeover(before);
  WriteHolder(descriptor_.file, options.command);
  WriteGitIgnore(directory);
}

StoreLock::StoreLock(StoreLock&& other) noexcept = default;

// The file stays: removing it would let two processes lock two files of one name.
StoreLock::~StoreLock() {
  if (descriptor_.file >= 0) EraseHolder(descriptor_.file);
}

bool StoreExists(const std::string& directory) {
  // One that is just put into its place has gone from the second when that is looked at.
  const std::string database = DatabaseDirectory(directory);
  return HasFiles(directory, database) || HasFiles(directory, NextDatabaseDirectory(directory)) ||
         HasFiles(directory, database);
}

}  // namespace lockstep
