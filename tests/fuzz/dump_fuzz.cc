// Any bytes as a store's dump: loaded, or refused with a line; what was loaded is dumped and loaded again as the same.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>

#include "store/dump.h"
#include "store/overlay_engine.h"

namespace lockstep {
namespace {

class NothingBelow : public View {
 public:
  std::optional<std::string> Get(std::string_view) const override { return std::nullopt; }
  using View::Scan;
  void Scan(std::string_view, std::string_view, const Visitor&) const override {}
  std::unique_ptr<Cursor> Open(std::string_view) const override { return std::make_unique<End>(); }

 private:
  class End : public Cursor {
   public:
    bool Valid() const override { return false; }
    void Next() override {}
    std::string_view key() const override { return {}; }
    std::string_view value() const override { return {}; }
  };
};

// The dump of what `dump` makes. Throws StoreError.
std::string LoadAndDump(const std::string& dump) {
  const NothingBelow nothing;
  OverlayEngine engine(nothing);
  std::istringstream lines(dump);
  LoadDump(lines, "dump.jsonl", engine);
  std::string dumped;
  DumpStore(engine, {.all = true}, [&](std::string_view line) { dumped += line; });
  return dumped;
}

}  // namespace
}  // namespace lockstep

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string dumped;
  try {
    dumped = lockstep::LoadAndDump({reinterpret_cast<const char*>(data), size});
  } catch (const lockstep::StoreError&) {
    return 0;
  }
  if (lockstep::LoadAndDump(dumped) != dumped) std::abort();
  return 0;
}
