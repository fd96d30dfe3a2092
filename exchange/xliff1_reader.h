// Reads XLIFF 1.0 to 1.2 as translators' tools give it back: with their own codes (g, x, bx, ex, bpt, ept, ph, it),
// segments (mrk), states, `approved`, and whatever else they add.
#pragma once

#include "exchange/answers_builder.h"
#include "exchange/xml_tree.h"

namespace lockstep {

// What takes the elements of such a file into `answers`, which outlives it. Its root is the first that it is given.
XmlTreeVisitor VisitXliff1(AnswersBuilder& answers);

}  // namespace lockstep
