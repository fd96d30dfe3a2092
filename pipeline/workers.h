// Threads that do tasks as they come; the first exception of one stops all.
#pragma once

#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "pipeline/bounded_queue.h"

namespace lockstep {

template <typename Task>
class Workers {
 public:
  // `make` is called once in each thread; what it gives must have Do(Task).
  template <typename MakeWorker>
  Workers(unsigned count, MakeWorker make) : queue_(std::size_t{count} * 16) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this, make] { Run(make); });
  }
  ~Workers() { queue_.Close(); }

  // False where a worker failed: no more tasks are taken.
  bool Give(Task task) { return queue_.Push(std::move(task)); }

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
      while (std::optional<Task> task = queue_.Pop()) worker.Do(*std::move(task));
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      queue_.Close();
    }
  }

  BoundedQueue<Task> queue_;
  std::mutex mutex_;
  std::exception_ptr failure_;
  std::vector<std::jthread> threads_;  // the last member: joined before the rest goes
};

}  // namespace lockstep
