// What lockstep says of a translation: a state, how bad it is, and every reason with its operands.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "stages/model/binding.h"
#include "stages/model/fact.h"

namespace lockstep {

// From best to worst: a document's state is its worst reason's.
enum class State { kCurrent, kAhead, kSuspect, kOrphan, kMissing, kStale };

// Class of an edit, least severe first.
enum class EditClass { kCosmetic, kReference, kCurrency, kProse, kField, kFigure, kStructure, kRating };

// How much it matters; also the order of reports.
enum class Urgency { kNone, kLow, kMedium, kHigh };

const char* Name(State state);
const char* Name(EditClass edit_class);
const char* Name(Urgency urgency);
Urgency UrgencyOf(EditClass edit_class);

inline constexpr std::array kEditClasses = {EditClass::kRating,    EditClass::kStructure, EditClass::kFigure,
                                            EditClass::kField,     EditClass::kProse,     EditClass::kCurrency,
                                            EditClass::kReference, EditClass::kCosmetic};  // most severe first
inline constexpr std::array kUrgencies = {Urgency::kHigh, Urgency::kMedium, Urgency::kLow, Urgency::kNone};

// What an edit asks of a translation; from lockstep.yml. It decides what is told, never what is bound: another policy
// tomorrow tells of yesterday's edits what it would have told then. Only a cosmetic edit that is ignored is bound.
struct Policy {
  std::vector<EditClass> ignored = {EditClass::kCosmetic};       // make nothing stale
  std::map<EditClass, Urgency> severities;                       // where another than UrgencyOf
  std::map<std::string, Urgency, std::less<>> field_severities;  // by field, before that of the class

  bool Ignores(EditClass edit_class) const;
  // Of an edit of `field` ("tags", "rating.total"), or of the body where there is none.
  Urgency SeverityOf(EditClass edit_class, const std::optional<std::string>& field) const;
};

// Facts that an edit took away from a text and brought into it, as multisets without what both have.
struct FactChange {
  std::vector<Fact> gone;
  std::vector<Fact> come;
  bool empty() const { return gone.empty() && come.empty(); }
};

// One reason behind a verdict. `old_text` and `new_text` are the source's wording or value at binding and
// now, nothing where there is none. Lines count from 1 in today's files.
struct Reason {
  State state = State::kStale;
  EditClass edit_class = EditClass::kProse;
  Urgency severity = Urgency::kMedium;
  std::optional<std::string> field;  // "rating.total", "summary"
  bool moved = false;                // the text is the same and stands elsewhere
  bool is_addition = false;          // text that the translation has on its own: a local source, a note
  std::optional<std::string> old_text;
  std::optional<std::string> new_text;
  std::optional<std::uint32_t> source_line;
  std::optional<std::uint32_t> target_line;
  std::optional<std::string> source_text;  // as it is now
  std::optional<std::string> target_text;
  std::optional<Moment> since;  // when the source was edited
  std::string section;          // section id or heading, for people
};

// A debt is what a translation owes its source: what makes it stale, missing, orphan or suspect. What it says on its
// own, or ahead of its source, is told of and is none.
bool IsDebt(const Reason& reason);

// The order in which reasons are told: most severe first, then by line.
bool ComesBefore(const Reason& a, const Reason& b);

struct Verdict {
  State state = State::kCurrent;
  Urgency severity = Urgency::kNone;
  std::vector<Reason> reasons;  // in order

  // The oldest reason's.
  std::optional<Moment> Since() const;
};

}  // namespace lockstep
