// Threads that do tasks as they come; the first exception of one stops all.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "pipeline/bounded_queue.h"

namespace lockstep {

template <typename Task>
class Workers {
 public:
  // `make` is called once in each thread; what it gives must have Do(Task). Where the system gives fewer threads, those
  // do the work. Throws std::system_error where it gives none.
  template <typename MakeWorker>
  Workers(unsigned count, MakeWorker make) : queue_(std::size_t{count} * 16) {
    threads_.reserve(count);
    try {
      for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this, make] { Run(make); });
    } catch (const std::system_error&) {
      if (threads_.empty()) throw;
    }
  }
  ~Workers() { queue_.Close(); }

  // False where a worker failed: no more tasks are taken.
  bool Give(Task task) {
    {
      const std::lock_guard lock(mutex_);
      ++pending_;
    }
    return queue_.Push(std::move(task));
  }

  // Waits until all tasks given so far are done. False where a worker failed.
  bool Wait() {
    std::unique_lock lock(mutex_);
    idle_.wait(lock, [&] { return pending_ == 0 || failure_; });
    return !failure_;
  }

  // Waits until all tasks are done. Throws what a worker threw.
  void Finish() {
    queue_.Close();
    for (std::jthread& thread : threads_) thread.join();
    threads_.clear();
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  template <typename MakeWorker>
  void Run(const MakeWorker& make) {
    try {
      auto worker = make();
      while (std::optional<Task> task = queue_.Pop()) {
        worker.Do(*std::move(task));
        Done();
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      queue_.Close();
      idle_.notify_all();
    }
  }

  void Done() {
    const std::lock_guard lock(mutex_);
    if (--pending_ == 0) idle_.notify_all();
  }

  BoundedQueue<Task> queue_;
  std::mutex mutex_;
  std::condition_variable idle_;
  std::size_t pending_ = 0;  // tasks given and not done; guarded by mutex_, as what follows
  std::exception_ptr failure_;
  std::vector<std::jthread> threads_;  // the last member: joined before the rest goes
};

}  // namespace lockstep
