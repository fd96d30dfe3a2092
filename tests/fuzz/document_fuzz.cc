// Any bytes: a document is prepared, twice the same, or refused with a diagnostic.
#include <cstdlib>

#include "stages/preparation.h"
#include "tests/invariants.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lockstep;
  static const Locales locales;
  static Toolbox tools(locales);
  static const SiteRules rules = [] {
    SiteRules made;
    made.collections.push_back({"pages", "{lang}/**/*.md", "", ""});
    made.roles.by_name["hero"] = FieldRole::kCopy;
    made.roles.by_name["hero.text"] = FieldRole::kTranslate;
    made.roles.by_name["hero.list.text"] = FieldRole::kTranslate;
    return made;
  }();
  const Source source{"en/x.md", std::string(reinterpret_cast<const char*>(data), size)};
  const std::optional<PathMatch> match = MatchPath(source.path, rules);
  Diagnostics first_said;
  Diagnostics second_said;
  const Document first = Prepare(source, *match, rules, tools, first_said);
  const Document second = Prepare(source, *match, rules, tools, second_said);
  const bool same = first.usable == second.usable && invariants::SameSegments(first.segments, second.segments) &&
                    first_said.items() == second_said.items();
  const bool told = first.usable || first_said.HasErrors();
  if (!same || !told || !invariants::CheckSplicing(first).empty()) std::abort();
  return 0;
}
