// Any answers at any segments of any document: the result is the same document with other text, or they are refused.
//
// The input is a document, as Markdown and as MDX, and answers, each behind a byte 0xFF; the answers go to the
// document's units in turn.
#include <cstdlib>
#include <string>
#include <vector>

#include "stages/preparation.h"
#include "stages/splice.h"
#include "stages/splice_check.h"

namespace lockstep {
namespace {

std::vector<std::string> Split(const std::string& text) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == '\xFF') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

void Expect(bool holds) {
  if (!holds) std::abort();
}

// What no unit that was done covers stands there as it did.
void ExpectOnlyUnitsChanged(const Document& before, const std::vector<WorkUnit>& units, const Spliced& spliced) {
  Expect(ApplyEdits(before.source.text, spliced.edits) == spliced.document.source.text);
  std::vector<bool> done(units.size());
  for (const Spliced::Done& one : spliced.done) done[one.unit] = true;
  for (const TextEdit& edit : spliced.edits) {
    bool is_of_unit = false;
    for (std::size_t i = 0; i < units.size() && !is_of_unit; ++i) {
      const Range first = before.segments[units[i].target.front()].range;
      is_of_unit = done[i] && first.begin <= edit.range.begin && edit.range.end <= first.end;
    }
    Expect(is_of_unit);
  }
}

void ExpectSameStructure(const Document& before, const Document& after) {
  Expect(after.usable && after.key == before.key);
  Expect(after.front.fields.size() == before.front.fields.size());
  Expect(after.blocks.size() == before.blocks.size());
  for (std::size_t i = 0; i < after.blocks.size(); ++i) {
    Expect(after.blocks[i].kind == before.blocks[i].kind && after.blocks[i].level == before.blocks[i].level);
  }
}

void Run(const std::string& path, const std::string& input) {
  static const Locales locales;
  static Toolbox tools(locales);
  static const SiteRules rules = [] {
    SiteRules made;
    made.roles.by_name["hero"] = FieldRole::kCopy;
    made.roles.by_name["hero.text"] = FieldRole::kTranslate;
    made.roles.by_name["hero.list.text"] = FieldRole::kTranslate;
    return made;
  }();
  const std::vector<std::string> parts = Split(input);
  const Preparer prepare = [&](std::string text) {
    Diagnostics diags;
    Document made = PrepareFile({path, std::move(text)}, "en", rules, tools, diags);
    made.usable = made.usable && !diags.HasErrors();
    return made;
  };
  const Document document = prepare(parts.front());
  if (!document.usable) return;
  std::vector<WorkUnit> units = MakeWorkUnits(document);
  for (WorkUnit& unit : units) unit.target = unit.source;
  std::vector<Answer> answers;
  for (std::size_t i = 0; i < units.size() && i + 1 < parts.size(); ++i) {
    answers.push_back({i, CodedText{parts[i + 1]}});
  }
  const SplicePlanner planner(document, document, units, {});
  const Spliced spliced = Splice(planner, document, answers, prepare);
  Expect(spliced.done.size() + spliced.refused.size() == answers.size());
  ExpectOnlyUnitsChanged(document, units, spliced);
  ExpectSameStructure(document, spliced.document);
}

}  // namespace
}  // namespace lockstep

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string input(reinterpret_cast<const char*>(data), size);
  lockstep::Run("x.md", input);
  lockstep::Run("x.mdx", input);
  return 0;
}
