#include "locales/unicode.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace lockstep {
namespace {

std::string Utf8(char32_t c) {
  std::string out;
  AppendUtf8(c, out);
  return out;
}

bool IsScalarValue(char32_t c) {
  return c < 0xD800 || c > 0xDFFF;
}

TEST(Unicode, FindsInvalidUtf8) {
  EXPECT_EQ(FindInvalidUtf8(""), std::nullopt);
  EXPECT_EQ(FindInvalidUtf8("plain, 日本語, é, 😀"), std::nullopt);
  const std::pair<const char*, std::size_t> rows[] = {
      {"\x80", 0},          {"abcdefghij\xFF", 10},  {"a\xC3", 1},      {"a\xC3(", 1}, {"\xC0\xAF", 0}, {"\xE3\x81", 0},
      {"é\xED\xA0\x80", 2}, {"\xF4\x90\x80\x80", 0}, {"日\xE6\x97", 3},
  };
  for (const auto& [text, offset] : rows) EXPECT_EQ(FindInvalidUtf8(text), offset) << text;
}

TEST(Unicode, EncodesAndDecodesEveryCodePoint) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (!IsScalarValue(c)) continue;
    const std::string text = Utf8(c);
    const CodePoint back = DecodeAt(text, 0);
    ASSERT_EQ(back.value, c);
    ASSERT_EQ(back.size, text.size());
    ASSERT_FALSE(FindInvalidUtf8(text));
  }
  EXPECT_EQ(DecodeAt("\xE3(", 0).value, U'\xFFFD');
  EXPECT_EQ(DecodeAt("\xE3(", 0).size, 1U);
  EXPECT_EQ(DecodeAt("a", 1).size, 0U);
  EXPECT_EQ(Utf8(0xD800), "\xEF\xBF\xBD");
  EXPECT_EQ(CountCodePoints("a日é😀"), 4U);
}

// The fast paths must agree with ICU on every character, alone and where a mark follows it.
TEST(Unicode, ComposesExactly) {
  for (char32_t c = 1; c <= 0x1FFFF; ++c) {
    if (!IsScalarValue(c)) continue;
    for (const char* const mark : {"", "\xCC\x81", "\xE3\x82\x99"}) {
      const std::string text = "a" + Utf8(c) + mark;
      const std::string nfc = ToNfc(text);
      ASSERT_EQ(IsNfc(text), nfc == text) << std::hex << static_cast<unsigned>(c);
      ASSERT_TRUE(IsNfc(nfc));
    }
  }
  EXPECT_EQ(ToNfc("Cafe\xCC\x81"), "Caf\xC3\xA9");
  EXPECT_EQ(ToNfc("か\xE3\x82\x99"), "が");
  EXPECT_EQ(ToNfc("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB"), "한");
  EXPECT_FALSE(IsNfc("\xE2\x84\xA6"));  // the ohm sign is Greek omega
}

TEST(Unicode, FoldsWidthAndCase) {
  EXPECT_EQ(FoldWidth("ＡＢＣ　１２３（％）"), "ABC 123(%)");
  EXPECT_EQ(FoldWidth("ｶﾞﾊﾟｱ｡"), "ガパア。");
  EXPECT_EQ(FoldWidth("½ ² ㎐"), "½ ² ㎐");  // compatibility characters of other kinds stay
  EXPECT_EQ(FoldWidth("￥￦"), "¥₩");
  EXPECT_EQ(FoldCase("Straße ÀÉ ΣΑΣ"), "strasse àé σασ");
  EXPECT_EQ(FoldCase("ATH-M50x 日本 カナ"), "ath-m50x 日本 カナ");
  EXPECT_EQ(FoldCase("日本Ａ"), "日本ａ");
  EXPECT_EQ(FoldCase("I"), "i");
}

// Full case folding leaves what the fast path skips as it is.
TEST(Unicode, FoldsTheCaseOfEveryCharacterOnce) {
  for (char32_t c = 1; c <= 0x1FFFF; ++c) {
    if (!IsScalarValue(c)) continue;
    const std::string folded = FoldCase(Utf8(c));
    ASSERT_EQ(FoldCase(folded), folded) << std::hex << static_cast<unsigned>(c);
    ASSERT_EQ(FoldCase(Utf8(c) + "\xC3\x89"), folded + "\xC3\xA9") << std::hex << static_cast<unsigned>(c);
  }
}

TEST(Unicode, KnowsCharacters) {
  for (const char32_t c : {U' ', U'\t', U'\n', U'\xA0', U'\x85', U'\x3000', U'\x2028'}) EXPECT_TRUE(IsWhiteSpace(c));
  for (const char32_t c : {U'a', U'\x200B', U'\xFEFF', U'.'}) EXPECT_FALSE(IsWhiteSpace(c));
  for (const char32_t c : {U'\xFEFF', U'\x200B', U'\x2060', U'\xAD'}) EXPECT_TRUE(IsInvisible(c));
  EXPECT_FALSE(IsInvisible(U'\x200C'));
  for (const char32_t c : {U'a', U'é', U'日', U'ー', U'ا', U'क'}) EXPECT_TRUE(IsLetter(c));
  for (const char32_t c : {U'1', U'.', U' '}) EXPECT_FALSE(IsLetter(c));
  EXPECT_EQ(DigitValue(U'7'), 7);
  EXPECT_EQ(DigitValue(U'７'), 7);
  EXPECT_EQ(DigitValue(U'٣'), 3);
  EXPECT_EQ(DigitValue(U'三'), -1);
  EXPECT_TRUE(IsUppercase(U'É'));
  EXPECT_FALSE(IsUppercase(U'é'));
  for (const char32_t c : {U'.', U'、', U'«', U'।'}) EXPECT_TRUE(IsPunctuation(c));
  for (const char32_t c : {U'日', U'か', U'カ', U'ー', U'々', U'ไ', U'ກ', U'ខ', U'မ'}) EXPECT_TRUE(IsUnspacedScript(c));
  for (const char32_t c : {U'a', U'한', U'。', U'،'}) EXPECT_FALSE(IsUnspacedScript(c));
  for (const char32_t c : {U'日', U'か', U'。', U'「', U'（', U'ｶ'}) EXPECT_TRUE(IsCjk(c));
  for (const char32_t c : {U'a', U'한', U'ไ', U'…'}) EXPECT_FALSE(IsCjk(c));
}

TEST(Unicode, MeasuresColumns) {
  const std::pair<const char*, int> rows[] = {
      {"", 0},
      {"abc", 3},
      {"日本", 4},
      {"ｶﾞ", 2},
      {"e\xCC\x81", 1},
      {"한국", 4},
      {"é", 1},
      {"\t", 1},
      {"a\xE2\x80\x8B"
       "b",
       2},
      {"😀", 2},
  };
  for (const auto& [text, width] : rows) EXPECT_EQ(DisplayWidth(text), width) << text;
}

std::string Words(std::string_view text) {
  std::string out;
  for (const Range word : SplitWords(text)) out += "<" + std::string(Slice(text, word)) + ">";
  return out;
}

TEST(Unicode, SplitsWords) {
  const std::pair<const char*, const char*> rows[] = {
      {"", ""},
      {"  ", ""},
      {"It's 3,500.5 dB, ok.", "<It's><3,500.5><dB><,><ok><.>"},
      {"日本のDAC です。", "<日><本><の><DAC><で><す><。>"},
      {"スーパー", "<ス><ー><パ><ー>"},
      {"한국어 문장", "<한국어><문장>"},
      {"😀 x", "<😀><x>"},
      {"ภาษาไทย", "<ภาษา><ไทย>"},
  };
  for (const auto& [text, words] : rows) EXPECT_EQ(Words(text), words) << text;
  EXPECT_EQ(CountWords("It's 3,500.5 dB, ok. (2)"), 5U);
  EXPECT_EQ(CountWords("日本のDAC です。"), 6U);
  EXPECT_EQ(CountWords("--- ..."), 0U);
}

// What CountWords must say: the words that hold a letter or a digit, all found by ICU.
std::size_t CountByIcu(std::string_view text) {
  const std::vector<Range> words = SplitWords(text);
  return static_cast<std::size_t>(std::count_if(words.begin(), words.end(), [&](Range word) {
    for (std::size_t at = word.begin; at < word.end;) {
      const CodePoint c = DecodeAt(text, at);
      if (IsLetter(c.value) || IsDigit(c.value)) return true;
      at += c.size;
    }
    return false;
  }));
}

TEST(Unicode, CountsWordsAsIcuDoesHoweverMarksStand) {
  constexpr std::string_view kParts[] = {"a", "é", "7", "Ａ", "７", ".",  ",",  ":",
                                         "'", "’", " ", "-",  "。", "：", "，", "．"};
  for (const std::string_view first : kParts) {
    for (const std::string_view second : kParts) {
      for (const std::string_view third : kParts) {
        for (const std::string_view fourth : kParts) {
          const std::string text = std::string(first).append(second).append(third).append(fourth);
          ASSERT_EQ(CountWords(text), CountByIcu(text)) << text;
        }
      }
    }
  }
}

TEST(Unicode, CountsWordsAsIcuDoesAroundEveryCharacter) {
  for (char32_t c = ' '; c < 0x10000; ++c) {
    if (c == '@' || c == '_' || (c >= 0xD800 && c < 0xE000)) continue;  // a word to ICU, without a letter
    if (c == U'〇') continue;                                           // Han: a word of its own, here
    std::string text = "a";
    AppendUtf8(c, text);
    text += "b";
    const bool plain = c < 0x500 || (c >= 0x2010 && c < 0x2030) || (c >= 0x3000 && c < 0x3020) || c >= 0xFF00;
    if (!plain) continue;
    EXPECT_EQ(CountWords(text), CountByIcu(text)) << std::hex << static_cast<std::uint32_t>(c);
  }
}

std::string Sentences(const std::string& language, std::string_view text) {
  SentenceBreaker breaker(language);
  std::string out;
  std::size_t begin = 0;
  for (const std::size_t at : breaker.Boundaries(text)) {
    out += std::string(text.substr(begin, at - begin)) + "|";
    begin = at;
  }
  return out + std::string(text.substr(begin));
}

TEST(Unicode, FindsSentences) {
  EXPECT_EQ(Sentences("en", ""), "");
  EXPECT_EQ(Sentences("en", "One is 0.5. Two? Three"), "One is 0.5. |Two? |Three");
  EXPECT_EQ(Sentences("ja", "速い。安い！「良い。」終わり"), "速い。|安い！|「良い。」|終わり");
  EXPECT_EQ(Sentences("hi", "एक है। दो है।"), "एक है। |दो है।");
  EXPECT_EQ(Sentences("en", "Ask Mr. Smith. He knows."), "Ask Mr. Smith. |He knows.");
  EXPECT_EQ(Sentences("de", "Das ist z.B. Holz. Gut."), "Das ist z.B. Holz. |Gut.");
  EXPECT_EQ(Sentences("de", "Sie stellt vier dar. Organisationen. Er kam vor. Drei blieben."),
            "Sie stellt vier dar. |Organisationen. |Er kam vor. |Drei blieben.");
  EXPECT_EQ(Sentences("de-AT", "Das ist Nr. 5 (vgl. Nr. Acht). Gut."), "Das ist Nr. 5 (vgl. Nr. Acht). |Gut.");
  EXPECT_EQ(Sentences("en", "The plan is OKed. Ask Capt. Roe. Good."), "The plan is OKed. |Ask Capt. Roe. |Good.");
  EXPECT_EQ(Sentences("en", "😀 one. 日本 two. Three."), "😀 one. |日本 two. |Three.");
  EXPECT_EQ(Sentences("xx-unknown", "One. Two."), "One. |Two.");
  EXPECT_EQ(Sentences("not a tag", "One. Two."), "One. |Two.");
}

TEST(Unicode, LeavesOutSuppressionsThatAreWordsWhereAsked) {
  const auto dotted = [](const std::string& language, std::string_view text) {
    return SentenceBreaker(language, Suppressions::kDotted).Boundaries(text).size();
  };
  EXPECT_EQ(SentenceBreaker("en").Boundaries("It reaches 45 Hz. It is Long. Good.").size(), 0U);
  EXPECT_EQ(dotted("en", "It reaches 45 Hz. It is Long. Good."), 2U);
  EXPECT_EQ(dotted("en", "The U.S. Army. At 5 a.m. Sharp."), 1U);
  EXPECT_EQ(dotted("de", "Das ist der Test. Hier der Port. Und z.B. Holz."), 2U);
}

TEST(Unicode, TellsTheLikelyLanguageByTheScript) {
  const std::pair<const char*, const char*> rows[] = {
      {"The light is warm.", "en"},
      {"Das Licht ist schön.", "en"},  // Latin letters tell no more
      {"光线温暖。", "zh"},
      {"光は暖かい。", "ja"},
      {"빛이 따뜻하다.", "ko"},
      {"Свет тёплый.", "ru"},
      {"الضوء دافئ.", "ar"},
      {"แสงอบอุ่น", "th"},
      {"रोशनी गर्म है।", "hi"},
      {"npm install lamp && lamp --start 打开灯。", "zh"},
      {"npm install lamp && lamp --start: the Chinese word for lamp is 灯.", "en"},
      {"12 + 30 = 42!", ""},
      {"", ""},
  };
  for (const auto& [text, lang] : rows) EXPECT_EQ(LikelyLanguage(text), lang) << text;
}

TEST(Unicode, CanonicalizesLanguageTags) {
  const std::pair<const char*, const char*> rows[] = {
      {"en", "en"},           {"EN", "en"}, {"PT_br", "pt-BR"},           {"zh-cn", "zh-CN"},
      {"zh-hans", "zh-Hans"}, {"iw", "he"}, {"sr-latn-rs", "sr-Latn-RS"}, {"min", "min"},
      {"no", "no"},
  };
  for (const auto& [text, tag] : rows) EXPECT_EQ(CanonicalLanguageTag(text), tag) << text;
  for (const char* const text : {"", "e", "xx", "und", "english", "x-foo", "en--US", "e n", "en/US", "日本", "assets",
                                 "en-thisisfartoolong", "12"}) {
    EXPECT_EQ(CanonicalLanguageTag(text), std::nullopt) << text;
  }
}

TEST(Unicode, TellsUsualTagsFromNamesThatHaveTheirForm) {
  for (const char* const tag : {"en", "pt-BR", "zh-Hans", "zh-Hant-TW", "sr-Latn-RS", "sr-Cyrl", "es-419", "min"}) {
    EXPECT_TRUE(IsUsualTag(tag)) << tag;
  }
  for (const char* const name : {"it-security", "no-code", "in-depth", "my-setup", "is-ok", "so-long"}) {
    const std::optional<std::string> tag = CanonicalLanguageTag(name);
    EXPECT_TRUE(tag && !IsUsualTag(*tag)) << name;
  }
}

TEST(Unicode, NamesLanguages) {
  EXPECT_EQ(LanguageFallbacks("zh-CN"), (std::vector<std::string>{"zh-CN", "zh-Hans", "zh"}));
  EXPECT_EQ(LanguageFallbacks("zh-TW"), (std::vector<std::string>{"zh-TW", "zh-Hant", "zh"}));
  EXPECT_EQ(LanguageFallbacks("pt"), (std::vector<std::string>{"pt", "pt-Latn", "pt-BR"}));
  EXPECT_EQ(LanguageName("pt-BR"), "Brazilian Portuguese");
  EXPECT_EQ(LanguageName("ja"), "Japanese");
  EXPECT_EQ(LanguageName("qqq"), "qqq");
  EXPECT_TRUE(IsRightToLeft("ar"));
  EXPECT_TRUE(IsRightToLeft("ur"));
  EXPECT_FALSE(IsRightToLeft("ja"));
}

TEST(LanguageTags, OfSomebodyElseMeanTheNearestThatIsKnown) {
  const std::set<std::string> known = {"de", "en-US", "pt-BR", "pt-PT", "zh-Hans"};
  EXPECT_EQ(LanguageAmong("de-AT", known), "de");
  EXPECT_EQ(LanguageAmong("en-GB", known), "en-US");
  EXPECT_EQ(LanguageAmong("pt-PT", known), "pt-PT");
  EXPECT_EQ(LanguageAmong("pt", known), "pt-BR");
  EXPECT_EQ(LanguageAmong("zh-CN", known), "zh-Hans");
  EXPECT_EQ(LanguageAmong("zh-TW", known), std::nullopt);
  EXPECT_EQ(LanguageAmong("zh-TW", {"zh"}), std::nullopt);
  EXPECT_EQ(LanguageAmong("de-AT", {"de-CH", "de-DE"}), "de-DE");
  EXPECT_EQ(LanguageAmong("fr", known), std::nullopt);
}

TEST(Unicode, KnowsTextThatReadsFromRightToLeft) {
  for (const char* text : {"سماعة", "Acme One שלום", "5 كغ"}) EXPECT_TRUE(HasRightToLeft(text)) << text;
  for (const char* text : {"", "[3.5, 0.7]", "Acme One", "日本語", "٣٫٥", "\xff"})
    EXPECT_FALSE(HasRightToLeft(text)) << text;
}

TEST(AppendSentence, PutsNoSpaceBesideCjk) {
  const auto joined = [](std::string text, std::string_view sentence) {
    AppendSentence(sentence, text);
    return text;
  };
  EXPECT_EQ(joined("It is new.", "It is loud."), "It is new. It is loud.");
  EXPECT_EQ(joined("新しい。", "Acmeは大音量だ。"), "新しい。Acmeは大音量だ。");
  EXPECT_EQ(joined("87.5 dB", "それは大きい。"), "87.5 dBそれは大きい。");
  EXPECT_EQ(joined("새롭다.", "크다."), "새롭다. 크다.");
  EXPECT_EQ(joined("", "It is new."), "It is new.");
  EXPECT_EQ(joined("It is new.", ""), "It is new.");
}

}  // namespace
}  // namespace lockstep
