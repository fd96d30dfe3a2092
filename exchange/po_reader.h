// Reads PO as translators' tools give it back: wrapped otherwise, sorted otherwise, in other encodings, with obsolete
// entries. A po_fuzzy text is not done, so it is no answer.
#pragma once

#include <string_view>

#include "exchange/answers_builder.h"

namespace lockstep {

void ReadPo(std::string_view bytes, AnswersBuilder& answers);

}  // namespace lockstep
