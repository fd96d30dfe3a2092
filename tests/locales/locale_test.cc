#include "locales/locale.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "locales/locale_reader.h"

namespace lockstep {
namespace {

using testing::Contains;
using testing::ElementsAre;

std::string ErrorOf(const std::string& yaml) {
  try {
    ReadLocale(yaml, "locales/xx.yml", "xx");
  } catch (const LocaleError& error) {
    return error.what();
  }
  return "no error";
}

TEST(Locales, TwelveLanguagesAreBuiltIn) {
  EXPECT_THAT(Locales::BuiltIn(),
              ElementsAre("ar", "de", "en", "es", "fr", "hi", "ja", "ko", "pt-BR", "ru", "th", "zh-Hans"));
}

TEST(Locales, EveryBuiltInLanguageIsComplete) {
  const Locales locales;
  for (const std::string& tag : Locales::BuiltIn()) {
    const Locale& locale = locales.For(tag);
    EXPECT_EQ(locale.tag, tag);
    EXPECT_FALSE(locale.native_name.empty()) << tag;
    for (const char* section : {"overview", "scientific_validity", "technology_level", "cost_performance",
                                "reliability_support", "design_rationality", "advice", "references"}) {
      ASSERT_TRUE(locale.sections.contains(section)) << tag << " " << section;
      EXPECT_FALSE(locale.sections.at(section).empty()) << tag << " " << section;
    }
    EXPECT_EQ(locale.month_names.size() % 12, 0U) << tag;
    EXPECT_FALSE(locale.month_names.empty()) << tag;
    EXPECT_FALSE(locale.abbreviations.empty()) << tag;
    EXPECT_FALSE(locale.magnitudes.empty()) << tag;
    EXPECT_FALSE(locale.percent_words.empty()) << tag;
    EXPECT_EQ(locale.right_to_left, tag == "ar") << tag;
    std::set<std::string> currencies;
    for (const CurrencyNames& currency : locale.currencies) currencies.insert(currency.code);
    for (const char* code :
         {"USD", "EUR", "JPY", "GBP", "CNY", "KRW", "INR", "BRL", "THB", "RUB", "AED", "SAR", "EGP"}) {
      EXPECT_THAT(currencies, Contains(code)) << tag;
    }
  }
}

TEST(Locales, FallBackToTheLanguageThatHasAFile) {
  const Locales locales;
  EXPECT_EQ(locales.For("en-GB").tag, "en");
  EXPECT_EQ(locales.For("zh-CN").tag, "zh-Hans");
  EXPECT_EQ(locales.For("pt-BR").tag, "pt-BR");
}

TEST(Locales, UnknownLanguageGetsSharedDataAndSeparatorsOfIcu) {
  const Locales locales;
  const Locale& vietnamese = locales.For("vi");
  EXPECT_EQ(vietnamese.tag, "und");
  EXPECT_EQ(vietnamese.name, "vi");
  EXPECT_EQ(vietnamese.decimal_separators, ",");
  EXPECT_EQ(vietnamese.group_separators, ".");
  EXPECT_FALSE(vietnamese.units.empty());
}

TEST(Locales, GiveTheSameLocaleToEveryThread) {
  const Locales locales;
  std::vector<const Locale*> found(4);
  std::vector<std::thread> threads;
  for (const Locale*& slot : found) threads.emplace_back([&locales, &slot] { slot = &locales.For("ja"); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(found, testing::Each(found[0]));
}

TEST(Locales, SiteDirectoryComesFirst) {
  const std::filesystem::path directory = std::filesystem::path(testing::TempDir()) / "lockstep_locales";
  std::filesystem::create_directories(directory);
  std::ofstream(directory / "en.yml") << "name: House English\ndecimal_separators: \";[\\\\\"\n";
  const Locales locales(directory);
  EXPECT_EQ(locales.For("en").name, "House English");
  EXPECT_EQ(locales.For("en").decimal_separators, ";[\\");
  EXPECT_EQ(locales.For("ja").name, "Japanese");
  std::filesystem::remove_all(directory);
}

TEST(Locales, DataIsOtherWhereALanguageFileIs) {
  const std::filesystem::path directory = std::filesystem::path(testing::TempDir()) / "lockstep_language_data";
  std::filesystem::create_directories(directory);
  const std::string built_in = LanguageData({});
  EXPECT_EQ(LanguageData(directory), built_in);
  std::ofstream(directory / "notes.txt") << "not a language";
  EXPECT_EQ(LanguageData(directory), built_in);
  std::ofstream(directory / "en.yml") << "name: House English\n";
  const std::string own = LanguageData(directory);
  EXPECT_NE(own, built_in);
  EXPECT_EQ(LanguageData(directory), own);
  std::filesystem::rename(directory / "en.yml", directory / "de.yml");
  EXPECT_NE(LanguageData(directory), own);
  std::filesystem::remove_all(directory);
  EXPECT_THROW(LanguageData(directory), LocaleError);
}

TEST(LocaleReader, NamesThePlaceOfWhatIsWrong) {
  struct Row {
    const char* yaml;
    const char* error;
  };
  const Row rows[] = {
      {"name: X\ncolour: red\n", "locales/xx.yml:2:1: unknown key \"colour\""},
      {"name: X\nname: Y\n", "locales/xx.yml:2:1: key \"name\" occurs twice"},
      {"native_name: X\n", "locales/xx.yml:1:1: key \"name\" is missing"},
      {"name: [X]\n", "locales/xx.yml:1:7: expected text"},
      {"name: X\nabbreviations: e.g.\n", "locales/xx.yml:2:16: expected a list"},
      {"name: X\nabbreviations: [a, \"\"]\n", "locales/xx.yml:2:20: expected text that is not empty"},
      {"name: X\nmagnitudes: {万: many}\n", "locales/xx.yml:2:17: expected a whole number, not \"many\""},
      {"name: X\nmagnitudes: {万: 99}\n", "locales/xx.yml:2:17: expected a power of ten up to 30"},
      {"name: X\ndirection: up\n", "locales/xx.yml:2:12: expected ltr or rtl, not \"up\""},
      {"name: X\nmonth_names: [[a, b]]\n", "locales/xx.yml:2:15: expected 12 months, not 2"},
      {"name: X\ncurrencies: {USD: {behind: [x]}}\n", "locales/xx.yml:2:20: expected before or after, not \"behind\""},
      {"- a\n", "locales/xx.yml:1:1: expected a mapping"},
      {"name: \xFF\n", "locales/xx.yml:1:7: not well-formed UTF-8"},
  };
  for (const Row& row : rows) EXPECT_EQ(ErrorOf(row.yaml), row.error) << row.yaml;
}

}  // namespace
}  // namespace lockstep
