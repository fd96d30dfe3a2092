// Any bytes as a lockstep.yml: read, or refused with a place; what is read is written and read again alike.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "pipeline/configuration.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  lockstep::SiteRules rules;
  try {
    rules = lockstep::ParseConfiguration(text, "lockstep.yml").rules;
  } catch (const lockstep::ConfigurationError&) {
    return 0;
  }
  const std::string written = lockstep::WriteConfiguration(rules);
  const lockstep::Configuration again = lockstep::ParseConfiguration(written, "lockstep.yml");
  if (lockstep::WriteConfiguration(again.rules) != written) std::abort();
  return 0;
}
