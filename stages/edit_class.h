// Says what kind of edit made one wording out of another.
#pragma once

#include <string_view>
#include <vector>

#include "stages/facts.h"
#include "stages/model/fact.h"
#include "stages/model/verdict.h"

namespace lockstep {

// True where one of the facts is of the same value.
bool Contains(const std::vector<Fact>& facts, const Fact& wanted);

// The facts of `before` that `after` lacks and the other way round, by kind, value and unit.
FactChange CompareFacts(const std::vector<Fact>& before, const std::vector<Fact>& after);

// True where the two lists have the same values, one by one.
bool AreInOneOrder(const std::vector<Fact>& before, const std::vector<Fact>& after);

// The facts that are at other places of `after` than of `before`, where both have the same values in another order ("5
// W idle, 9 W busy"): each gone from a place and come to another. Empty for all others.
FactChange ExchangedFacts(const std::vector<Fact>& before, const std::vector<Fact>& after);

// A wording with the facts in it (ranges in `text`).
struct Wording {
  std::string_view text;  // normalized
  const std::vector<Fact>& facts;
};

// What the edited text is part of, as far as the class depends on it.
enum class TextRole { kProse, kField, kRating, kReference, kVerbatim };

// The class of the edit from `before` to `after`, by the first rule that fits:
// of verbatim text, only URLs changed -> reference, other facts -> figure, else prose: nothing in it is cosmetic;
// loose texts equal, in the body but for hyphens in words and white space between letters and digits ("--" is a dash)
// -> cosmetic, if no unit became another ("mW", "MW") and what is code stayed to the letter; a rating or a field by
// role; entries of a reference list, or nothing but code and what links and URLs lead to -> reference; only facts
// changed or changed places (a citation may also come or go, or a sign in front of a value) -> figure, or currency
// where all of them are amounts that moved to another currency at a plausible rate; else prose.
EditClass Classify(const Wording& before, const Wording& after, TextRole role);

// True where `target` already says what the edit brought and nothing of what it took away: the translation was ahead,
// and the edit of the source asks nothing of it.
bool AlreadySays(const FactChange& change, const std::vector<Fact>& target);

// True where an edit changed so many words that it cannot have been the correction of a slip.
bool IsMoreThanATypo(std::string_view before, std::string_view after);

// True where the edit only polished the wording: no fact and no negation came or went, and most of the words were kept.
// Never where the language's negations are not known.
bool IsPolished(const Wording& before, const Wording& after, const FactFinder& finder);

// The figures by which two texts that should say the same cannot both be right: each has a value of one kind and unit
// that the other lacks; `gone` are the source's, `come` the target's. How often a text repeats a value is its style, a
// minus sign may stand in words, and amounts of one currency within a tenth of each other are rounded; names, dates and
// bare numbers are left out: languages write them in ways of their own.
FactChange Contradiction(const std::vector<Fact>& source, const std::vector<Fact>& target);

// True where amounts that should be equal may differ so much by markets, taxes and rates: less than 2.5 to 1.
bool IsWithinFactor(double ratio);

// True where one amount may be the other converted: different currencies, and the rate between them within that factor
// of the usual one (a table of some thirty currencies in edit_class.cc; unknown ones are plausible at any rate).
bool IsPlausibleConversion(const Fact& a, const Fact& b);

// True where two amounts may be one price in two markets: converted, or, in one currency, within the same factor of
// each other. An amount of nothing is not known.
bool IsPlausiblePrice(const Fact& a, const Fact& b);

}  // namespace lockstep
