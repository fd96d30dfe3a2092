// Dates by the patterns of a language: "yyyy年M月d日", "MMMM d, yyyy", "d. MMMM yyyy", and the numeric ones.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "locales/locale.h"
#include "locales/range.h"
#include "stages/fact_words.h"

namespace lockstep {

class DateReader {
 public:
  explicit DateReader(const Locale& locale);

  struct Date {
    Range range;
    std::string value;  // 2025-12-16, 2025-12, 2025; without a year --12-16
  };

  // The longest date whose first digit stands at `offset`; a month's name, or the word that a pattern begins with, may
  // stand before it, but not below `floor`.
  std::optional<Date> Read(std::string_view text, std::size_t floor, std::size_t offset, const FactWords& words) const;

 private:
  struct Field {
    enum class Kind { kYear, kMonth, kMonthName, kDay, kLiteral };
    Kind kind = Kind::kLiteral;
    bool two_digits = false;  // "MM", "dd"
    std::string literal;
  };
  using Pattern = std::vector<Field>;
  struct Parts {
    std::size_t end = 0;
    int year = 0;  // 0 = not said, and so on
    int month = 0;
    int day = 0;
    int year_before = 0;  // of an era whose years are counted; 0 = the year is written in full
  };

  static Pattern Parse(std::string_view pattern);
  static bool MayBegin(const Pattern& pattern, std::string_view text, std::size_t offset, std::size_t end);
  static bool TakeNumber(std::string_view text, std::size_t& at, std::size_t least, std::size_t most, int& value);
  bool TakeField(const Field& field, std::string_view text, const FactWords& words, Parts& parts) const;
  static bool TakeMonthName(std::string_view text, const FactWords& words, Parts& parts);
  bool TakeYear(std::string_view text, Parts& parts) const;
  std::optional<Parts> Match(const Pattern& pattern, std::string_view text, std::size_t begin, const FactWords& words,
                             int year_before = 0) const;

  std::vector<Era> eras_;
  std::vector<Pattern> numeric_;  // begin with a number
  std::vector<Pattern> named_;    // begin with the month's name
  std::vector<Pattern> led_;      // begin with a word: "พ.ศ. 2567"
  int year_offset_;
};

}  // namespace lockstep
