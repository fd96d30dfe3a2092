// A person's word on a translation: "checked, needs no work". It binds both sides as they stand, and can be taken back.
//
// It holds until either side is edited: then the ladder compares with what was accepted. It also holds where no binding
// would help: a segment that needs no translation, a rating or a score line that may differ.
#pragma once

#include <string>
#include <string_view>

#include "stages/model/binding.h"

namespace lockstep {

struct Word {
  std::string who;
  std::string why;  // "" = not said
  Moment when;      // of the run that recorded it
};

// Binds as it stands. Keeps what was bound before, of the last kMostAcceptances times.
inline constexpr std::size_t kMostAcceptances = 16;
void Accept(Binding& binding, const Word& word);

// True where the last acceptance is of the run `by` ("run 12"), or of any run where that is "".
bool IsAcceptedBy(const Binding& binding, std::string_view by);

// Binds again as before the last acceptance: the texts of today are compared with the wordings of then. `source` and
// `target` are today's texts, "" where there are none. Requires IsAcceptedBy(binding, "").
void TakeBack(Binding& binding, std::string_view source, std::string_view target);

}  // namespace lockstep
