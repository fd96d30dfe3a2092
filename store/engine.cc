#include "store/engine.h"

namespace lockstep {

void DeleteAll(std::string_view prefix, Engine& engine) {
  constexpr std::size_t kAtOnce = 1000;
  std::string from;
  for (bool more = true; more;) {
    Batch batch;
    engine.Scan(prefix, from, [&](std::string_view key, std::string_view) {
      batch.Delete(key);
      from = key;
      return batch.changes().size() < kAtOnce;
    });
    more = batch.changes().size() == kAtOnce;
    if (!batch.empty()) engine.Write(batch, false);
  }
}

}  // namespace lockstep
