// An engine that keeps what is written in memory, over a view that stays as it is: for finding out what a run would do.
//
// Memory grows with what is written. A scan or a snapshot copies nothing: it knows how many writes there were when it
// began, and passes over later ones; while one is open, what is written over stays.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/engine.h"

namespace lockstep {

class OverlayEngine : public Engine {
 public:
  // `below` must outlive this object; this object, the views and cursors it gives.
  explicit OverlayEngine(const View& below) : below_(&below) {}

  const std::string& location() const override { return location_; }
  std::optional<std::string> Get(std::string_view key) const override;
  using View::Scan;
  void Scan(std::string_view prefix, std::string_view from, const Visitor& visit) const override;
  using View::Open;
  std::unique_ptr<Cursor> Open(std::string_view prefix, std::string_view from) const override;
  void Write(const Batch& batch, bool sync) override;
  std::unique_ptr<View> Snapshot() const override;
  void Flush() override {}

 private:
  class Reader;
  class MergedCursor;
  class FrozenView;

  using Value = std::shared_ptr<const std::string>;  // null = deleted
  struct Change {
    std::uint64_t write = 0;  // the number of the write that it came with
    Value value;
  };
  using Changes = std::map<std::string, std::vector<Change>, std::less<>>;  // by key, the last one last

  // The last of a key's changes up to the write of this number, or null. Requires the lock.
  static const Change* LastOf(const std::vector<Change>& changes, std::uint64_t write);
  std::optional<std::string> Get(std::string_view key, std::uint64_t write) const;

  const View* below_;
  std::string location_ = "memory";
  mutable std::mutex mutex_;  // of what follows
  Changes changes_;
  std::uint64_t writes_ = 0;
  mutable std::size_t readers_ = 0;      // scans and snapshots that are open
  mutable std::uint64_t last_read_ = 0;  // the last write that one of them sees
};

}  // namespace lockstep
