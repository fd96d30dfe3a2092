// What an edit did to a text, word by word.
//
// The words are ICU's (a character each in scripts without spaces), the facts of the two texts stay whole, and white
// space is a word like any other, so that both texts can be put together again from the pieces. The shortest edit
// (Myers) is made readable: what stands unchanged between two changes and is shorter than they are joins them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "locales/range.h"
#include "stages/model/fact.h"

namespace lockstep {

struct DiffPiece {
  enum class Kind { kSame, kGone, kCome };
  Kind kind = Kind::kSame;
  std::string text;
  bool operator==(const DiffPiece&) const = default;
};
const char* Name(DiffPiece::Kind kind);  // "same", "gone", "come"

// Neighbouring pieces are of different kinds, none is empty; what goes stands before what comes in its place.
using WordDiff = std::vector<DiffPiece>;

// A text, and the facts in it (ranges in `text`, ascending, disjoint).
struct DiffText {
  std::string_view text;
  std::vector<Fact> facts = {};
};

// The edit from `before` to `after`. Takes time in proportion to their lengths: of texts that have little in common,
// what lies between their common ends is told as replaced.
WordDiff DiffWords(const DiffText& before, const DiffText& after);

// The text before the edit, and after it.
std::string BeforeOf(const WordDiff& diff);
std::string AfterOf(const WordDiff& diff);

}  // namespace lockstep
