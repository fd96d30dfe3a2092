// The language files that were compiled into the program.
#pragma once

#include <string_view>
#include <vector>

namespace lockstep {

struct EmbeddedLocale {
  std::string_view tag;   // the file's name without its ending
  std::string_view yaml;  // its text
};

// Sorted by tag.
const std::vector<EmbeddedLocale>& EmbeddedLocales();

}  // namespace lockstep
