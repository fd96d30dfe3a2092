#include "store/overlay_engine.h"

#include <utility>

namespace lockstep {
namespace {

using Changes = std::map<std::string, std::optional<std::string>, std::less<>>;

// Two ordered sequences as one; where both have a key, what was written covers what lies below.
class MergedCursor : public View::Cursor {
 public:
  MergedCursor(std::unique_ptr<View::Cursor> below, Changes changes)
      : below_(std::move(below)), changes_(std::move(changes)), at_(changes_.begin()) {
    SkipDeleted();
  }

  bool Valid() const override { return below_->Valid() || at_ != changes_.end(); }
  void Next() override {
    Step();
    SkipDeleted();
  }
  std::string_view key() const override { return IsChange() ? std::string_view(at_->first) : below_->key(); }
  std::string_view value() const override { return IsChange() ? std::string_view(*at_->second) : below_->value(); }

 private:
  bool IsChange() const { return at_ != changes_.end() && (!below_->Valid() || at_->first <= below_->key()); }
  void Step() {
    if (!IsChange()) return below_->Next();
    if (below_->Valid() && below_->key() == at_->first) below_->Next();
    ++at_;
  }
  void SkipDeleted() {
    while (IsChange() && !at_->second) Step();
  }

  std::unique_ptr<View::Cursor> below_;
  Changes changes_;
  Changes::const_iterator at_;
};

}  // namespace

std::optional<std::string> OverlayEngine::Get(std::string_view key) const {
  {
    const std::lock_guard lock(mutex_);
    const auto found = changes_.find(key);
    if (found != changes_.end()) return found->second;
  }
  return below_->Get(key);
}

OverlayEngine::Changes OverlayEngine::ChangesBelow(std::string_view prefix) const {
  const std::lock_guard lock(mutex_);
  Changes below;
  for (auto it = changes_.lower_bound(prefix); it != changes_.end() && it->first.starts_with(prefix); ++it) {
    below.insert(below.end(), *it);
  }
  return below;
}

std::unique_ptr<View::Cursor> OverlayEngine::Open(std::string_view prefix) const {
  return std::make_unique<MergedCursor>(below_->Open(prefix), ChangesBelow(prefix));
}

void OverlayEngine::Scan(std::string_view prefix, std::string_view from, const Visitor& visit) const {
  for (const std::unique_ptr<Cursor> cursor = Open(prefix); cursor->Valid(); cursor->Next()) {
    if (cursor->key() >= from && !visit(cursor->key(), cursor->value())) return;
  }
}

void OverlayEngine::Write(const Batch& batch, bool /*sync*/) {
  const std::lock_guard lock(mutex_);
  for (const Batch::Change& change : batch.changes()) changes_.insert_or_assign(change.key, change.value);
}

std::unique_ptr<View> OverlayEngine::Snapshot() const {
  auto frozen = std::make_unique<OverlayEngine>(*below_);
  Batch batch;
  for (const auto& [key, value] : ChangesBelow({})) value ? batch.Put(key, *value) : batch.Delete(key);
  frozen->Write(batch, false);
  return frozen;
}

}  // namespace lockstep
