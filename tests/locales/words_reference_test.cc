// Words are ICU's, also where they are found without it: ICU itself is the slow, obvious reference.
#include <gtest/gtest.h>
#include <unicode/brkiter.h>
#include <unicode/ubrk.h>
#include <unicode/unistr.h>

#include <memory>
#include <random>
#include <string>

#include "locales/unicode.h"

namespace lockstep {
namespace {

struct Words {
  std::vector<std::string> all;
  std::size_t counted = 0;
  bool operator==(const Words&) const = default;
};

void PrintTo(const Words& words, std::ostream* out) {
  for (const std::string& word : words.all) *out << "<" << word << ">";
  *out << " " << words.counted;
}

bool IsSpace(const icu::UnicodeString& text) {
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const auto c = static_cast<char32_t>(text.char32At(i));
    if (!IsWhiteSpace(c) && !IsInvisible(c)) return false;
  }
  return true;
}

Words ByIcu(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> iterator(
      icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  const auto utf16 = icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
  iterator->setText(utf16);
  Words words;
  std::int32_t begin = 0;
  for (std::int32_t at = iterator->next(); at != icu::BreakIterator::DONE; at = iterator->next()) {
    const icu::UnicodeString word = utf16.tempSubStringBetween(std::exchange(begin, at), at);
    const bool counts = iterator->getRuleStatus() >= UBRK_WORD_NONE_LIMIT;
    words.counted += counts ? 1 : 0;
    if (counts || !IsSpace(word)) word.toUTF8String(words.all.emplace_back());
  }
  return words;
}

Words Ours(std::string_view text) {
  Words words;
  for (const Range range : SplitWords(text)) words.all.emplace_back(Slice(text, range));
  words.counted = CountWords(text);
  return words;
}

TEST(Words, AreThoseOfIcu) {
  for (const char* text : {"it's 3,500.5 dB; ok. a.b a,b 1.a a'1 1;2 'x' x' 1,,2 a..b", "a:b a_b _ __ _1 1:2 :",
                           "r\xC3\xA9sum\xC3\xA9 caf\xC3\xA9. a\xCC\x81 b  \xCC\x81 c", "a\t\r\n\v b\x01 c"}) {
    EXPECT_EQ(Ours(text), ByIcu(text)) << text;
  }
}

TEST(Words, AreThoseOfIcuBesideAnyAsciiCharacter) {
  for (char c = 1; c < 0x7F; ++c) {
    for (const std::string_view before : {"", "a", "1", " ", "\xC3\xA9"}) {
      for (const std::string_view after : {"", "a", "1", " ", "\xC3\xA9"}) {
        const std::string text = std::string(before) + c + std::string(after) + " b";
        EXPECT_EQ(Ours(text), ByIcu(text)) << text;
      }
    }
  }
}

TEST(Words, AreThoseOfIcuForAnyMixture) {
  const std::vector<std::string> pieces = {"a",
                                           "Z",
                                           "0",
                                           "9",
                                           " ",
                                           " ",
                                           " ",
                                           ".",
                                           "@",
                                           "'",
                                           ",",
                                           ";",
                                           ":",
                                           "_",
                                           "-",
                                           "\"",
                                           "\n",
                                           "\r",
                                           "\t",
                                           "(",
                                           "\x01",
                                           "\xC3\xA9",
                                           "\xCC\x81",
                                           "\xE2\x80\x99",
                                           "\xE2\x80\x8D",
                                           "\xC2\xAD",
                                           "\xC2\xA0",
                                           "\xD0\x96",
                                           "\xD7\x90",
                                           "\xF0\x9F\x98\x80",
                                           "\xEF\xBB\xBF"};
  std::mt19937 random(1);
  for (int i = 0; i < 100'000; ++i) {
    std::string text;
    for (std::size_t size = random() % 12; size > 0; --size) text += pieces[random() % pieces.size()];
    ASSERT_EQ(Ours(text), ByIcu(text)) << testing::PrintToString(text);
  }
}

}  // namespace
}  // namespace lockstep
