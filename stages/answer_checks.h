// Checks a translator's answer before it is taken: are the codes whole, are the facts there, is it a translation?
//
// What the exported translation lacked already is not asked of the answer: a translation without its source's italics
// stays one without.
#pragma once

#include <string>
#include <vector>

#include "stages/ladder.h"
#include "stages/model/diagnostic.h"
#include "stages/model/work_package.h"

namespace lockstep {

struct AnswerProblem {
  Severity severity = Severity::kError;  // kError: the answer cannot be taken; kWarning: a person should look
  std::string code;                      // stable: "answer-empty", "answer-code" ...; the list is below
  std::string message;                   // lower case, no full stop
  bool operator==(const AnswerProblem&) const = default;
};

// True where a translation may do without a code of its source: a break of the line and a backslash stand for nothing.
bool MayBeLeftOut(InlineCode::Kind kind);

// True where no word of `text` is one of a language: what has letters is an address, a name of letters and digits
// ("5.1.2", "A50III"), the symbol of a unit ("60 Hz") or a code. It may be its own translation.
bool IsWithoutWords(const CodedText& text, const FactFinder& finder);

// What is wrong with `target` as the translation of `unit`, in this order:
//   answer-empty         error    no text at all
//   answer-code-unknown  error    a code that neither the source nor the exported translation has
//   answer-code-missing  error    a code of the source is not there; not asked of line breaks and escapes
//   answer-code-twice    error    a code stands there more often than in the source
//   answer-code-broken   error    a pair without its end or its begin, with nothing inside, or crossing another, where
//                                 it was not so before
//   answer-fact          warning  a citation, URL, score, percentage or measurement of the source is not there
//   answer-amount        warning  a price, or another field that is converted, without an amount where the source has
//                                 one, or one that cannot be the source's (PricesContradict)
//   answer-same          warning  the source's own text, which may be a name; nothing where that IsWithoutWords
// No more than one of a kind for each code and fact. `finders` find facts in the unit's languages.
std::vector<AnswerProblem> CheckAnswer(const PackageUnit& unit, const CodedText& target, const Finders& finders);

}  // namespace lockstep
