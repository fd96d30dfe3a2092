// What lockstep knows of a language: one YAML file each, in this folder.
//
// The files are compiled into the program (so that it needs no data directory), and a site may
// add its own in a directory named in lockstep.yml. und.yml holds what all languages share (units,
// ISO currency codes, numeric dates) and is added to every one of them; a language without a file
// is und.yml with ICU's decimal and group separators. locale_reader.h tells the schema of a file.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

// A currency as texts of this language write it.
struct CurrencyNames {
  std::string code;                 // ISO 4217, "USD"
  std::vector<std::string> before;  // written before the amount: "$", "US$", "USD"
  std::vector<std::string> after;   // written behind it: "dollars", "円", "€"
};

// "10万円": a number followed by this word counts that many times more.
struct Magnitude {
  std::string word;  // "万", "million", "Mio."
  int exponent = 0;  // power of ten: 4, 6
};

// "令和6年": a year behind this word is that many less than the one it means.
struct Era {
  std::string word;
  int year_before = 0;  // 2018
};

// A unit of measurement: its symbol is the same in every language's file ("Hz", "h", "year"), its
// spellings are the language's. The unit "1" is a count: "2x", "5.1ch" and "4-pin" are bare numbers.
struct UnitNames {
  std::string symbol;
  std::vector<std::string> names;   // behind the number, a space or hyphen between or not: "kHz", "時間"
  std::vector<std::string> joined;  // only right behind it, as they are words otherwise: "in", "A"
};

struct Locale {
  std::string tag = "und";  // BCP 47 of the file that was found
  std::string name;         // in English
  std::string native_name;
  std::string script = "Latn";  // ISO 15924
  bool right_to_left = false;

  // Section id ("scientific_validity") -> headings that name it in this language, the first for writing.
  std::map<std::string, std::vector<std::string>> sections;

  std::vector<std::string> abbreviations;    // never end a sentence: "approx.", "vs.", "No."
  std::vector<std::string> number_prefixes;  // end none before a digit: "No.", "Nr.", "fig."
  // Words that make "2." behind them an ordinal: "der 2. Weltkrieg". In languages that write ordinals so.
  std::vector<std::string> ordinal_prefixes;

  std::string decimal_separators = ".";  // UTF-8 characters, first for writing
  std::string group_separators = ",";    // "", or characters, first for writing
  bool indian_grouping = false;          // 12,34,567
  std::vector<Magnitude> magnitudes;
  std::string currency;  // ISO 4217 of a price without one, "" if unknown
  std::vector<CurrencyNames> currencies;
  std::vector<UnitNames> units;
  std::vector<std::string> not_units;         // begin like a unit and are none: "分の" (3分の1 is 1/3)
  std::vector<std::string> ordinal_suffixes;  // "2nd" is the number 2
  std::vector<std::string> range_words;       // between two numbers: "20 to 30 Hz"
  std::vector<std::string> negations;         // say no: "not", "*n't" (ends in it), "kein*", "*ない*"
  std::vector<std::string> percent_words;     // besides % and ％
  std::vector<std::string> month_names;       // all spellings; index % 12 is the month (12, 24 ... entries)
  // Date patterns of ICU's letters y M d: "yyyy年M月d日", "d MMMM yyyy"; numeric ones too, and ones that begin with a
  // word: "'พ.ศ.'yyyy".
  std::vector<std::string> date_patterns;
  std::vector<std::string> decade_words;   // behind a year: "s" (1990s), "年代"
  std::vector<std::string> half_words;     // behind a span of time, half of its unit more: "半" (2年半), "et demie"
  std::vector<std::string> half_prefixes;  // before a number, a half more: "साढ़े" (साढ़े 4 is 4.5)
  std::vector<std::string> and_words;      // between the parts of a span of time: "2 hours and 30 minutes"
  std::vector<Era> eras;                   // whose years count from their own begin: "令和6年" is 2024
  int year_offset = 0;                     // of a calendar whose years >= 2400 are this many ahead: 543
  // Quotation marks, sentence ends and the like need no data: ICU knows them.
};

// All languages; loads a file on first use. Thread-safe. Lives as long as what For returns.
class Locales {
 public:
  // Looks into `site_directory` first where it is not empty ("xx.yml").
  explicit Locales(std::filesystem::path site_directory = {});
  ~Locales();

  // The locale for a canonical tag by LanguageFallbacks, else the default ("und" with `tag` as name).
  // Throws LocaleError where a file is malformed, naming file, line and column.
  const Locale& For(std::string_view tag) const;

  // The tags that have a file compiled in, sorted.
  static std::vector<std::string> BuiltIn();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// All that the languages of a site rest on: ICU's version, the files compiled in and those of `site_directory` (as in
// Locales). Where it is the same, texts are read the same. Throws LocaleError where a file cannot be read.
std::string LanguageData(const std::filesystem::path& site_directory);

struct LocaleError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace lockstep
