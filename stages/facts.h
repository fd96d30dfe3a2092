// Finds the typed values in a text: what must say the same in every language.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "locales/locale.h"
#include "stages/model/fact.h"

namespace lockstep {

// Finds facts in texts of one language. Immutable after construction; Find may be called from any
// thread. Keeps no reference to `locale`.
class FactFinder {
 public:
  explicit FactFinder(const Locale& locale);

  // The facts of `text` (UTF-8, normalized or not), in order, disjoint; ranges are bytes of `text`.
  std::vector<Fact> Find(std::string_view text) const;

  // The amount that the value of a front-matter field says: a bare number ("149.99", or "12,990" as the language writes
  // it) is in the language's own currency. Nothing where it says none, or that currency is not known.
  std::optional<Fact> FindPrice(std::string_view value) const;

  // How many words of `text` say no; nothing where the language file does not tell which do.
  std::optional<std::size_t> CountNegations(std::string_view text) const;

 private:
  struct Tables;
  std::shared_ptr<const Tables> tables_;
};

// `value` ("1234.5") as the locale writes it: "1,234.5", "1.234,5".
std::string FormatNumber(std::string_view value, const Locale& locale);

// `text` with every fact replaced by its kind in braces, "{price}": the text that the masked key hashes.
std::string MaskFacts(std::string_view text, const std::vector<Fact>& facts);

}  // namespace lockstep
