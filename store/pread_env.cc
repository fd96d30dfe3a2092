#include "store/pread_env.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace lockstep {
namespace {

leveldb::Status Failure(const std::string& path, int error) {
  const std::string reason = std::generic_category().message(error);
  return error == ENOENT ? leveldb::Status::NotFound(path, reason) : leveldb::Status::IOError(path, reason);
}

class PreadFile : public leveldb::RandomAccessFile {
 public:
  PreadFile(std::string path, int file) : path_(std::move(path)), file_(file) {}
  ~PreadFile() override { close(file_); }

  leveldb::Status Read(std::uint64_t offset, std::size_t size, leveldb::Slice* result, char* scratch) const override {
    std::size_t have = 0;
    while (have < size) {
      const ssize_t got = pread(file_, scratch + have, size - have, static_cast<off_t>(offset + have));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return Failure(path_, errno);
      if (got == 0) break;
      have += static_cast<std::size_t>(got);
    }
    *result = leveldb::Slice(scratch, have);
    return leveldb::Status::OK();
  }

 private:
  std::string path_;
  int file_;
};

class PreadEnv : public leveldb::EnvWrapper {
 public:
  explicit PreadEnv(leveldb::Env& base) : EnvWrapper(&base) {}

  leveldb::Status NewRandomAccessFile(const std::string& path, leveldb::RandomAccessFile** result) override {
    *result = nullptr;
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return Failure(path, errno);
    *result = new PreadFile(path, file);
    return leveldb::Status::OK();
  }

  leveldb::Status GetChildren(const std::string& directory, std::vector<std::string>* names) override {
    names->clear();
    std::error_code failed;
    std::filesystem::directory_iterator entry(directory, failed);
    for (; !failed && entry != std::filesystem::directory_iterator(); entry.increment(failed)) {
      names->push_back(entry->path().filename().string());
    }
    return failed ? Failure(directory, failed.value()) : leveldb::Status::OK();
  }
};

}  // namespace

std::unique_ptr<leveldb::Env> MakePreadEnv(leveldb::Env& base) {
  return std::make_unique<PreadEnv>(base);
}

}  // namespace lockstep
