#include "stages/sections.h"

#include "stages/normalization.h"

namespace lockstep {
namespace {

constexpr std::size_t kLongestHeading = 200;  // longer ones name nothing; folding them would cost

std::string_view WithoutMarks(std::string_view heading) {
  constexpr std::string_view kMarks = "*_ \t";
  constexpr std::string_view kTrailing = "*_: \t";
  const std::size_t begin = heading.find_first_not_of(kMarks);
  if (begin == std::string_view::npos) return {};
  return heading.substr(begin, heading.find_last_not_of(kTrailing) + 1 - begin);
}

}  // namespace

std::string SectionId(std::string_view heading, const Locale& locale) {
  // Nearly all headings are written as the locale writes them.
  for (const auto& [id, names] : locale.sections) {
    for (const std::string& name : names) {
      if (heading == name) return id;
    }
  }
  if (heading.size() > kLongestHeading) return "";
  const std::string loose = LooseText(NormalizeText(WithoutMarks(heading)));
  for (const auto& [id, names] : locale.sections) {
    for (const std::string& name : names) {
      if (loose == LooseText(name)) return id;
    }
  }
  return "";
}

}  // namespace lockstep
