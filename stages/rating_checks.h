// What must hold inside one document: the rating's form, its sum, and the score lines that repeat it.
#pragma once

#include "stages/model/diagnostic.h"
#include "stages/model/document.h"

namespace lockstep {

// Warns about a rating of the wrong length (rating-length), type (rating-type), range (rating-range) or
// sum (rating-sum), and about score lines that disagree with their criterion (score-differs), each with
// both lines. Documents without a `rating` are not rated.
void CheckRating(const Document& document, Diagnostics& diags);

// The rating as canonical decimals ("2.9"), or empty where it is absent or malformed.
std::vector<std::string> RatingOf(const FrontMatter& front);

}  // namespace lockstep
