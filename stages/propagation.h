// What needs no translator: changes of the source that a translation takes over as they are.
//
// Only what can be proved is done: the source was edited since the two were bound, the translation was not, and what
// the edit changed (a rating, a score line, a figure, a link) stands in the translation exactly once, written as the
// source wrote it; code said to the letter what the source said. What looks as if it might be right is left to people.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stages/judgement.h"
#include "stages/model/document.h"
#include "stages/splice.h"

namespace lockstep {

enum class Carried {
  kField,      // a field that is copied
  kDerived,    // one that follows from the source's, as a permalink
  kScore,      // a score line
  kReference,  // links and dates of a reference
  kVerbatim,   // a line, or all, of code, HTML or a formula
  kFigures,    // figures of a sentence: a person should look at it
};
const char* Name(Carried carried);

// One change that a translation can take over.
struct Propagation {
  Carried what = Carried::kField;
  PlannedEdit edit;   // of the translation's bytes; its items are bindings, whose source stands there then
  std::string place;  // the field, or the source's text, for people
};

// What `from` and `to` are in paths and links of the two languages ("en", "ja").
struct LinkLanguages {
  std::string from;
  std::string to;
};

// In the order of the translation's bytes; no two touch. `findings` are of `bindings`, which count in the documents.
std::vector<Propagation> FindPropagations(const Document& source, const Document& target, const Bindings& bindings,
                                          const std::vector<Finding>& findings, const LinkLanguages& languages,
                                          const Finders& finders);

struct Propagated {
  Document document;  // with what was taken over
  std::vector<Propagation> done;
  std::vector<Range> where;  // of the new bytes, of each that was done
};

// `target` with `found`, but for what would change anything else in it. Reads the document once where nothing would,
// and no more than kMostReadings times (halving.h): what was not tried by then is left, too.
Propagated Propagate(const Document& target, const std::vector<Propagation>& found, const Preparer& prepare);

}  // namespace lockstep
