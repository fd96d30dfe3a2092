// An engine that keeps what is written in memory, over a view that stays as it is: for finding out what a run would do.
//
// Memory grows with what is written.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "store/engine.h"

namespace lockstep {

class OverlayEngine : public Engine {
 public:
  // `below` must outlive this object and the views it gives.
  explicit OverlayEngine(const View& below) : below_(&below) {}

  const std::string& location() const override { return location_; }
  std::optional<std::string> Get(std::string_view key) const override;
  using View::Scan;
  void Scan(std::string_view prefix, std::string_view from, const Visitor& visit) const override;
  std::unique_ptr<Cursor> Open(std::string_view prefix) const override;
  void Write(const Batch& batch, bool sync) override;
  std::unique_ptr<View> Snapshot() const override;
  void Flush() override {}

 private:
  // What was written; nothing = deleted.
  using Changes = std::map<std::string, std::optional<std::string>, std::less<>>;

  // Of the keys with `prefix`, as they are now.
  Changes ChangesBelow(std::string_view prefix) const;

  const View* below_;
  std::string location_ = "memory";
  mutable std::mutex mutex_;
  Changes changes_;
};

}  // namespace lockstep
