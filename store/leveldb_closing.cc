#include "store/leveldb_closing.h"

#include <algorithm>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "stages/model/hash.h"

namespace lockstep {

class WatchingEnv::File : public leveldb::WritableFile {
 public:
  File(WatchingEnv& env, leveldb::WritableFile* real) : env_(&env), real_(real) {}

  leveldb::Status Append(const leveldb::Slice& data) override {
    env_->wrote_ = true;
    return env_->Watched(real_->Append(data));
  }
  leveldb::Status Close() override { return env_->Watched(real_->Close()); }
  leveldb::Status Flush() override { return env_->Watched(real_->Flush()); }
  leveldb::Status Sync() override { return env_->Watched(real_->Sync()); }

 private:
  WatchingEnv* env_;
  std::unique_ptr<leveldb::WritableFile> real_;
};

leveldb::Status WatchingEnv::Watched(const leveldb::Status& status) {
  if (!status.ok()) failed_ = true;
  return status;
}

leveldb::Status WatchingEnv::Wrap(const leveldb::Status& status, leveldb::WritableFile** file) {
  if (status.ok()) *file = new File(*this, *file);
  return Watched(status);
}

leveldb::Status WatchingEnv::NewWritableFile(const std::string& name, leveldb::WritableFile** file) {
  wrote_ = true;
  return Wrap(target()->NewWritableFile(name, file), file);
}

leveldb::Status WatchingEnv::NewAppendableFile(const std::string& name, leveldb::WritableFile** file) {
  return Wrap(target()->NewAppendableFile(name, file), file);
}

leveldb::Status WatchingEnv::RenameFile(const std::string& from, const std::string& to) {
  wrote_ = true;
  return Watched(target()->RenameFile(from, to));
}

namespace {

std::string CleanFile(const std::string& database) {
  return database + "/CLEAN";
}

std::optional<std::string> Read(leveldb::Env& env, const std::string& path) {
  std::string content;
  if (!leveldb::ReadFileToString(&env, path, &content).ok()) return std::nullopt;
  return content;
}

// "name size hash" and a line feed; nothing where the file cannot be read or is too long.
std::optional<std::string> Describe(leveldb::Env& env, const std::string& database, const std::string& name) {
  const std::string path = database + "/" + name;
  std::uint64_t size = 0;
  if (!env.GetFileSize(path, &size).ok() || size > kMaxReusedBytes) return std::nullopt;
  const std::optional<std::string> content = Read(env, path);
  if (!content) return std::nullopt;
  return fmt::format("{} {} {:016x}\n", name, content->size(), Hash64(*content));
}

// The one log; nothing where there are several: then the newest was begun after the last clean closing.
std::optional<std::string> OnlyLog(leveldb::Env& env, const std::string& database) {
  std::vector<std::string> names;
  if (!env.GetChildren(database, &names).ok()) return std::nullopt;
  const auto is_log = [](const std::string& name) { return name.ends_with(".log"); };
  if (std::count_if(names.begin(), names.end(), is_log) != 1) return std::nullopt;
  return *std::find_if(names.begin(), names.end(), is_log);
}

// What LevelDB would append to: the manifest that CURRENT names, and the log.
std::optional<std::string> DescribeEnds(leveldb::Env& env, const std::string& database) {
  const std::optional<std::string> log = OnlyLog(env, database);
  std::optional<std::string> manifest = Read(env, database + "/CURRENT");
  if (!log || !manifest || !manifest->ends_with('\n')) return std::nullopt;
  manifest->pop_back();
  const std::optional<std::string> manifest_end = Describe(env, database, *manifest);
  const std::optional<std::string> log_end = Describe(env, database, *log);
  if (!manifest_end || !log_end) return std::nullopt;
  return *manifest_end + *log_end;
}

}  // namespace

bool WasClosedCleanly(leveldb::Env& env, const std::string& database) {
  const std::optional<std::string> clean = Read(env, CleanFile(database));
  return clean && clean == DescribeEnds(env, database);
}

// A new file each time: where an old one is cut to nothing first, some file systems wait for the disk when it is
// closed.
void RememberClosing(leveldb::Env& env, const std::string& database) {
  const std::string path = CleanFile(database);
  env.RemoveFile(path);
  if (const std::optional<std::string> ends = DescribeEnds(env, database)) {
    leveldb::WriteStringToFile(&env, *ends, path);
  }
}

}  // namespace lockstep
