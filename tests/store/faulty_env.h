// A file system in memory that fails on demand, and that forgets at "power loss" what was not synced.
#pragma once

#include <leveldb/env.h>
#include <leveldb/helpers/memenv.h>

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace lockstep {

class FaultyEnv : public leveldb::EnvWrapper {
 public:
  FaultyEnv() : FaultyEnv(leveldb::NewMemEnv(leveldb::Env::Default())) {}

  // Every write to a file, every sync, every opening for writing fails while set.
  std::atomic<bool> fail_appends = false;
  std::atomic<bool> fail_syncs = false;
  std::atomic<bool> fail_opens = false;
  std::atomic<int> syncs = 0;

  leveldb::Status NewWritableFile(const std::string& name, leveldb::WritableFile** file) override {
    if (fail_opens) return leveldb::Status::IOError(name, "Permission denied");
    const std::lock_guard guard(mutex_);
    if (is_off_) return Off(name);
    leveldb::WritableFile* real = nullptr;
    const leveldb::Status status = target()->NewWritableFile(name, &real);
    if (!status.ok()) return status;
    synced_[name] = 0;
    *file = new File(*this, name, real);
    return status;
  }
  leveldb::Status NewAppendableFile(const std::string& name, leveldb::WritableFile** file) override {
    if (fail_opens) return leveldb::Status::IOError(name, "Permission denied");
    const std::lock_guard guard(mutex_);
    if (is_off_) return Off(name);
    std::uint64_t size = 0;
    target()->GetFileSize(name, &size);
    leveldb::WritableFile* real = nullptr;
    const leveldb::Status status = target()->NewAppendableFile(name, &real);
    if (status.ok()) *file = new File(*this, name, real, size);
    return status;
  }
  leveldb::Status RenameFile(const std::string& from, const std::string& to) override {
    const std::lock_guard guard(mutex_);
    if (is_off_) return Off(from);
    synced_[to] = synced_[from];
    synced_.erase(from);
    return target()->RenameFile(from, to);
  }
  leveldb::Status RemoveFile(const std::string& name) override {
    const std::lock_guard guard(mutex_);
    return is_off_ ? Off(name) : target()->RemoveFile(name);
  }

  // Cuts every file to what was synced. Whoever works on, as threads do in the background, changes nothing any more.
  void LosePower() {
    const std::lock_guard guard(mutex_);
    is_off_ = true;
    for (const auto& [name, size] : synced_) {
      std::string content;
      if (!leveldb::ReadFileToString(target(), name, &content).ok()) continue;
      content.resize(std::min(content.size(), size));
      leveldb::WriteStringToFile(target(), content, name);
    }
  }
  // Not before all who had files open are gone.
  void RestorePower() {
    const std::lock_guard guard(mutex_);
    is_off_ = false;
  }

 private:
  explicit FaultyEnv(leveldb::Env* memory) : EnvWrapper(memory), memory_(memory) {}

  class File : public leveldb::WritableFile {
   public:
    File(FaultyEnv& env, std::string name, leveldb::WritableFile* real, std::size_t size = 0)
        : env_(env), name_(std::move(name)), real_(real), size_(size) {}
    leveldb::Status Append(const leveldb::Slice& data) override {
      const std::lock_guard guard(env_.mutex_);
      if (env_.is_off_) return Off(name_);
      if (!env_.fail_appends) {
        size_ += data.size();
        return real_->Append(data);
      }
      const leveldb::Slice half(data.data(), data.size() / 2);
      size_ += half.size();
      real_->Append(half);
      return leveldb::Status::IOError(name_, "No space left on device");
    }
    leveldb::Status Close() override { return real_->Close(); }
    leveldb::Status Flush() override { return real_->Flush(); }
    leveldb::Status Sync() override {
      if (env_.fail_syncs) return leveldb::Status::IOError(name_, "Input/output error");
      ++env_.syncs;
      const std::lock_guard guard(env_.mutex_);
      if (env_.is_off_) return Off(name_);
      env_.synced_[name_] = size_;
      return leveldb::Status::OK();
    }

   private:
    FaultyEnv& env_;
    std::string name_;
    std::unique_ptr<leveldb::WritableFile> real_;
    std::size_t size_;
  };

  static leveldb::Status Off(const std::string& name) { return leveldb::Status::IOError(name, "the power is off"); }

  std::unique_ptr<leveldb::Env> memory_;
  std::mutex mutex_;
  bool is_off_ = false;
  std::map<std::string, std::size_t> synced_;
};

}  // namespace lockstep
