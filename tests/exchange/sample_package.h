// A package with all that the formats have to carry, for the tests of each.
#pragma once

#include <string>

#include "stages/model/package_answers.h"
#include "stages/model/work_package.h"

namespace lockstep {

PackageCode Alone(const std::string& id, InlineCode::Kind kind, const std::string& original);
PackageCode Open(const std::string& id, InlineCode::Kind kind, const std::string& original);
PackageCode Close(const std::string& id, InlineCode::Kind kind, const std::string& original);

// Two reviews from English into Japanese; a unit of each state, codes that are nested, crossing and alone, suggestions,
// characters that each format has to escape.
WorkPackage SamplePackage();

// The answers that reading the package gives before anybody worked on it; lines left at 0.
PackageAnswers AnswersOf(const WorkPackage& package);

// `answers` with all lines 0, and without what only a format that repeats the source can tell.
PackageAnswers WithoutLines(PackageAnswers answers);

// A text with another in the place of its part `from`, which must be there.
std::string Replaced(std::string text, const std::string& from, const std::string& to);

// The answer with that id in the first file that has one; an empty one where there is none.
PackageAnswer AnswerTo(const std::string& id, const PackageAnswers& answers);

// Each problem as "LINE:COLUMN UNIT: message", a line each; "cut off" at the end.
std::string ProblemsOf(const PackageAnswers& answers);

}  // namespace lockstep
