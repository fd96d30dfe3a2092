// Puts the facts of a match right: where a text differs from the match's source in figures only, the same figures are
// changed in its translation.
//
//   "Costs $350 at 20 Hz."  for  "Costs $420 at 20 Hz.":   価格は350ドル、20Hzで。  ->  価格は420ドル、20Hzで。
//
// Never where it is ambiguous, and never as the last word: whoever uses a repaired match is told so.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "locales/locale.h"
#include "stages/facts.h"

namespace lockstep {

class FactRepairer {
 public:
  // `source` and `target` find the facts of the two languages; `target_locale` says how the target's language writes
  // them. All must outlive this object.
  FactRepairer(const FactFinder& source, const FactFinder& target, const Locale& target_locale)
      : source_(&source), target_(&target), locale_(&target_locale) {}

  // `target`, the translation of `source`, with those facts changed in which `query` differs from `source`. Nothing
  // where the texts differ in anything else or in nothing; where a changed fact does not stand in the translation as
  // often as in its source, or becomes two different ones; where it changes its unit; where the translation has a
  // figure of its own, which may follow from a changed one; and where what was written would not be read as what was
  // meant.
  std::optional<std::string> Repair(std::string_view query, std::string_view source, std::string_view target) const;

 private:
  const FactFinder* source_;
  const FactFinder* target_;
  const Locale* locale_;
};

}  // namespace lockstep
