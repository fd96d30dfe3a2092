// Values that are made when they are first asked for, and then stay: many threads may ask at once, and what is there
// already costs them no lock.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

namespace lockstep {

template <typename Value>
class LazyPages {
 public:
  explicit LazyPages(std::size_t count) : pages_(count) {}

  // The `index`-th value; made by `make()`, which returns a Value, where it is not there yet.
  template <typename Make>
  const Value& Get(std::size_t index, const Make& make) const {
    const Value* page = pages_[index].load(std::memory_order_acquire);
    return page != nullptr ? *page : Fill(index, make);
  }

 private:
  template <typename Make>
  const Value& Fill(std::size_t index, const Make& make) const {
    const std::lock_guard guard(mutex_);
    if (const Value* page = pages_[index].load(std::memory_order_acquire)) return *page;
    owned_.push_back(std::make_unique<const Value>(make()));
    pages_[index].store(owned_.back().get(), std::memory_order_release);
    return *owned_.back();
  }

  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<const Value>> owned_;  // guarded by mutex_
  mutable std::vector<std::atomic<const Value*>> pages_;
};

}  // namespace lockstep
