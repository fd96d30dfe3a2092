#include "stages/section_headings.h"

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

std::string SectionHeadings::Id(std::string_view heading) {
  // Nearly all headings are written as the locale writes them.
  for (const auto& [id, names] : locale_->sections) {
    for (const std::string& name : names) {
      if (heading == name) return id;
    }
  }
  if (heading.size() > kLongestHeading) return "";
  if (by_loose_name_.empty()) {
    for (const auto& [id, names] : locale_->sections) {
      for (const std::string& name : names) by_loose_name_.emplace(LooseText(name), id);
    }
  }
  const auto found = by_loose_name_.find(LooseText(NormalizeText(WithoutMarks(heading))));
  return found == by_loose_name_.end() ? "" : found->second;
}

}  // namespace lockstep
