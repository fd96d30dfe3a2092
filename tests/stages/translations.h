// A review and its translation for tests, written as files: prepared, aligned and bound.
#pragma once

#include <string>
#include <utility>

#include "stages/alignment.h"
#include "stages/bindings.h"
#include "stages/preparation.h"
#include "stages/splice.h"
#include "stages/work_units.h"

namespace lockstep {

class TranslationTest {
 public:
  TranslationTest() {
    rules_.collections.push_back({"pages", "{lang}/**/*.{md,mdx}", "", "lang"});
    rules_.roles = FieldRoles::Defaults();
  }

  Document Make(const std::string& lang, std::string text) {
    const Source source{lang + "/" + name_, std::move(text)};
    Diagnostics diags;
    return Prepare(source, MatchPath(source.path, rules_).value(), rules_, tools_, diags);
  }

  void Set(std::string source, std::string target) {
    source_ = Make("en", std::move(source));
    target_ = Make("ja", std::move(target));
    const Occasion occasion{{0, "run 1"}, Evidence::kSync};
    bindings_ = Bind(MakeOutline(source_), MakeOutline(target_), Align(source_, target_).AllSegments(), occasion);
    units_ = MakeWorkUnits(source_, target_, bindings_);
  }

  // The number of the unit whose source is `text`.
  std::size_t Unit(const std::string& text) const {
    for (std::size_t i = 0; i < units_.size(); ++i) {
      if (PlainText(units_[i].packed.source) == text) return i;
    }
    return units_.size();
  }

  // The translation with `answers`, by the texts of the source.
  Spliced Splice(const std::vector<std::pair<std::string, std::string>>& answers) {
    std::vector<Answer> list;
    for (const auto& [source, answer] : answers) list.push_back({Unit(source), CodedText{answer}});
    std::sort(list.begin(), list.end(), [](const Answer& a, const Answer& b) { return a.unit < b.unit; });
    const SplicePlanner planner(source_, target_, units_, bindings_);
    return lockstep::Splice(planner, target_, list, [this](std::string text) { return Make("ja", std::move(text)); });
  }

  // As above, as text; "refused: ..." where an answer was.
  std::string TextWith(const std::vector<std::pair<std::string, std::string>>& answers) {
    const Spliced spliced = Splice(answers);
    if (!spliced.refused.empty()) return "refused: " + spliced.refused.front().why;
    return spliced.document.source.text;
  }

  Locales locales_;
  Toolbox tools_{locales_};
  SiteRules rules_;
  std::string name_ = "x.md";  // of both files
  Document source_;
  Document target_;
  Bindings bindings_;
  std::vector<WorkUnit> units_;
};

}  // namespace lockstep
