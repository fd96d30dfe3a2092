#include "store/overlay_engine.h"

#include <algorithm>

namespace lockstep {

// Who reads the engine as it is now, for as long as this object lives.
class OverlayEngine::Reader {
 public:
  explicit Reader(const OverlayEngine& engine) : engine_(&engine) {
    const std::lock_guard lock(engine.mutex_);
    ++engine.readers_;
    write_ = engine.last_read_ = engine.writes_;
  }
  ~Reader() {
    const std::lock_guard lock(engine_->mutex_);
    --engine_->readers_;
  }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  const OverlayEngine& engine() const { return *engine_; }
  std::uint64_t write() const { return write_; }  // the number of the last write that is seen

 private:
  const OverlayEngine* engine_;
  std::uint64_t write_ = 0;
};

// Two ordered sequences as one; where both have a key, what was written covers what lies below.
class OverlayEngine::MergedCursor : public View::Cursor {
 public:
  MergedCursor(std::shared_ptr<const Reader> reader, std::string_view prefix, std::string_view from)
      : reader_(std::move(reader)), below_(reader_->engine().below_->Open(prefix, from)), prefix_(prefix) {
    {
      const std::lock_guard lock(reader_->engine().mutex_);
      at_ = reader_->engine().changes_.lower_bound(std::max(prefix, from));
      PassUnseen();
    }
    SkipDeleted();
  }

  bool Valid() const override { return below_->Valid() || has_change_; }
  void Next() override {
    Step();
    SkipDeleted();
  }
  std::string_view key() const override { return IsChange() ? std::string_view(at_->first) : below_->key(); }
  std::string_view value() const override { return IsChange() ? std::string_view(*value_) : below_->value(); }

 private:
  bool IsChange() const { return has_change_ && (!below_->Valid() || at_->first <= below_->key()); }
  void Step() {
    if (!IsChange()) return below_->Next();
    if (below_->Valid() && below_->key() == at_->first) below_->Next();
    const std::lock_guard lock(reader_->engine().mutex_);
    ++at_;
    PassUnseen();
  }
  void SkipDeleted() {
    while (IsChange() && !value_) Step();
  }
  // Goes on from `at_` to the first change that is seen. Requires the engine's lock.
  void PassUnseen() {
    const Changes& changes = reader_->engine().changes_;
    for (; at_ != changes.end() && at_->first.starts_with(prefix_); ++at_) {
      const Change* change = LastOf(at_->second, reader_->write());
      if (change == nullptr) continue;
      value_ = change->value;
      has_change_ = true;
      return;
    }
    has_change_ = false;
  }

  std::shared_ptr<const Reader> reader_;
  std::unique_ptr<View::Cursor> below_;
  std::string prefix_;
  Changes::const_iterator at_;  // no key is ever taken away
  Value value_;                 // of the change there
  bool has_change_ = false;
};

class OverlayEngine::FrozenView : public View {
 public:
  explicit FrozenView(const OverlayEngine& engine) : reader_(std::make_shared<const Reader>(engine)) {}

  std::optional<std::string> Get(std::string_view key) const override {
    return reader_->engine().Get(key, reader_->write());
  }
  void Scan(std::string_view prefix, std::string_view from, const Visitor& visit) const override {
    MergedCursor cursor(reader_, prefix, from);
    for (; cursor.Valid() && visit(cursor.key(), cursor.value()); cursor.Next()) {
    }
  }
  std::unique_ptr<Cursor> Open(std::string_view prefix, std::string_view from) const override {
    return std::make_unique<MergedCursor>(reader_, prefix, from);
  }

 private:
  std::shared_ptr<const Reader> reader_;
};

const OverlayEngine::Change* OverlayEngine::LastOf(const std::vector<Change>& changes, std::uint64_t write) {
  const auto last =
      std::find_if(changes.rbegin(), changes.rend(), [&](const Change& change) { return change.write <= write; });
  return last == changes.rend() ? nullptr : &*last;
}

std::optional<std::string> OverlayEngine::Get(std::string_view key, std::uint64_t write) const {
  {
    const std::lock_guard lock(mutex_);
    const auto found = changes_.find(key);
    const Change* change = found == changes_.end() ? nullptr : LastOf(found->second, write);
    if (change != nullptr) return change->value ? std::optional(*change->value) : std::nullopt;
  }
  return below_->Get(key);
}

std::optional<std::string> OverlayEngine::Get(std::string_view key) const {
  return Get(key, UINT64_MAX);
}

void OverlayEngine::Scan(std::string_view prefix, std::string_view from, const Visitor& visit) const {
  FrozenView(*this).Scan(prefix, from, visit);
}

std::unique_ptr<View::Cursor> OverlayEngine::Open(std::string_view prefix, std::string_view from) const {
  return FrozenView(*this).Open(prefix, from);
}

std::unique_ptr<View> OverlayEngine::Snapshot() const {
  return std::make_unique<FrozenView>(*this);
}

void OverlayEngine::Write(const Batch& batch, bool /*sync*/) {
  const std::lock_guard lock(mutex_);
  ++writes_;
  for (const Batch::Change& change : batch.changes()) {
    std::vector<Change>& changes = changes_[change.key];
    if (readers_ == 0) changes.clear();
    if (!changes.empty() && changes.back().write > last_read_) changes.pop_back();  // nobody sees that any more
    changes.push_back({writes_, change.value ? std::make_shared<const std::string>(*change.value) : nullptr});
  }
}

}  // namespace lockstep
