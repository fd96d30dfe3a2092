// The explanation of a translation as people and programs read it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "pipeline/styled_text.h"
#include "pipeline/translation_report.h"
#include "stages/explanation.h"
#include "stages/word_diff.h"

namespace lockstep {

// One side of a binding: the wording then and now.
struct ExplainedSide {
  std::string path;
  std::string lang;
  std::optional<std::uint32_t> line;
  std::optional<std::string> then;
  std::optional<std::string> now;
  WordDiff edit;       // empty where nothing was edited
  bool moved = false;  // to another place
};

// A binding with everything that bears on it.
struct ExplainedBinding {
  Binding binding;
  Finding finding;
  std::vector<DiffItem> items;  // what is told of it; none where it is current
  std::string section;
  ExplainedSide source;
  ExplainedSide target;
  Explanation words;
  std::string accept;  // the command line that accepts it, or ""
};

// The bindings of `report` that `numbers` name, in that order.
std::vector<ExplainedBinding> ExplainBindings(const TranslationReport& report, const std::vector<std::size_t>& numbers,
                                              const Policy& policy);

std::string RenderExplanation(const DiffEntry& entry, const std::vector<ExplainedBinding>& bindings,
                              const Layout& layout);
// The machine contract of `explain`; see README.md.
nlohmann::ordered_json ExplanationJson(const DiffEntry& entry, const std::vector<ExplainedBinding>& bindings);

}  // namespace lockstep
