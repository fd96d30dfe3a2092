// Any bytes as a store's dump: loaded, or refused with a line; what was loaded is dumped and loaded again as the same.
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>
#include <string_view>

#include "store/dump.h"
#include "store/empty_view.h"
#include "store/overlay_engine.h"

namespace lockstep {
namespace {

// The dump of what `dump` makes. Throws StoreError.
std::string LoadAndDump(const std::string& dump) {
  const EmptyView nothing;
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
