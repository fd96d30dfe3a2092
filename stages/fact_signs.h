// Minus signs that one language writes and another says.
//
// "-105 dB" is "105 dB below full scale", "105dB以下" or "a loss of 105 dB" in prose. So across languages a sign that
// only one side writes is no disagreement; within one language, where an edit is told by it, it is.
#pragma once

#include <vector>

#include "stages/model/fact.h"

namespace lockstep {

// `facts` of one language with the signs that `other`, the facts of the other language, has for the same quantities:
// a value that `other` lacks, but has with the opposite sign, takes that sign. Scores and what is no quantity stay.
std::vector<Fact> SignedAs(std::vector<Fact> facts, const std::vector<Fact>& other);

}  // namespace lockstep
