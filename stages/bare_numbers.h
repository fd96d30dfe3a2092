// Figures across languages where a word is not known: "3 minutes" is a measurement in English, and a bare 3 in a
// language whose word for minutes no file of ours has.
//
// Such a number counts for the fact. Where the language does know the word, it is no bare number: "3 kg" never stands
// for "3 lb".
#pragma once

#include <vector>

#include "stages/model/fact.h"

namespace lockstep {

// True where bare numbers among `facts` say `wanted` but for its word: the value of a measurement, a percentage or an
// amount; the year and the day of a date.
bool SayWithoutWord(const std::vector<Fact>& facts, const Fact& wanted);

// The facts of `target` without those that say one of `said`, facts of its source, with their words or without.
std::vector<Fact> FactsBesides(const std::vector<Fact>& target, const std::vector<Fact>& said);

}  // namespace lockstep
