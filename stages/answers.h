// What becomes of the answers of a work package: which of them may be put into the translation as it is today.
//
// An answer is for one wording of the source, and over one wording of the translation. Where the source is another by
// now it is stale, and where the translation is another, two people worked at once.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "stages/answer_checks.h"
#include "stages/ladder.h"
#include "stages/model/document.h"
#include "stages/model/package_answers.h"
#include "stages/work_units.h"

namespace lockstep {

enum class OnConflict { kKeep, kTake, kFail };

enum class Fate {
  kApply,         // its text is to be written
  kConfirm,       // its text stands there already, and the translator says that it is right
  kSame,          // its text stands there already: nobody touched it
  kUntranslated,  // it has no text
  kStale,         // the source has changed since, or is gone
  kConflict,      // the translation has changed since, and stays as it is
  kRefused,       // its text cannot be taken
  kWaiting,       // its text is good, but the file that it is for cannot be written yet
};
const char* Name(Fate fate);

struct Ruling {
  Fate fate = Fate::kSame;
  std::optional<std::size_t> unit;      // its number among today's; nothing where it is gone
  std::string why;                      // of kStale, kConflict, kRefused and kUntranslated, for people
  std::vector<AnswerProblem> warnings;  // of what is applied
  // True where its text, if that contradicts its source, is to be doubted. What the translator was shown as it stands,
  // and said is right, is not. Does not depend on what stood there before: an import that was killed, and is done
  // again, no longer sees that.
  bool is_in_question = false;
  // True where nobody typed it: the source's own text, which has no words, stands for the translation as it was sent.
  bool is_as_sent = false;
  CodedText text;  // with today's codes, white space outside of emphasis; of kApply and kConflict
};

// A ruling for each of `answers`, in their order, on `units` of today. `labels` are those that the translation defines,
// or what it is to be made from.
std::vector<Ruling> Rule(const std::vector<WorkUnit>& units, const std::vector<PackageAnswer>& answers,
                         OnConflict on_conflict, const Finders& finders, const std::set<std::string>& labels);

// Looks again at what was ruled stale: where a translator left out a full stop, two sentences of the translation became
// one, and their sources are one unit now. A sentence of `source` that lives on in such a unit was not edited: its
// answer is there already, or stands in the way of its neighbours'.
void RuleOnJoined(const Document& source, const std::vector<WorkUnit>& units, const std::vector<PackageAnswer>& answers,
                  std::vector<Ruling>& rulings);

}  // namespace lockstep
