// One walk through a text that takes its facts from left to right.
//
// Nearly every fact begins with a digit or stands around one, so the walk jumps from digit to digit; what may stand
// before a digit (currency, sign, month, letters of a name) is looked for backward, never behind the previous fact.
// Each byte is taken once, and what is looked at besides is bounded: hostile text costs no more than any other.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "stages/fact_dates.h"
#include "stages/fact_fractions.h"
#include "stages/fact_numbers.h"
#include "stages/fact_words.h"
#include "stages/model/fact.h"

namespace lockstep {

// What a language's texts are read with.
struct FactLanguage {
  explicit FactLanguage(const Locale& locale) : words(locale), numbers(locale), dates(locale) {}
  FactWords words;
  NumberReader numbers;
  DateReader dates;
};

class FactScanner {
 public:
  FactScanner(std::string_view text, const FactLanguage& language) : text_(text), language_(language) {}

  std::vector<Fact> Run() &&;

 private:
  // A number with the sign and the magnitudes that belong to it.
  struct Amount {
    Range range;
    std::string value;
    std::string coefficient;  // the value before its magnitude
    int exponent = 0;         // of its only magnitude
    bool year_like = false;   // four digits and nothing else
  };

  // "30 minutes" behind "2 hours".
  struct SmallerPart {
    std::string unit;  // "" = none
    std::size_t end = 0;
  };

  // Each takes what stands at `offset` and returns where it ends; requires that a digit stands there. TakeQuantity also
  // takes a fraction's character.
  std::size_t TakeDigit(std::size_t offset);
  std::size_t TakeDecade(std::size_t offset);
  std::size_t TakeModelName(std::size_t begin, std::size_t offset);
  std::size_t TakeVersion(std::size_t begin, std::size_t offset);
  std::size_t TakeQuantity(std::size_t offset);

  bool IsMultiplierSign(std::size_t begin, std::size_t offset) const;
  bool IsLabel(std::size_t begin, std::size_t offset) const;
  bool RunsIntoLetters(std::size_t end) const;
  std::size_t PercentSignBefore(std::size_t begin) const;
  std::size_t SignBefore(std::size_t offset) const;
  NumberToken ReadNumber(std::size_t offset) const;
  bool IsFractionOfUnit(const FractionToken& fraction) const;
  Amount ReadAmount(std::size_t offset, const NumberToken& number, bool letters) const;
  void AddSmallerPart(Amount& amount) const;
  void AddHalf(Fact& measured) const;
  void AddHalf(Amount& amount) const;
  void AddSmallerUnits(Fact& measured) const;
  SmallerPart ReadSmallerPart(std::string_view bigger, std::size_t begin, const NumberToken& number) const;
  bool GoesOnBehind(std::size_t end) const;
  Fact Classify(const Amount& amount) const;
  Fact Price(const Amount& amount, const FactWords::Found& currency) const;
  std::size_t Add(Fact fact, const Amount& amount);
  void ShareRange(Fact& first, Fact& second, const Amount& amount) const;

  std::string_view text_;
  const FactLanguage& language_;
  std::vector<Fact> facts_;
  std::size_t floor_ = 0;  // the end of what was taken so far
};

}  // namespace lockstep
