// Reads XLIFF 2.0 to 2.2 as translators' tools give it back.
//
// Taken as it comes: other order, indentation and encoding, renamed files, units that are not there any more, segments
// that were split, joined or put in another order inside a unit, annotations, notes, modules of others.
#pragma once

#include "exchange/answers_builder.h"
#include "exchange/xml_tree.h"

namespace lockstep {

// What takes the elements of such a file into `answers`, which outlives it. Its root is the first that it is given.
XmlTreeVisitor VisitXliff2(AnswersBuilder& answers);

}  // namespace lockstep
