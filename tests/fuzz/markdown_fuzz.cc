// Any text that is well-formed, as Markdown and as MDX: the invariants of blocks, codes and segments hold.
#include <cstdlib>
#include <iostream>

#include "tests/invariants.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lockstep;
  static const Locales locales;
  static LanguageTools tools(locales.For("en"));
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (FindInvalidUtf8(text) || text.find('\0') != std::string::npos) return 0;
  for (const char* path : {"x.md", "x.mdx"}) {
    Document document;
    document.source = {path, text};
    const std::string violation = invariants::CheckDocument(document, tools);
    if (violation.empty()) continue;
    std::cerr << path << ": " << violation << "\n";
    std::abort();
  }
  return 0;
}
