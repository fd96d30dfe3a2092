// The key-value engine under the store: ordered keys, atomic batches, snapshots. Nothing else is asked of it,
// so that a shared engine can take LevelDB's place.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lockstep {

// The store cannot do its work: what() names the file or directory and says what to do.
struct StoreError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Changes that happen together or not at all; later ones win.
class Batch {
 public:
  void Put(std::string_view key, std::string_view value) { changes_.push_back({std::string(key), std::string(value)}); }
  void Delete(std::string_view key) { changes_.push_back({std::string(key), std::nullopt}); }
  bool empty() const { return changes_.empty(); }

  struct Change {
    std::string key;
    std::optional<std::string> value;  // nothing = delete
  };
  const std::vector<Change>& changes() const { return changes_; }

 private:
  std::vector<Change> changes_;
};

// A consistent view for reading: what was written after it was taken is not seen.
class View {
 public:
  virtual ~View() = default;

  // The value, or nothing. Throws StoreError where the data are damaged.
  virtual std::optional<std::string> Get(std::string_view key) const = 0;

  // Calls `visit(key, value)` in key order for every key with `prefix` that is >= `from`, until it
  // returns false. The views passed live only during the call. Throws StoreError where the data are damaged.
  using Visitor = std::function<bool(std::string_view key, std::string_view value)>;
  virtual void Scan(std::string_view prefix, std::string_view from, const Visitor& visit) const = 0;
  void Scan(std::string_view prefix, const Visitor& visit) const { Scan(prefix, {}, visit); }

  // As a scan of all keys, but goes on behind damage where that is possible: what `visit` is not called with because it
  // cannot be read is told to `damaged`, once or more often, in a message.
  using DamageVisitor = std::function<void(const std::string& what)>;
  virtual void ScanPastDamage(const Visitor& visit, const DamageVisitor& damaged) const {
    try {
      Scan({}, visit);
    } catch (const StoreError& error) {
      damaged(error.what());
    }
  }

  // A position in an ordered scan, which begins as Scan does, for merging it with another ordered sequence.
  class Cursor {
   public:
    virtual ~Cursor() = default;
    virtual bool Valid() const = 0;  // false behind the last key of the prefix
    virtual void Next() = 0;
    virtual std::string_view key() const = 0;    // until Next
    virtual std::string_view value() const = 0;  // until Next
  };
  virtual std::unique_ptr<Cursor> Open(std::string_view prefix, std::string_view from) const = 0;
  std::unique_ptr<Cursor> Open(std::string_view prefix) const { return Open(prefix, {}); }
};

class Engine : public View {
 public:
  // What messages call the place of the data: the directory.
  virtual const std::string& location() const = 0;

  // Applies `batch` atomically. With `sync`, it and all batches before it survive power loss when
  // this returns. Thread-safe. Throws StoreError (disk full, not writable ...): then nothing of it is applied.
  virtual void Write(const Batch& batch, bool sync) = 0;

  // A view of this moment. The engine must outlive it.
  virtual std::unique_ptr<View> Snapshot() const = 0;

  // Moves what is only in the log into tables, so that the next opening is fast.
  virtual void Flush() = 0;
};

// Deletes every key with `prefix`, many a batch; no scan stays open while it writes.
void DeleteAll(std::string_view prefix, Engine& engine);

}  // namespace lockstep
