#include "stages/model/package_answers.h"

namespace lockstep {

const char* Name(AnswerState state) {
  switch (state) {
    case AnswerState::kOpen: return "open";
    case AnswerState::kTranslated: return "translated";
    case AnswerState::kReviewed: return "reviewed";
    case AnswerState::kFinal: return "final";
  }
  return "open";
}

}  // namespace lockstep
