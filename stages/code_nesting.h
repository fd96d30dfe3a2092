// How the paired codes of a text lie in each other.
#pragma once

#include <set>
#include <string>

#include "stages/model/work_package.h"

namespace lockstep {

// Ids of pairs that are no proper pairs; all others lie in each other like brackets.
struct CodeNesting {
  std::set<std::string> crossing;  // begin and end, but with one end of another pair between them
  std::set<std::string> unclosed;  // a begin without its end
  std::set<std::string> unopened;  // an end without its begin before it
  std::set<std::string> empty;  // nothing between begin and end that a reader would see, nor a code that stands alone
};

// Linear in the number of codes.
CodeNesting FindNesting(const CodedText& text);

}  // namespace lockstep
