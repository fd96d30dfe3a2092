// Fuzz target: any bytes, any language; facts lie inside the text, disjoint and in order.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "stages/facts.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const lockstep::Locales locales;
  static const std::vector<lockstep::FactFinder> finders = [] {
    std::vector<lockstep::FactFinder> all;
    for (const std::string& tag : lockstep::Locales::BuiltIn()) all.emplace_back(locales.For(tag));
    return all;
  }();
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::vector<lockstep::Fact> facts = finders[data[0] % finders.size()].Find(text);
  std::size_t end = 0;
  for (const lockstep::Fact& fact : facts) {
    if (fact.range.begin < end || fact.range.end < fact.range.begin || fact.range.end > text.size()) std::abort();
    end = fact.range.end;
  }
  lockstep::MaskFacts(text, facts);
  return 0;
}
