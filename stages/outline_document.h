// An outline as a document again, so that the version that the store kept can be aligned like a file.
#pragma once

#include "stages/facts.h"
#include "stages/model/document.h"
#include "stages/model/outline.h"

namespace lockstep {

// Texts, kinds, sections, rows of cells, facts and keys are those of the document that the outline was made of; the
// file is not: the source's text is the segments' texts one after the other, and ranges count in it.
Document DocumentOf(const Outline& outline, const FactFinder& facts);

}  // namespace lockstep
