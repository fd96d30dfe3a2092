#include "store/leveldb_closing.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "stages/model/hash.h"

namespace lockstep {

class WatchingEnv::File : public leveldb::WritableFile {
 public:
  File(WatchingEnv& env, std::string name, leveldb::WritableFile* real)
      : env_(&env), name_(std::move(name)), real_(real) {}

  leveldb::Status Append(const leveldb::Slice& data) override {
    env_->wrote_ = true;
    if (!unsynced_) Note(true);
    return env_->Watched(real_->Append(data));
  }
  leveldb::Status Close() override { return env_->Watched(real_->Close()); }
  leveldb::Status Flush() override { return env_->Watched(real_->Flush()); }
  leveldb::Status Sync() override {
    leveldb::Status status = env_->Watched(real_->Sync());
    if (status.ok()) Note(false);
    return status;
  }

 private:
  void Note(bool unsynced) {
    unsynced_ = unsynced;
    const std::lock_guard guard(env_->mutex_);
    unsynced ? static_cast<void>(env_->unsynced_.insert(name_)) : static_cast<void>(env_->unsynced_.erase(name_));
  }

  WatchingEnv* env_;
  std::string name_;
  std::unique_ptr<leveldb::WritableFile> real_;
  bool unsynced_ = false;
};

bool WatchingEnv::IsUnsynced(const std::string& name) const {
  const std::lock_guard guard(mutex_);
  return unsynced_.contains(name);
}

leveldb::Status WatchingEnv::Watched(const leveldb::Status& status) {
  if (!status.ok()) failed_ = true;
  return status;
}

leveldb::Status WatchingEnv::Wrap(const std::string& name, const leveldb::Status& status,
                                  leveldb::WritableFile** file) {
  if (status.ok()) *file = new File(*this, name, *file);
  return Watched(status);
}

leveldb::Status WatchingEnv::NewWritableFile(const std::string& name, leveldb::WritableFile** file) {
  wrote_ = true;
  return Wrap(name, target()->NewWritableFile(name, file), file);
}

leveldb::Status WatchingEnv::NewAppendableFile(const std::string& name, leveldb::WritableFile** file) {
  return Wrap(name, target()->NewAppendableFile(name, file), file);
}

leveldb::Status WatchingEnv::RenameFile(const std::string& from, const std::string& to) {
  wrote_ = true;
  return Watched(target()->RenameFile(from, to));
}

namespace {

constexpr std::string_view kSynced = "synced";

std::string CleanFile(const std::string& database) {
  return database + "/CLEAN";
}

std::optional<std::string> Read(leveldb::Env& env, const std::string& path) {
  std::string content;
  if (!leveldb::ReadFileToString(&env, path, &content).ok()) return std::nullopt;
  return content;
}

// What a file holds.
struct FileEnd {
  std::string name;
  std::uint64_t size = 0;
  std::uint64_t hash = 0;
  bool operator==(const FileEnd&) const = default;
};

// What CLEAN says: a line a file, then "synced" where all of it was.
struct Closing {
  std::vector<FileEnd> ends;
  bool synced = false;
};

std::optional<FileEnd> EndOf(leveldb::Env& env, const std::string& database, const std::string& name) {
  const std::optional<std::string> content = Read(env, database + "/" + name);
  if (!content) return std::nullopt;
  return FileEnd{name, content->size(), Hash64(*content)};
}

bool IsLog(const std::string& name) {
  return name.ends_with(".log");
}

std::vector<std::string> Logs(leveldb::Env& env, const std::string& database) {
  std::vector<std::string> names;
  env.GetChildren(database, &names);
  std::erase_if(names, [](const std::string& name) { return !IsLog(name); });
  std::sort(names.begin(), names.end());  // the numbers have leading zeros
  return names;
}

// What LevelDB would append to: the manifest that CURRENT names, and the log. Nothing where there are several logs:
// then the newest was begun after the last clean closing.
std::vector<FileEnd> DescribeEnds(leveldb::Env& env, const std::string& database) {
  const std::vector<std::string> logs = Logs(env, database);
  std::optional<std::string> manifest = Read(env, database + "/CURRENT");
  if (logs.size() != 1 || !manifest || !manifest->ends_with('\n')) return {};
  manifest->pop_back();
  std::vector<FileEnd> ends;
  for (const std::string& name : {*manifest, logs.front()}) {
    if (const std::optional<FileEnd> end = EndOf(env, database, name)) ends.push_back(*end);
  }
  return ends.size() == 2 ? ends : std::vector<FileEnd>();
}

Closing ReadClosing(leveldb::Env& env, const std::string& database) {
  Closing closing;
  std::istringstream lines(Read(env, CleanFile(database)).value_or(""));
  for (FileEnd end; lines >> end.name;) {
    if (end.name == kSynced) closing.synced = true;
    if (lines >> end.size >> std::hex >> end.hash >> std::dec) closing.ends.push_back(end);
  }
  return closing;
}

std::string Text(const Closing& closing) {
  std::string text;
  for (const FileEnd& end : closing.ends) text += fmt::format("{} {} {:016x}\n", end.name, end.size, end.hash);
  if (closing.synced) text += fmt::format("{}\n", kSynced);
  return text;
}

}  // namespace

bool WasClosedCleanly(leveldb::Env& env, const std::string& database) {
  const Closing closing = ReadClosing(env, database);
  const auto is_long = [](const FileEnd& end) { return end.size > kMaxReusedBytes; };
  return closing.ends.size() == 2 && std::none_of(closing.ends.begin(), closing.ends.end(), is_long) &&
         closing.ends == DescribeEnds(env, database);
}

// A file that is not there any more was replaced, where LevelDB went on with a newer one.
std::optional<std::string> LostSinceClosing(leveldb::Env& env, const std::string& database) {
  const Closing closing = ReadClosing(env, database);
  if (!closing.synced) return std::nullopt;
  const std::vector<std::string> logs = Logs(env, database);
  for (const FileEnd& end : closing.ends) {
    std::uint64_t size = 0;
    if (env.GetFileSize(database + "/" + end.name, &size).ok()) {
      if (size < end.size) return fmt::format("{} ends after {} of {} bytes", end.name, size, end.size);
    } else if (IsLog(end.name) && (logs.empty() || logs.back() < end.name)) {
      return fmt::format("{} is missing", end.name);
    }
  }
  return std::nullopt;
}

// A new file each time: where an old one is cut to nothing first, some file systems wait for the disk when it is
// closed.
void RememberClosing(WatchingEnv& env, const std::string& database) {
  const std::string path = CleanFile(database);
  Closing closing{DescribeEnds(env, database)};
  closing.synced = std::none_of(closing.ends.begin(), closing.ends.end(),
                                [&](const FileEnd& end) { return env.IsUnsynced(database + "/" + end.name); });
  env.RemoveFile(path);
  if (!closing.ends.empty()) leveldb::WriteStringToFile(&env, Text(closing), path);
}

void ForgetClosing(leveldb::Env& env, const std::string& database) {
  env.RemoveFile(CleanFile(database));
}

}  // namespace lockstep
