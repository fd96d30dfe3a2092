// What there is to show of a translation that its source has left behind: built once, rendered in many ways.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "stages/judgement.h"
#include "stages/model/document.h"
#include "stages/model/fact.h"
#include "stages/model/unit.h"
#include "stages/model/verdict.h"
#include "stages/word_diff.h"

namespace lockstep {

// A fact that an edit changed, as the texts write it: "1.2 kg" became "1.4 kg". One side is nothing where a fact only
// came or only went.
struct ChangedFact {
  FactKind kind = FactKind::kNumber;
  std::optional<std::string> gone;
  std::optional<std::string> come;
  bool operator==(const ChangedFact&) const = default;
};

// One reason, with the edit behind it word by word.
struct DiffItem {
  Reason reason;
  // From the wording bound to today's: the source's, or the translation's where that is ahead. Empty where neither was
  // edited: a segment that is missing, or two sides that disagree.
  WordDiff edit;
  bool of_target = false;
  std::vector<ChangedFact> facts;      // of the edit; of two sides that disagree, the source's then the translation's
  bool is_verbatim = false;            // a line of code, HTML or a formula
  std::vector<Match> suggestions;      // what the memory offers for today's source, best first
  std::optional<std::size_t> binding;  // its number among the translation's; nothing of a document that is not there
};

// A debt that went, with both sides as they are now.
struct ClearedItem {
  Clearing clearing;
  std::string who = {};  // of an acceptance
  std::string section = {};
  std::optional<std::string> field = {};
  std::optional<std::uint32_t> source_line = {};
  std::optional<std::uint32_t> target_line = {};
  std::optional<std::string> source_text = {};
  std::optional<std::string> target_text = {};
  bool is_verbatim = false;
};

struct DiffEntry {
  DocumentKey key;  // of the translation
  std::string source_lang;
  std::string source_path;  // "" = no such document
  std::string target_path;
  State state = State::kCurrent;
  Urgency severity = Urgency::kNone;
  std::optional<Moment> since;
  std::vector<DiffItem> items;       // in order
  std::vector<ClearedItem> cleared;  // since the time that was asked about, in the order of the source
  bool empty() const { return items.empty() && cleared.empty(); }
};

// The item of one reason of `finding`; its binding is left open.
DiffItem DiffItemOf(const Reason& reason, const Finding& finding, const Finders& finders);

// How the debt of `binding` went; it has one that did.
ClearedItem ClearedItemOf(const Binding& binding, const std::string& section, const Outline& source,
                          const Outline& target);

// Facts that went and came, those of one kind and unit beside each other; the first hundred of each.
std::vector<ChangedFact> PairFacts(const FactChange& change, std::string_view before, std::string_view after);

// As ComesBefore says.
void SortItems(std::vector<DiffItem>& items);

}  // namespace lockstep
