// The ladder: what a binding says of a translation, given both texts as they are now.
//
// Everything that lockstep says about staleness is decided by `Decide`, here, whether `sync` asks (to bind anew), or
// `status`, `explain` or `judge` (to tell). Verdicts are derived whenever they are read, never stored.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "stages/edit_class.h"
#include "stages/facts.h"
#include "stages/model/verdict.h"

namespace lockstep {

// What the paragraph of a sentence tells of it.
struct Surroundings {
  bool worked_through = false;  // the translator carried another edit of the source over in this paragraph
  std::string translation;      // the paragraph's translation as it is now, where it was made anew; else ""
};

// The four texts of a binding; nothing where that side has, or had, none.
struct Sides {
  std::optional<std::string> source_then;
  std::optional<std::string> source_now;
  std::optional<std::string> target_then;
  std::optional<std::string> target_now;
  Surroundings around = {};
};

// What judging needs of the two languages.
struct Finders {
  const FactFinder& source;
  const FactFinder& target;
};

// The rungs of the ladder, from the top; the first that fits decides.
enum class Rung { kAccepted, kMissing, kOrphan, kAsBound, kTargetEdited, kSourceEdited, kBothEdited };

struct Decision {
  Rung rung = Rung::kAsBound;
  State state = State::kCurrent;
  EditClass edit_class = EditClass::kCosmetic;
  FactChange source_change;  // facts that the source's edit took away and brought
  // True where what stands today is what the translation is for: `sync` binds both sides as they are.
  bool rebind = false;
  // True where the source's edit is only a polish, and the translator, who had it before him, left his sentence.
  bool polished = false;
  // True where the policy makes it current: edits of this class ask nothing of a translation here.
  bool ignored = false;
};

Decision Decide(const Sides& sides, TextRole role, const Finders& finders, const Policy& policy);

}  // namespace lockstep
