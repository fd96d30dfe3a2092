// Puts translators' answers into a document, as bytes at ranges.
//
// An answer that cannot be put there without changing something else is refused with its reason, and the rest is done:
// what comes back is read again and held against the plan (see splice_check.h), so that a paragraph stays a paragraph
// whatever was answered.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "stages/splice_plan.h"

namespace lockstep {

// Reads the bytes of the document that is being written.
using Preparer = std::function<Document(std::string text)>;

struct Refusal {
  std::size_t unit = 0;
  std::string why;
  bool operator==(const Refusal&) const = default;
};

struct Spliced {
  Document document;  // with the answers that were not refused; its bytes are source.text
  struct Done {
    std::size_t unit = 0;
    Range range;  // of the new bytes
  };
  std::vector<Done> done;       // in the order of the bytes
  std::vector<TextEdit> edits;  // of the old bytes, sorted
  std::vector<Refusal> refused;
};

// `target` with `answers`, which are in the order of their units, each unit once. Reads the document once where nothing
// is refused; some logarithm more for each that is, but no more than some hundred times: the rest is refused then.
Spliced Splice(const SplicePlanner& planner, const Document& target, const std::vector<Answer>& answers,
               const Preparer& prepare);

}  // namespace lockstep
