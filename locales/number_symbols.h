// How ICU says that a language writes numbers, for languages without a file of their own.
#pragma once

#include <string>
#include <string_view>

namespace lockstep {

struct NumberSymbols {
  std::string decimal;
  std::string group;
};

// The separators for a BCP 47 tag; those of the root locale for one that ICU does not know.
NumberSymbols NumberSymbolsOf(std::string_view tag);

}  // namespace lockstep
