#include "pipeline/version.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "pipeline/console.h"
#include "stages/model/document.h"

namespace lockstep {

std::string Version() {
  return LOCKSTEP_VERSION;
}

int RunVersion(const Arguments&, Console& console) {
  if (console.json()) {
    console.out() << nlohmann::ordered_json{{"version", Version()}, {"extractor", kExtractorVersion}}.dump() << '\n';
  } else {
    console.out() << fmt::format("lockstep {}\n", Version());
  }
  return kDone;
}

}  // namespace lockstep
