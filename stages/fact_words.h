// The words of one language that make a fact of a number: units, currencies, magnitudes and the rest, as tables.
//
// A word ends where no letter of a spaced script follows: "5 m" is metres and "5 men" is not, while "20kHzの" and
// "100와트를" go on with another word.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "locales/locale.h"
#include "stages/word_table.h"

namespace lockstep {

// A space of any width that may stand inside "350 USD" or "Dec. 16": its size at `offset`, or 0.
std::size_t SpaceAt(std::string_view text, std::size_t offset);
// As SpaceAt, but of the space that ends at `offset`.
std::size_t SpaceBefore(std::string_view text, std::size_t offset);
// A hyphen or dash of any length, or a minus sign, at `offset`: its size, or 0.
std::size_t DashAt(std::string_view text, std::size_t offset);

// True where the word that is the bytes [begin, end) of `text` ends at `end`, or begins at `begin`.
bool WordEnds(std::string_view text, std::size_t begin, std::size_t end);
bool WordBegins(std::string_view text, std::size_t begin);

// True where the last character of `text` is a letter that joins its neighbours to one word.
bool EndsInWordLetter(std::string_view text);

class FactWords {
 public:
  explicit FactWords(const Locale& locale);

  // What was found behind (or before) a number. `end` is where it ends (where it begins, for what stands before).
  struct Found {
    bool found = false;
    std::size_t at = 0;
    int id = -1;
    explicit operator bool() const { return found; }
  };

  Found UnitBehind(std::string_view text, std::size_t offset) const;
  Found CurrencyBehind(std::string_view text, std::size_t offset) const;
  // The currency that stands before `offset`, not reaching below `floor`.
  Found CurrencyBefore(std::string_view text, std::size_t floor, std::size_t offset) const;
  // `id` is the power of ten. A single Latin letter ("K", "M") counts only where `letters` says so.
  Found MagnitudeBehind(std::string_view text, std::size_t offset, bool letters) const;
  Found PercentBehind(std::string_view text, std::size_t offset) const;
  Found OrdinalBehind(std::string_view text, std::size_t offset) const;
  // Of a span of time: "2 hours and a half", "2年半".
  Found HalfBehind(std::string_view text, std::size_t offset) const;
  // A word before a number that makes it a half more: "साढ़े 4" is 4.5.
  Found HalfBefore(std::string_view text, std::size_t floor, std::size_t offset) const;
  // Where the next part of a value may begin behind its part that ends at `offset`: behind a space, and behind the word
  // for "and" where `and_word` says so.
  std::size_t PartBehind(std::string_view text, std::size_t offset, bool and_word) const;
  Found DecadeBehind(std::string_view text, std::size_t offset) const;
  // `id` is 0 for January.
  Found MonthAt(std::string_view text, std::size_t offset) const;
  Found MonthEndingAt(std::string_view text, std::size_t floor, std::size_t end) const;
  // As MonthEndingAt, of the month before the space that ends at `offset`.
  Found MonthBefore(std::string_view text, std::size_t floor, std::size_t offset) const;
  // True where `gap`, the text between two numbers, makes them a range.
  bool IsRangeMark(std::string_view gap) const;

  const std::string& Unit(int id) const { return units_[static_cast<std::size_t>(id)]; }
  const std::string& Currency(int id) const { return currencies_[static_cast<std::size_t>(id)]; }

 private:
  // Words as they are spelled, and long ones also in other letter case ("Hours", "MILLION").
  struct AnyCase {
    WordTable exact;
    WordTable folded{WordTable::Reading::kForward, WordTable::Case::kIgnoreAscii};
    void Add(std::string_view word, int id);
    Found At(std::string_view text, std::size_t offset) const;
  };

  void AddUnits(const Locale& locale);
  void AddCurrencies(const Locale& locale);
  void AddMonths(const Locale& locale);

  std::vector<std::string> units_;  // [kNoUnit] is for words that only look like a unit
  std::vector<std::string> currencies_;
  AnyCase unit_words_;
  WordTable joined_units_;
  AnyCase currency_words_;
  WordTable currency_prefixes_{WordTable::Reading::kBackward};
  AnyCase magnitudes_;
  AnyCase percents_;
  WordTable ordinals_;
  WordTable decades_;
  AnyCase halves_;
  WordTable half_prefixes_{WordTable::Reading::kBackward};
  WordTable ands_;
  WordTable months_;
  WordTable months_before_{WordTable::Reading::kBackward};
  std::vector<std::string> range_words_;
};

}  // namespace lockstep
