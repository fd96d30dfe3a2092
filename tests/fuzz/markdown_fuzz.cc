// Any text that is well-formed: the invariants of blocks, codes and segments hold.
#include <cstdlib>
#include <iostream>

#include "tests/invariants.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lockstep;
  static const Locales locales;
  static LanguageTools tools(locales.For("en"));
  Document document;
  document.source = {"x.md", std::string(reinterpret_cast<const char*>(data), size)};
  const std::string& text = document.source.text;
  if (FindInvalidUtf8(text) || text.find('\0') != std::string::npos) return 0;
  const std::string violation = invariants::CheckDocument(document, tools);
  if (violation.empty()) return 0;
  std::cerr << violation << "\n";
  std::abort();
}
